"""What subjects are due, each and together, in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.whatif.extremes import rounded
from onedoor.engine.matching.whatif.vectors import (
    MAY_BE_NULL,
    NULL,
    OPEN_ABOVE,
    OPEN_BELOW,
    UNKNOWN,
    Flags,
    Numbers,
    Units,
)

CENTS = 2  # decimal places of a yuan
_HALF = 32


@dataclass(frozen=True, slots=True)
class Total:
    """What a set of subjects is due together.

    ``cents`` is the sum over the ``known`` ones. ``unknown`` subjects lack a fact for their amount; they are not in
    ``cents``. ``least`` and ``most`` are the sums of the bounds that the formula sets to theirs; ``no_least`` and
    ``no_most`` count those without such a bound. To ``none`` the formula gives no number at all.
    """

    known: int = 0
    cents: int = 0
    unknown: int = 0
    none: int = 0
    least: int = 0
    most: int = 0
    no_least: int = 0
    no_most: int = 0

    def __add__(self, other: Total) -> Total:
        return Total(*(one + two for one, two in zip(self._parts, other._parts, strict=True)))

    def __sub__(self, other: Total) -> Total:
        return Total(*(one - two for one, two in zip(self._parts, other._parts, strict=True)))

    @property
    def lowest(self) -> int | None:
        """The least that it can come to once all facts are known; None where nothing bounds an amount below."""
        return None if self.no_least else self.cents + self.least

    @property
    def highest(self) -> int | None:
        """The most that it can come to; None where nothing bounds an amount above."""
        return None if self.no_most else self.cents + self.most

    @property
    def _parts(self) -> tuple[int, ...]:
        known = self.known, self.cents, self.unknown, self.none
        return (*known, self.least, self.most, self.no_least, self.no_most)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amount of each of some subjects: the row numbers ``rows``, ascending, and cents with marks beside them."""

    rows: Units
    low: Units
    high: Units
    marks: Units

    @classmethod
    def of(cls, rows: Units, yuan: Numbers) -> Amounts:
        """Rounded half up to whole cents; an unknown amount that may turn out to be none may be nothing."""
        cents = rounded(yuan, CENTS, "round half up").at(CENTS)
        shape = len(rows)
        low, high, marks = (np.broadcast_to(each, shape) for each in (cents.low, cents.high, cents.marks))
        may_be_none = (marks & MAY_BE_NULL) != 0
        if may_be_none.any():
            low, high = (
                np.where(may_be_none, np.minimum(low, 0), low),
                np.where(may_be_none, np.maximum(high, 0), high),
            )
        return cls(rows, low, high, marks)

    @property
    def is_known(self) -> Flags:
        found: Flags = self.marks == 0
        return found

    def total(self) -> Total:
        """Of all the subjects."""
        return self.totals(np.zeros(len(self.rows), np.int64), 1)[0]

    def take(self, rows: Units) -> Amounts:
        """The amounts of some of the subjects, by their row numbers."""
        places = np.searchsorted(self.rows, rows)
        return Amounts(rows, self.low[places], self.high[places], self.marks[places])

    def totals(self, groups: NDArray[Any], count: int) -> list[Total]:
        """Of the subjects of each group; ``groups`` has one number below ``count`` per row here."""
        known = self.marks == 0
        unknown = (self.marks & UNKNOWN) != 0
        below, above = (self.marks & OPEN_BELOW) != 0, (self.marks & OPEN_ABOVE) != 0
        counted = [
            np.bincount(groups[flags], minlength=count).tolist()
            for flags in (known, unknown, (self.marks & NULL) != 0, unknown & below, unknown & above)
        ]
        summed = [
            sums(groups[flags], values[flags], count)
            for values, flags in (
                (self.low, known),
                (self.low, unknown & ~below),
                (self.high, unknown & ~above),
            )
        ]
        found = zip(*counted, *summed, strict=True)
        return [
            Total(known_, cents, unknown_, none, least, most, no_least, no_most)
            for known_, unknown_, none, no_least, no_most, cents, least, most in found
        ]


def sums(groups: NDArray[Any], values: Units, count: int) -> list[int]:
    """The exact sum of the values in each group: the halves of each number on their own, so that none overflows."""
    high, low = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(high, groups, values >> _HALF)
    np.add.at(low, groups, values & ((1 << _HALF) - 1))
    return [(one << _HALF) + two for one, two in zip(high.tolist(), low.tolist(), strict=True)]
