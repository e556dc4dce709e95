"""What a set of subjects is due together, in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.whatif.marks import Units

_HALF = 32
_LOW = (1 << _HALF) - 1


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


def sum_of(values: Units) -> int:
    """The exact sum: the halves of each number on their own, so that none overflows."""
    high, low = (values >> _HALF).sum(dtype=np.int64), (values & _LOW).sum(dtype=np.int64)
    return (int(high) << _HALF) + int(low)


def sums(groups: NDArray[Any], values: Units, count: int) -> list[int]:
    """The exact sum of the values in each group, as ``sum_of``."""
    high, low = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(high, groups, values >> _HALF)
    np.add.at(low, groups, values & _LOW)
    return [(one << _HALF) + two for one, two in zip(high.tolist(), low.tolist(), strict=True)]
