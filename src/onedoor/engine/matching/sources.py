"""What the planes of a circuit come from: columns, tests of one column, formulas, answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix

ColumnTest = AtLeast | Member | Prefix | Contains


class Part(StrEnum):
    """Which plane of a condition that is decided elsewhere; ``ANSWERED``: whether it is decided yet."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    UNREFUTED = "unrefuted"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Known:
    """Where a column is not unknown; it may be absent there."""

    column: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Where a column is known to be absent."""

    column: str


@dataclass(frozen=True, slots=True)
class Holds:
    """Where a test of one column (``negated``: its opposite) is true or unknown."""

    test: ColumnTest
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """One plane of a node of the plan that is decided outside the circuit: a formula, or an answer."""

    node: int
    part: Part


Source = Known | Absent | Holds | Decided
