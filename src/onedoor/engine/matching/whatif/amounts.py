"""What each of some subjects is due, in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.whatif.extremes import rounded
from onedoor.engine.matching.whatif.marks import (
    MAY_BE_NULL,
    NULL,
    OPEN_ABOVE,
    OPEN_BELOW,
    UNKNOWN,
    Flags,
    Units,
)
from onedoor.engine.matching.whatif.totals import Total, sums
from onedoor.engine.matching.whatif.vectors import Numbers

CENTS = 2  # decimal places of a yuan


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
