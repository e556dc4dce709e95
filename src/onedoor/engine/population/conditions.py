"""Conditions over facts in no language of their own; each writes itself in FEEL.

What measures other engines translates these, so that all are asked the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """``fact operator value``, with ``>=``, ``>``, ``<=`` or ``<``."""

    fact: str
    operator: str
    value: Number | date

    @property
    def feel(self) -> str:
        return f"{self.fact} {self.operator} {literal(self.value)}"


@dataclass(frozen=True, slots=True)
class Between:
    """``low <= fact < high``"""

    fact: str
    low: Number
    high: Number

    @property
    def feel(self) -> str:
        return f"{self.fact} in [{literal(self.low)}..{literal(self.high)})"


@dataclass(frozen=True, slots=True)
class Multiple:
    """``fact >= factor * other``"""

    fact: str
    factor: Decimal
    other: str

    @property
    def feel(self) -> str:
        return f"{self.fact} >= {literal(self.factor)} * {self.other}"


@dataclass(frozen=True, slots=True)
class Share:
    """``part / whole operator value``; ``whole`` is above zero wherever it is known."""

    part: str
    whole: str
    operator: str
    value: Decimal

    @property
    def feel(self) -> str:
        return f"{self.part} / {self.whole} {self.operator} {literal(self.value)}"


@dataclass(frozen=True, slots=True)
class Among:
    """The text is one of these."""

    fact: str
    values: tuple[str, ...]

    @property
    def feel(self) -> str:
        return f"{self.fact} in ({', '.join(map(literal, self.values))})"


@dataclass(frozen=True, slots=True)
class StartsWith:
    fact: str
    prefix: str

    @property
    def feel(self) -> str:
        return f"starts with({self.fact}, {literal(self.prefix)})"


@dataclass(frozen=True, slots=True)
class Contains:
    """The list has this text."""

    fact: str
    value: str

    @property
    def feel(self) -> str:
        return f"list contains({self.fact}, {literal(self.value)})"


@dataclass(frozen=True, slots=True)
class Holds:
    """The flag is set."""

    fact: str

    @property
    def feel(self) -> str:
        return self.fact


@dataclass(frozen=True, slots=True)
class Negated:
    """The condition is false. Never about a ``Share``."""

    condition: Condition

    @property
    def feel(self) -> str:
        return f"not({self.condition.feel})"


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple[Condition, ...]

    @property
    def feel(self) -> str:
        return " and ".join(
            f"({each.feel})" if isinstance(each, AnyOf) else each.feel for each in self.conditions
        )


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple[Condition, ...]

    @property
    def feel(self) -> str:
        return " or ".join(
            f"({each.feel})" if isinstance(each, AllOf) else each.feel for each in self.conditions
        )


Atom = Compared | Between | Multiple | Share | Among | StartsWith | Contains | Holds
Condition = Atom | Negated | AllOf | AnyOf


def literal(value: Number | date | str) -> str:
    """The value as FEEL writes it."""
    match value:
        case str():
            return f'"{value}"'
        case date():
            return f'date("{value.isoformat()}")'
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def atoms(condition: Condition) -> tuple[Atom, ...]:
    """The conditions without others inside, from left to right."""
    match condition:
        case AllOf(conditions=inner) | AnyOf(conditions=inner):
            return tuple(atom for each in inner for atom in atoms(each))
        case Negated(condition=each):
            return atoms(each)
        case _:
            return (condition,)
