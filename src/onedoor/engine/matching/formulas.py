"""Conditions on formulas over several columns: exact in 64 bits, and asked of the interpreter beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.encoding import Subjects
from onedoor.engine.matching.narrow import flags_of
from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import Sign

# Sums of products below this stay exact in int64, and their quotients in 34 decimal digits.
MOST = 1 << 62
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """For each subject of a stretch. ``wide`` are those whose numbers are too large to be sure of (``None``: none)."""

    certain: Flags
    possible: Flags
    unrefuted: Flags
    wide: Flags | None


class Stretch:
    """Rows ``start`` up to ``stop`` of a table, column by column; a column that is not there is unknown."""

    def __init__(self, subjects: Subjects, start: int, stop: int) -> None:
        self.columns = subjects.columns
        self.start, self.stop, self.count = start, stop, stop - start

    def units(self, name: str) -> NDArray[Any]:
        if name not in self.columns:
            return np.zeros(self.count, np.int64)
        return self.columns[name].units[self.start : self.stop]

    def unknown(self, names: frozenset[str]) -> Flags | None:
        """Where any of the columns is unknown."""
        if not self.columns.keys() >= names:
            return np.ones(self.count, np.bool_)
        found: Flags | None = None
        for name in names:
            known = self.columns[name].known
            if known is not None:
                found = _either(found, ~flags_of(known, self.start, self.stop))
        return found

    def absent(self, names: frozenset[str]) -> Flags | None:
        """Where any of the columns is known to be absent."""
        found: Flags | None = None
        for name in names & self.columns.keys():
            absent = self.columns[name].absent
            if absent is not None:
                found = _either(found, flags_of(absent, self.start, self.stop))
        return found


def limits_of(formula: Sign, subjects: Subjects) -> Mapping[str, int] | None:
    """How far from zero each column may be for the formula to stay exact; ``None`` where all are."""
    largest = {name: _largest(subjects, name) for name in formula.names}
    parts = [formula.difference, formula.left_denominator, formula.right_denominator]

    def is_exact(limit: int) -> bool:
        bounded = {name: min(most, limit) for name, most in largest.items()}
        return all(part is None or part.bound(bounded) < MOST for part in parts)

    if is_exact(MOST):
        return None
    bits = next((bits for bits in range(61, 0, -1) if is_exact(1 << bits)), 0)
    return {name: min(most, 1 << bits) for name, most in largest.items()}


def _largest(subjects: Subjects, name: str) -> int:
    return subjects.columns[name].largest if name in subjects.columns else 0


def decide(formula: Sign, stretch: Stretch, limits: Mapping[str, int] | None) -> Verdict:
    """The formula's truth for each subject of the stretch."""
    wide = None if limits is None else _beyond(stretch, limits)
    value = value_of(formula.difference, stretch)
    nulls: list[Flags | None] = []
    unknown: Flags | None = None
    sides = (formula.left, formula.left_denominator), (formula.right, formula.right_denominator)
    for columns, bottom in sides:
        null = stretch.absent(columns)
        if bottom is not None:
            below = value_of(bottom, stretch)
            zero = below == 0
            if (open_bottom := stretch.unknown(bottom.names)) is not None:
                zero &= ~open_bottom
            null = _either(null, zero)
            value = np.where(below < 0, -value, value)
        nulls.append(null)
        open_side = stretch.unknown(columns)
        if open_side is not None:  # null makes null of whatever is reckoned with it, known or not
            unknown = _either(unknown, open_side if null is None else open_side & ~null)
    return _verdict(formula, value, unknown, nulls[0], nulls[1], wide)


def _verdict(
    formula: Sign,
    value: NDArray[np.int64],
    unknown: Flags | None,
    left: Flags | None,
    right: Flags | None,
    wide: Flags | None,
) -> Verdict:
    null = _either(left, right)
    if formula.equality:
        holds = value == 0
        if null is not None:
            holds &= ~null
            if left is not None and right is not None:
                holds |= left & right
        null = None
    else:
        holds = value >= 0
        if null is not None:
            holds &= ~null
            unknown = None if unknown is None else unknown & ~null
    if unknown is None:
        return Verdict(holds, holds, holds if null is None else holds | null, wide)
    certain, possible = holds & ~unknown, holds | unknown
    return Verdict(certain, possible, possible if null is None else possible | null, wide)


def _either(one: Flags | None, other: Flags | None) -> Flags | None:
    if one is None or other is None:
        return one if other is None else other
    return one | other


def _beyond(stretch: Stretch, limits: Mapping[str, int]) -> Flags:
    found = np.zeros(stretch.count, np.bool_)
    for name, limit in limits.items():
        units = stretch.units(name)
        found |= (units > limit) | (units < -limit)
    return found


def value_of(polynomial: Polynomial, stretch: Stretch) -> NDArray[np.int64]:
    """The polynomial in its unit, wrapping round beyond 64 bits."""
    total = np.zeros(stretch.count, np.int64)
    for monomial, coefficient, _ in polynomial.terms:
        if not coefficient:
            continue
        if not monomial:
            total += coefficient
            continue
        product = stretch.units(monomial[0]) * np.int64(coefficient)
        for name in monomial[1:]:
            product *= stretch.units(name)
        total += product
    return total
