"""Atomic conditions over columns: what a kernel evaluates once and every rule shares.

For each the docstring says what it is about a null (known absent); about an unknown it is unknown, unless
a null beside it makes null of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.matching.polynomials import Polynomial


@dataclass(frozen=True, slots=True)
class AtLeast:
    """``column >= units``; null about null. All orderings become this one, a Boolean is ``>= 1``."""

    column: str
    units: int


@dataclass(frozen=True, slots=True)
class Member:
    """The value is one of ``values`` (units or texts); about null it is ``null``, true or false."""

    column: str
    values: frozenset[int] | frozenset[str]
    null: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """The text starts with ``text``; null about null."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    """The list holds ``text``; null about null."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """``difference >= 0``, or ``= 0`` when ``equality``, times the sign of each denominator.

    ``left`` and ``right`` are the columns of the two sides that were compared. A side is null when
    one of its columns is or its denominator is zero. An ordering is null when a side is; an equality
    is true when both are and false when one is.
    """

    difference: Polynomial
    equality: bool
    left: frozenset[str]
    right: frozenset[str]
    left_denominator: Polynomial | None = None
    right_denominator: Polynomial | None = None

    @property
    def names(self) -> frozenset[str]:
        return self.left | self.right


Predicate = AtLeast | Member | Prefix | Contains | Sign
