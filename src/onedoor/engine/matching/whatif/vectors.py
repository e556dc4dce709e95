"""Whole columns of numbers as the interpreter reckons with them: exact, with what is unknown between its bounds.

A number is ``units`` of ``10 ** -places`` in int64. What the interpreter calls unknown has a lowest and a highest
value instead, as far as the formula bounds it; what it calls null is marked. Nothing is ever rounded but where the
formula says so: a result that could leave 62 bits is refused (``NotInColumns``) and left to the interpreter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

import numpy as np

from onedoor.engine.matching.whatif.marks import (
    MAY_BE_NULL,
    MOST_PLACES,
    NEVER,
    NULL,
    OPEN_ABOVE,
    OPEN_BELOW,
    UNKNOWN,
    Flags,
    NotInColumns,
    Units,
    check,
    null_first,
    swapped,
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """One number per row (or one for all of them), from ``low`` to ``high``; the same array where all are known.

    ``marks`` are those above; where it says NULL or open, the units there are zero. ``most`` bounds all units.
    """

    low: Units
    high: Units
    marks: Units
    places: int
    most: int

    @classmethod
    def constant(cls, value: Decimal | None) -> Numbers:
        """The same number, or null, for every row."""
        if value is None:
            nothing = np.zeros((), np.int64)
            return cls(nothing, nothing, np.asarray(NULL), 0, 0)
        sign, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int) or len(digits) > MOST_PLACES or abs(exponent) > MOST_PLACES:
            raise NotInColumns
        number = int("".join(map(str, digits))) * (-1 if sign else 1) * 10 ** max(exponent, 0)
        check(abs(number), max(-exponent, 0))
        units = np.asarray(number, np.int64)
        return cls(units, units, np.asarray(NEVER), max(-exponent, 0), abs(number))

    @classmethod
    def of(cls, units: Units, unknown: Flags | None, absent: Flags | None, places: int) -> Numbers:
        """A column; of what is unknown nothing is known, not even whether it will be null."""
        marks = np.zeros(len(units), np.uint8)
        if unknown is not None:
            marks[unknown] = UNKNOWN | OPEN_BELOW | OPEN_ABOVE | MAY_BE_NULL
        if absent is not None:
            marks[absent] = NULL
        most = max(abs(int(units.min())), abs(int(units.max()))) if len(units) else 0
        check(most, places)
        whole = units.astype(np.int64, copy=False)
        return cls(whole, whole, marks, places, most)

    @classmethod
    def unknown(cls) -> Numbers:
        """Unknown in every row."""
        nothing = np.zeros((), np.int64)
        return cls(nothing, nothing, np.asarray(UNKNOWN | OPEN_BELOW | OPEN_ABOVE | MAY_BE_NULL), 0, 0)

    @property
    def is_exact(self) -> bool:
        return self.low is self.high

    def at(self, places: int) -> Numbers:
        """The same in a finer unit."""
        factor = 10 ** (places - self.places)
        return self if factor == 1 else self._scaled(factor, places)

    def _scaled(self, factor: int, places: int) -> Numbers:
        most = self.most * abs(factor)
        check(max(most, abs(factor)), places)
        low = self.low * np.int64(factor)
        high = low if self.is_exact else self.high * np.int64(factor)
        scaled = Numbers(low, high, self.marks, places, most)
        return scaled if factor >= 0 else replace(scaled, low=high, high=low, marks=swapped(self.marks))

    def __neg__(self) -> Numbers:
        return self._scaled(-1, self.places)

    def __add__(self, other: Numbers) -> Numbers:
        one, two = aligned(self, other)
        most = one.most + two.most
        check(most, one.places)
        low = one.low + two.low
        high = low if one.is_exact and two.is_exact else one.high + two.high
        return Numbers(low, high, null_first(one.marks | two.marks), one.places, most)

    def __sub__(self, other: Numbers) -> Numbers:
        return self + -other

    def __mul__(self, other: Numbers) -> Numbers:
        places = self.places + other.places
        for one, two in ((self, other), (other, self)):
            if two.low.ndim == 0 and not two.marks.any():
                return one._scaled(int(two.low), places)
        most = self.most * other.most
        check(most, places)
        marks = self.marks | other.marks
        if self.is_exact and other.is_exact:
            low = high = self.low * other.low
        else:
            sides = [{id(end): end for end in (each.low, each.high)}.values() for each in (self, other)]
            ends = [one * two for one in sides[0] for two in sides[1]]
            low, high = reduce(np.minimum, ends), reduce(np.maximum, ends)
        is_open = (marks & (OPEN_BELOW | OPEN_ABOVE)) != 0
        marks = np.where(is_open, marks | OPEN_BELOW | OPEN_ABOVE, marks)
        return Numbers(low, high, null_first(marks), places, most)

    def over(self, divisor: Decimal) -> Numbers:
        """Divided by a number other than zero whose reciprocal has an end."""
        sign, digits, exponent = divisor.as_tuple()
        number, shift = int("".join(map(str, digits))), int(exponent)
        twos = fives = 0
        rest = number
        while rest % 2 == 0:
            rest, twos = rest // 2, twos + 1
        while rest % 5 == 0:
            rest, fives = rest // 5, fives + 1
        if rest != 1:
            raise NotInColumns
        power = max(twos, fives)
        factor = 10**power // number * (-1 if sign else 1)
        places = self.places + power + shift
        return self._scaled(factor * 10 ** max(-places, 0), max(places, 0))


def aligned(one: Numbers, two: Numbers) -> tuple[Numbers, Numbers]:
    """Both in the finer of their units."""
    places = max(one.places, two.places)
    return one.at(places), two.at(places)
