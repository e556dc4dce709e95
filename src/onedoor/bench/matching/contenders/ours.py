"""Onedoor: the kernel compiled for this processor, on one thread and on two, and the one of NumPy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from onedoor import __version__
from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.workload import Workload
from onedoor.engine.feel import Expression
from onedoor.engine.feel.parser import parse_expression
from onedoor.engine.matching import Counts, Matches, RuleSet
from onedoor.engine.matching.encoding import Subjects, encode
from onedoor.engine.matching.matches import Room
from onedoor.engine.population import SCHEMA

_NAMES = tuple(sorted(SCHEMA.columns))
COMPILED, NUMPY = "compiled", "numpy"


@dataclass(frozen=True, slots=True)
class Ready:
    """Rules and encoded subjects; with ``room`` the memory of the results is used again."""

    rules: RuleSet
    subjects: Subjects
    threads: int
    room: Room | None

    def run(self) -> Matches:
        return self.rules.match(self.subjects, threads=self.threads, room=self.room)


def compiled_rules(workload: Workload, kernel: str = COMPILED) -> RuleSet:
    """Read and compiled past the cache of ``feel.parse``."""
    rules = {name: Expression(text, parse_expression(text, _NAMES)) for name, text in workload.texts.items()}
    return RuleSet.compile(rules, SCHEMA, kernel=kernel)


def encoded(workload: Workload) -> Subjects:
    """All thirty facts, whichever the policies ask for."""
    return encode(workload.read(), SCHEMA)


def counts(found: Matches) -> list[Counts]:
    return list(found.counts().values())


def _compile(kernel: str, threads: int, keeps: bool, workload: Workload, subjects: Any) -> Ready:
    return Ready(compiled_rules(workload, kernel), subjects, threads, Room() if keeps else None)


def _contender(name: str, kernel: str, threads: int, *, keeps: bool = True, note: str = "") -> Contender:
    return Contender(
        name=name,
        release=__version__,
        encode=encoded,
        forms={"": partial(_compile, kernel, threads, keeps)},
        run=Ready.run,
        counts=counts,
        note=note,
    )


ONE = _contender("onedoor", COMPILED, 1)
TWO = _contender("onedoor, 2 threads", COMPILED, 2)
ANEW = _contender("onedoor, new memory", COMPILED, 1, keeps=False, note="results in new memory each time")
PLAIN = _contender("onedoor, NumPy only", NUMPY, 1)
CONTENDERS = (ONE, TWO, ANEW, PLAIN)
