"""Conditions in no language, and policies of eight of them drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from onedoor.bench.rules.facts import (
    CODES,
    DATES,
    FLAGS,
    LETTERS,
    NUMBERS,
    QUALIFICATIONS,
    RESEARCH,
    REVENUE,
    Fact,
)

LENGTH = 8
THRESHOLDS = (10, 50, 100, 300, 1000, 2000)
ORDERINGS = (">=", "<=", ">", "<")


@dataclass(frozen=True, slots=True)
class Compared:
    """``fact operator number``"""

    fact: Fact
    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class Share:
    """``part / whole >= least``"""

    part: Fact
    whole: Fact
    least: Decimal


@dataclass(frozen=True, slots=True)
class Among:
    """The fact is one of the codes."""

    fact: Fact
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    fact: Fact
    code: str


@dataclass(frozen=True, slots=True)
class Holds:
    fact: Fact


@dataclass(frozen=True, slots=True)
class Denied:
    fact: Fact


@dataclass(frozen=True, slots=True)
class Until:
    """``fact <= day``"""

    fact: Fact
    day: date


@dataclass(frozen=True, slots=True)
class Owned:
    """The code is one of those in the fact, a list."""

    fact: Fact
    code: str


@dataclass(frozen=True, slots=True)
class Either:
    one: Compared
    other: Holds


Condition = Compared | Share | Among | Same | Holds | Denied | Until | Owned | Either
KINDS: tuple[type[Condition], ...] = (Compared, Share, Among, Same, Holds, Denied, Until, Owned, Either)
_WEIGHTS = (40, 10, 15, 10, 8, 4, 5, 3, 5)


@dataclass(frozen=True, slots=True)
class Policy:
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...]


def policies(count: int, seed: int, length: int = LENGTH) -> list[Policy]:
    """``count`` policies of ``length`` conditions each."""
    random = Random(seed)  # noqa: S311
    return [Policy(tuple(_drawn(random) for _ in range(length))) for _ in range(count)]


def comparisons(count: int, seed: int) -> list[Policy]:
    """The simplest policies there are: one number compared with another."""
    random = Random(seed)  # noqa: S311
    return [Policy((_of(Compared, random),)) for _ in range(count)]


def foregone(count: int, seed: int) -> list[Policy]:
    """``count`` policies that hold for everybody, so that no condition of theirs is spared."""
    random = Random(seed)  # noqa: S311
    return [
        Policy(tuple(Compared(random.choice(NUMBERS), ">=", 1) for _ in range(LENGTH))) for _ in range(count)
    ]


def facts_of(condition: Condition) -> frozenset[Fact]:
    """The facts that a condition asks for."""
    match condition:
        case Share(part, whole):
            return frozenset({part, whole})
        case Either(one, other):
            return frozenset({one.fact, other.fact})
    return frozenset({condition.fact})


def _drawn(random: Random) -> Condition:
    return _of(random.choices(KINDS, _WEIGHTS)[0], random)


def _of(kind: type[Condition], random: Random) -> Condition:
    if kind is Compared:
        return _comparison(random)
    if kind is Share:
        return Share(RESEARCH, REVENUE, Decimal(random.randint(1, 9)) / 100)
    if kind is Among:
        fact = random.choice(CODES)
        return Among(fact, tuple(random.sample(fact.codes, len(LETTERS) // 2)))
    if kind is Same:
        fact = random.choice(CODES)
        return Same(fact, random.choice(fact.codes))
    if kind is Holds:
        return Holds(random.choice(FLAGS))
    if kind is Denied:
        return Denied(random.choice(FLAGS))
    if kind is Owned:
        return Owned(QUALIFICATIONS, random.choice(QUALIFICATIONS.codes))
    if kind is Until:
        return Until(random.choice(DATES), date(random.randint(2010, 2025), 1, 1))
    return Either(_comparison(random), Holds(random.choice(FLAGS)))


def _comparison(random: Random) -> Compared:
    return Compared(random.choice(NUMBERS), random.choice(ORDERINGS), random.choice(THRESHOLDS))
