"""Conditions as plain Python closures that answer yes, no, or None for unknown, by Kleene's logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onedoor.bench.matching.contenders.units import OPERATORS, fraction, units
from onedoor.engine.population import Condition
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
)

Facts = Mapping[str, Any]
Test = Callable[[Facts], bool | None]


def closure(condition: Condition) -> Test:
    """A closure that answers True, False, or None for unknown (Kleene)."""
    match condition:
        case AllOf(conditions=inner):
            return _all([closure(each) for each in inner])
        case AnyOf(conditions=inner):
            return _any([closure(each) for each in inner])
        case Negated(condition=each):
            return _not(closure(each))
        case Compared(fact=fact, operator=operator, value=value):
            return _compared(fact, OPERATORS[operator], units(fact, value))
        case Between(fact=fact, low=low, high=high):
            return _between(fact, units(fact, low), units(fact, high))
        case Multiple(fact=fact, factor=value, other=other):
            return _product(fact, OPERATORS[">="], other, *fraction(value))
        case Share(part=part, whole=whole, operator=operator, value=value):
            return _product(part, OPERATORS[operator], whole, *fraction(value))
        case Among(fact=fact, values=values):
            chosen = frozenset(values)
            return lambda facts: None if (found := facts[fact]) is None else found in chosen
        case StartsWith(fact=fact, prefix=prefix):
            return lambda facts: None if (found := facts[fact]) is None else found.startswith(prefix)
        case Contains(fact=fact, value=word):
            return lambda facts: None if (found := facts[fact]) is None else word in found
        case Holds(fact=fact):
            return lambda facts: facts[fact]


def _all(tests: list[Test]) -> Test:
    def every(facts: Facts) -> bool | None:
        found: bool | None = True
        for each in tests:
            answer = each(facts)
            if answer is False:
                return False
            if answer is None:
                found = None
        return found

    return every


def _any(tests: list[Test]) -> Test:
    def some(facts: Facts) -> bool | None:
        found: bool | None = False
        for each in tests:
            answer = each(facts)
            if answer is True:
                return True
            if answer is None:
                found = None
        return found

    return some


def _not(test: Test) -> Test:
    return lambda facts: None if (found := test(facts)) is None else not found


def _compared(fact: str, holds: Callable[[Any, Any], Any], bound: int) -> Test:
    return lambda facts: None if (found := facts[fact]) is None else holds(found, bound)


def _between(fact: str, low: int, high: int) -> Test:
    return lambda facts: None if (found := facts[fact]) is None else low <= found < high


def _product(fact: str, holds: Callable[[Any, Any], Any], other: str, top: int, bottom: int) -> Test:
    def compared(facts: Facts) -> bool | None:
        one, two = facts[fact], facts[other]
        return None if one is None or two is None else holds(one * bottom, two * top)

    return compared
