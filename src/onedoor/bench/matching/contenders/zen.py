"""zen-engine (GoRules): two values, so that each condition asks first whether its facts are there.

Chinese names are no identifiers there, decimals and dates no values: floats, ISO strings, ``d()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from typing import Any

import zen

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.workload import Workload
from onedoor.bench.rules.writing import in_json
from onedoor.engine.matching import Counts
from onedoor.engine.population import FACTS, Condition, Policy
from onedoor.engine.population.conditions import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Compared,
    Contains,
    Holds,
    Multiple,
    Negated,
    Share,
    StartsWith,
    atoms,
)

KEYS = {name: f"f{place}" for place, name in enumerate(FACTS)}
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """Compiled expressions, the facts of each subject, and for each expression the keys it gets (all: None)."""

    subjects: list[Facts]
    expressions: list[Callable[[Facts], Any]]
    needed: list[list[str]] | None

    def run(self) -> list[list[Any]]:
        if self.needed is None:
            return [[evaluate(facts) for evaluate in self.expressions] for facts in self.subjects]
        pairs = list(zip(self.expressions, self.needed, strict=True))
        return [
            [evaluate({key: facts[key] for key in keys}) for evaluate, keys in pairs]
            for facts in self.subjects
        ]


def encode(workload: Workload) -> list[Facts]:
    rows = workload.read().to_pylist()
    return [{key: in_json(row[name]) for name, key in KEYS.items()} for row in rows]


def whole(workload: Workload, subjects: list[Facts]) -> Program:
    return Program(subjects, _compiled(workload), None)


def needed(workload: Workload, subjects: list[Facts]) -> Program:
    keys = [
        sorted({key for each in policy.conditions for key in _keys(each)}) for policy in workload.policies
    ]
    return Program(subjects, _compiled(workload), keys)


def _compiled(workload: Workload) -> list[Callable[[Facts], Any]]:
    return [zen.compile_expression(policy_text(policy)).evaluate for policy in workload.policies]


def policy_text(policy: Policy) -> str:
    return " and ".join(map(_guarded, policy.conditions))


def _guarded(condition: Condition) -> str:
    """Only about known facts; what is not known is not met."""
    match condition:
        case AllOf(conditions=inner):
            return "(" + " and ".join(map(_guarded, inner)) + ")"
        case AnyOf(conditions=inner):
            return "(" + " or ".join(map(_guarded, inner)) + ")"
        case Negated(condition=inner):
            known = " and ".join(f"{key} != null" for key in sorted(set(_keys(inner))))
            return f"({known} and not ({_text(inner)}))"
        case _:
            known = " and ".join(f"{key} != null" for key in sorted(set(_keys(condition))))
            return f"({known} and {_text(condition)})"


def _text(condition: Condition) -> str:
    match condition:
        case AllOf(conditions=inner):
            return "(" + " and ".join(map(_text, inner)) + ")"
        case AnyOf(conditions=inner):
            return "(" + " or ".join(map(_text, inner)) + ")"
        case Negated(condition=each):
            return f"not ({_text(each)})"
        case Compared(fact=fact, operator=operator, value=value):
            if isinstance(value, date):
                return f'd({KEYS[fact]}) {operator} d("{value.isoformat()}")'
            return f"{KEYS[fact]} {operator} {_number(value)}"
        case Between(fact=fact, low=low, high=high):
            return f"({KEYS[fact]} >= {_number(low)} and {KEYS[fact]} < {_number(high)})"
        case Multiple(fact=fact, factor=factor, other=other):
            return f"{KEYS[fact]} >= {factor:f} * {KEYS[other]}"
        case Share(part=part, whole=total, operator=operator, value=value):
            return f"{KEYS[part]} / {KEYS[total]} {operator} {value:f}"
        case Among(fact=fact, values=values):
            return f"{KEYS[fact]} in [{', '.join(map(_quoted, values))}]"
        case StartsWith(fact=fact, prefix=prefix):
            return f"startsWith({KEYS[fact]}, {_quoted(prefix)})"
        case Contains(fact=fact, value=value):
            return f"{_quoted(value)} in {KEYS[fact]}"
        case Holds(fact=fact):
            return f"{KEYS[fact]} == true"


def _keys(condition: Condition) -> list[str]:
    found = []
    for atom in atoms(condition):
        names = (getattr(atom, field, None) for field in ("fact", "other", "part", "whole"))
        found += [KEYS[name] for name in names if name is not None]
    return found


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _quoted(text: str) -> str:
    return f'"{text}"'


def counts(answers: list[list[Any]]) -> list[Counts]:
    certain = [sum(each is True for each in column) for column in zip(*answers, strict=True)]
    return [Counts(each, each) for each in certain]


def _contender(name: str, form: Callable[[Workload, list[Facts]], Program], note: str) -> Contender:
    return Contender(
        name=name,
        release=version("zen-engine"),
        encode=encode,
        forms={"": form},
        run=Program.run,
        counts=counts,
        is_threefold=False,
        most_subjects=100,
        most_rounds=2,
        note=note,
    )


CONTENDERS = (
    _contender("zen-engine", whole, "all thirty facts at each call, as floats and ISO dates"),
    _contender("zen-engine, needed facts", needed, "each call gets the facts that the policy asks for"),
)
