"""What is said of a number beside its units."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[Any]
Flags = NDArray[np.bool_]

MOST = 1 << 62
MOST_PLACES = 18

# Marks of a number that is not simply known. OPEN: nothing bounds it there; MAY_BE_NULL: the facts may make it null.
UNKNOWN, NULL, OPEN_BELOW, OPEN_ABOVE, MAY_BE_NULL = (np.uint8(1 << place) for place in range(5))
NEVER = np.uint8(0)


class NotInColumns(Exception):
    """The formula has a part that columns cannot do exactly; the interpreter can."""


def null_first(marks: Units) -> Units:
    """In arithmetic null makes null of an unknown beside it."""
    return np.where(marks & NULL, NULL, marks) if marks.any() else marks


def swapped(marks: Units) -> Units:
    ends = OPEN_BELOW | OPEN_ABOVE
    if not (marks & ends).any():
        return marks
    below, above = (marks & OPEN_BELOW) != 0, (marks & OPEN_ABOVE) != 0
    kept = marks & ~ends
    return kept | np.where(below, OPEN_ABOVE, NEVER) | np.where(above, OPEN_BELOW, NEVER)


def check(most: int, places: int) -> None:
    if most >= MOST or places > MOST_PLACES:
        raise NotInColumns
