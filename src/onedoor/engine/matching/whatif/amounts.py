"""What each of some subjects is due, in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bits import BitSet, unpack
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
from onedoor.engine.matching.whatif.totals import Total, sum_of, sums
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

    def among(self, members: BitSet) -> Amounts:
        """The amounts of those of the subjects that are in the set."""
        flags = unpack(members.bits, members.size)[self.rows]
        if flags.all():
            return self
        return Amounts(self.rows[flags], self.low[flags], self.high[flags], self.marks[flags])

    def total(self) -> Total:
        """Of all the subjects."""
        if not self.marks.any():
            return Total(known=len(self.rows), cents=sum_of(self.low))
        known = self.marks == 0
        unknown = (self.marks & UNKNOWN) != 0
        least = unknown & ((self.marks & OPEN_BELOW) == 0)
        most = unknown & ((self.marks & OPEN_ABOVE) == 0)
        lacking = int(np.count_nonzero(unknown))
        return Total(
            known=int(np.count_nonzero(known)),
            cents=sum_of(self.low[known]),
            unknown=lacking,
            none=int(np.count_nonzero(self.marks & NULL)),
            least=sum_of(self.low[least]),
            most=sum_of(self.high[most]),
            no_least=lacking - int(np.count_nonzero(least)),
            no_most=lacking - int(np.count_nonzero(most)),
        )

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
