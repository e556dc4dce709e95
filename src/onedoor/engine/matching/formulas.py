"""Conditions on formulas over several columns: exact in 64 bits, and asked of the interpreter beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.encoding import Subjects
from onedoor.engine.matching.narrow import WORD, Words
from onedoor.engine.matching.polynomials import MOST, Polynomial
from onedoor.engine.matching.predicates import Sign

NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """Packed: where the formula holds, and where its denominators are zero (``None``: there is none)."""

    holds: Words
    left_zero: Words | None
    right_zero: Words | None


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Packed planes for the subjects of a stretch."""

    certain: Words
    possible: Words
    unrefuted: Words


class Stretch:
    """Words ``start`` up to ``stop`` of a table, column by column; a column that is not there is unknown."""

    def __init__(self, subjects: Subjects, start: int, stop: int) -> None:
        self.columns = subjects.columns
        self.start, self.stop, self.words = start, stop, stop - start

    def units(self, name: str) -> NDArray[Any]:
        if name not in self.columns:
            return np.zeros(self.words * WORD, np.int8)
        return self.columns[name].units[self.start * WORD : self.stop * WORD]

    def unknown(self, names: frozenset[str]) -> Words | None:
        """Where any of the columns is unknown."""
        if not self.columns.keys() >= names:
            return ~np.zeros(self.words, np.uint64)
        known = (self.columns[name].known for name in names)
        found: Words | None = None
        for plane in known:
            found = found if plane is None else _either(found, ~plane[self.start : self.stop])
        return found

    def absent(self, names: frozenset[str]) -> Words | None:
        """Where any of the columns is known to be absent."""
        found: Words | None = None
        for name in names & self.columns.keys():
            plane = self.columns[name].absent
            found = found if plane is None else _either(found, plane[self.start : self.stop])
        return found


def limits_of(formula: Sign, subjects: Subjects) -> Mapping[str, int] | None:
    """How far from zero each column may be for the formula to stay exact; ``None`` where all are.

    Limits below zero: nowhere, its coefficients alone are too large.
    """
    columns = subjects.columns
    largest = {name: max(columns[name].largest, 1) if name in columns else 1 for name in formula.names}
    parts = [formula.difference, formula.left_denominator, formula.right_denominator]

    def is_exact(limit: int) -> bool:
        bounded = {name: min(most, limit) for name, most in largest.items()}
        return all(part is None or part.bound(bounded) < MOST for part in parts)

    if is_exact(MOST):
        return None
    limit = next((1 << bits for bits in range(61, -1, -1) if is_exact(1 << bits)), NOWHERE)
    return {name: min(most, limit) for name, most in largest.items()}


def beyond(stretch: Stretch, limits: Mapping[str, int]) -> NDArray[np.bool_]:
    """The subjects whose numbers are too large to be sure of."""
    found = np.zeros(stretch.words * WORD, np.bool_)
    for name, limit in limits.items():
        units = stretch.units(name).astype(np.int64)
        found |= (units > limit) | (units < -limit)
    return found


def verdict_of(formula: Sign, signs: Signs, stretch: Stretch) -> Verdict:
    """What the signs come to, where facts are unknown or absent."""
    left = _null(stretch, formula.left, formula.left_denominator, signs.left_zero)
    right = _null(stretch, formula.right, formula.right_denominator, signs.right_zero)
    unknown: Words | None = None
    for columns, null in ((formula.left, left), (formula.right, right)):
        open_side = stretch.unknown(columns)
        if open_side is not None:  # null makes null of whatever is reckoned with it, known or not
            unknown = _either(unknown, open_side if null is None else open_side & ~null)
    holds, null = signs.holds, _either(left, right)
    if null is not None:
        holds = holds & ~null
    if formula.equality:
        if left is not None and right is not None:
            holds = holds | (left & right)
        null = None
    elif null is not None and unknown is not None:
        unknown = unknown & ~null
    possible = holds if unknown is None else holds | unknown
    certain = holds if unknown is None else holds & ~unknown
    return Verdict(certain, possible, possible if null is None else possible | null)


def _null(
    stretch: Stretch, columns: frozenset[str], bottom: Polynomial | None, zero: Words | None
) -> Words | None:
    """Where one side is null: a fact is absent, or a known denominator is zero."""
    null = stretch.absent(columns)
    if bottom is None or zero is None:
        return null
    open_bottom = stretch.unknown(bottom.names)
    return _either(null, zero if open_bottom is None else zero & ~open_bottom)


def _either(one: Words | None, other: Words | None) -> Words | None:
    if one is None or other is None:
        return one if other is None else other
    return one | other


def signs_of(formula: Sign, stretch: Stretch) -> Signs:
    """By NumPy; numbers wrap round beyond 64 bits."""
    value = value_of(formula.difference, stretch)
    zeros: list[Words | None] = []
    for bottom in (formula.left_denominator, formula.right_denominator):
        if bottom is None:
            zeros.append(None)
            continue
        below = value_of(bottom, stretch)
        zeros.append(_packed(below == 0))
        np.negative(value, out=value, where=below < 0)
    return Signs(_packed(value == 0 if formula.equality else value >= 0), *zeros)


def _packed(flags: NDArray[np.bool_]) -> Words:
    return np.packbits(flags, bitorder="little").view(np.uint64)


def value_of(polynomial: Polynomial, stretch: Stretch) -> NDArray[np.int64]:
    """The polynomial in its unit."""
    total = np.zeros(stretch.words * WORD, np.int64)
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
