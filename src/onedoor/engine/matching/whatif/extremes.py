"""Built-in functions over whole columns of numbers: extremes, sums, rounding, absolute values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from onedoor.engine.matching.whatif.marks import (
    MAY_BE_NULL,
    NULL,
    OPEN_ABOVE,
    OPEN_BELOW,
    UNKNOWN,
    NotInColumns,
    Units,
)
from onedoor.engine.matching.whatif.vectors import Numbers, aligned


def smallest(several: Sequence[Numbers]) -> Numbers:
    """``min``: bounded above by any of them that is."""
    return reduce(_smaller, several)


def largest(several: Sequence[Numbers]) -> Numbers:
    return -smallest([-each for each in several])


def total(several: Sequence[Numbers]) -> Numbers:
    """``sum``: unlike with ``+``, an unknown number makes it unknown even beside null."""
    found = reduce(lambda one, two: one + two, several)
    marks = reduce(lambda one, two: one | two, (each.marks for each in several))
    is_open = (marks & UNKNOWN) != 0
    return Numbers(
        found.low, found.high, np.where(is_open, _unknown_first(marks), found.marks), found.places, found.most
    )


def absolute(given: Numbers) -> Numbers:
    low, high = np.abs(given.low), np.abs(given.high)
    if given.is_exact and not (given.marks & (OPEN_BELOW | OPEN_ABOVE)).any():
        return Numbers(low, low, given.marks, given.places, given.most)
    across = (given.low <= 0) & (given.high >= 0)
    is_open = (given.marks & (OPEN_BELOW | OPEN_ABOVE)) != 0
    least = np.where(across | is_open, 0, np.minimum(low, high))
    marks = np.where(is_open, (given.marks & ~OPEN_BELOW) | OPEN_ABOVE, given.marks)
    return Numbers(least, np.maximum(low, high), marks, given.places, given.most)


def rounded(given: Numbers, places: int, way: str) -> Numbers:
    """With so many decimal places, by one of ``WAYS``; unknown ones keep bounds, because no way turns the order."""
    if places < 0:
        raise NotInColumns
    if given.places <= places:
        return given
    unit = 10 ** (given.places - places)
    low = WAYS[way](given.low, unit)
    high = low if given.is_exact else WAYS[way](given.high, unit)
    return Numbers(low, high, given.marks, places, given.most // unit + 1)


def _half_even(units: Units, unit: int) -> Units:
    quotient, rest = units // unit, units % unit
    up = (rest * 2 > unit) | ((rest * 2 == unit) & (quotient % 2 == 1))
    found: Units = quotient + up
    return found


def _half_up(units: Units, unit: int) -> Units:
    found: Units = np.sign(units) * ((np.abs(units) + unit // 2) // unit)
    return found


WAYS: dict[str, Callable[[Units, int], Units]] = {
    "floor": lambda units, unit: units // unit,
    "ceiling": lambda units, unit: -(-units // unit),
    "round down": lambda units, unit: np.sign(units) * (np.abs(units) // unit),
    "round up": lambda units, unit: np.sign(units) * -(-np.abs(units) // unit),
    "round half up": _half_up,
    "round half down": lambda units, unit: np.sign(units) * ((np.abs(units) + unit // 2 - 1) // unit),
    "decimal": _half_even,
}


def _smaller(one: Numbers, two: Numbers) -> Numbers:
    one, two = aligned(one, two)
    low = np.minimum(one.low, two.low)
    both, either = one.marks & two.marks, one.marks | two.marks
    if one.is_exact and two.is_exact and not (either & UNKNOWN).any():
        return Numbers(low, low, either, one.places, max(one.most, two.most))
    above_one, above_two = (one.marks & OPEN_ABOVE) != 0, (two.marks & OPEN_ABOVE) != 0
    high = np.where(above_one, two.high, np.where(above_two, one.high, np.minimum(one.high, two.high)))
    marks = (either & ~OPEN_ABOVE) | (both & OPEN_ABOVE)
    return Numbers(low, high, _unknown_first(marks), one.places, max(one.most, two.most))


def _unknown_first(marks: Units) -> Units:
    """Where one argument is unknown the result is, even if another is null: then it can only turn out null."""
    shadowed = (marks & (UNKNOWN | NULL)) == (UNKNOWN | NULL)
    return np.where(shadowed, (marks & ~NULL) | MAY_BE_NULL, marks)
