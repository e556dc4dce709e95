"""One pair at a time in Python: our own interpreter's closures, and plain ones that know three values."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onedoor import __version__
from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders.kleene import closure
from onedoor.bench.matching.contenders.units import units
from onedoor.bench.matching.workload import Workload
from onedoor.engine.feel import Expression, Unknown, parse
from onedoor.engine.feel.scope import Scope
from onedoor.engine.matching import Counts
from onedoor.engine.population import FACTS, SCHEMA
from onedoor.engine.population.conditions import AllOf


@dataclass(frozen=True, slots=True)
class Program:
    """Each test for each subject; ``share`` is done once a subject."""

    subjects: list[Any]
    tests: list[Callable[[Any], Any]]
    share: Callable[[Any], Any] | None = None

    def run(self) -> list[list[Any]]:
        """The answers of each subject, in the order of the tests."""
        tests, share = self.tests, self.share
        if share is None:
            return [[test(facts) for test in tests] for facts in self.subjects]
        return [[test(scope) for test in tests] for scope in map(share, self.subjects)]


def counts(answers: list[list[Any]]) -> list[Counts]:
    """``True`` is certain; ``None`` and ``Unknown`` are open."""
    result = []
    for column in zip(*answers, strict=True):
        certain = sum(each is True for each in column)
        result.append(
            Counts(certain, certain + sum(each is None or isinstance(each, Unknown) for each in column))
        )
    return result


def known_facts(workload: Workload) -> list[dict[str, Any]]:
    """What is known of each subject, as FEEL takes it."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in workload.read().to_pylist()
    ]


def whole_facts(workload: Workload) -> list[dict[str, Any]]:
    """The same in whole numbers, with ``None`` for what is not known and sets for lists."""
    return [{name: _whole(name, row[name]) for name in FACTS} for row in workload.read().to_pylist()]


def _whole(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    return frozenset(value) if isinstance(value, list) else units(name, value)


def _feel(workload: Workload, subjects: list[Any]) -> Program:
    names = tuple(SCHEMA.columns)
    expressions: list[Expression] = [parse(text, names=names) for text in workload.texts.values()]
    program = Program(subjects, [each.run for each in expressions], Scope.of_facts)
    Program(subjects[:1], program.tests, Scope.of_facts).run()  # closures are made at the first call
    return program


def plain_program(workload: Workload, subjects: list[Any]) -> Program:
    return Program(subjects, [closure(AllOf(policy.conditions)) for policy in workload.policies])


CONTENDERS = (
    Contender(
        name="closures",
        release=platform.python_version(),
        encode=whole_facts,
        forms={"": plain_program},
        run=Program.run,
        counts=counts,
        most_subjects=500,
        note="plain Python closures of three values over whole numbers, pair by pair",
    ),
    Contender(
        name="onedoor, pair by pair",
        release=__version__,
        encode=known_facts,
        forms={"": _feel},
        run=Program.run,
        counts=counts,
        most_subjects=200,
        note="the interpreter's closures, facts converted once a subject",
    ),
)
