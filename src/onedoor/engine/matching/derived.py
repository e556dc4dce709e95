"""The columns that conditions share, made for one table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.encoding import Encoded, Subjects
from onedoor.engine.matching.formulas import Stretch, value_of
from onedoor.engine.matching.narrow import WORD, Words, narrowed
from onedoor.engine.matching.polynomials import MOST
from onedoor.engine.matching.schema import Column, Kind
from onedoor.engine.matching.shared import MOST_QUOTIENT, PLACES, UNIT, Derived

# Words gone through at a time, so that what is only on the way takes little room.
_STEP = 2048


def derived_column(derived: Derived, subjects: Subjects) -> Encoded | None:
    """The column for every subject, worked out once; ``None`` where numbers are too large to be exact."""
    if derived not in subjects.kept:
        subjects.kept[derived] = _column(derived, subjects)
    found: Encoded | None = subjects.kept[derived]
    return found


def _column(derived: Derived, subjects: Subjects) -> Encoded | None:
    columns = subjects.columns
    if not derived.names <= columns.keys():
        return None
    largest = {name: max(columns[name].largest, 1) for name in derived.names}
    if derived.top.bound(largest) >= MOST:
        return None
    if derived.bottom is not None and derived.bottom.bound(largest) >= MOST // 10:
        return None
    whole = Stretch(subjects, 0, subjects.capacity // WORD)
    units = np.zeros(subjects.capacity, np.int64)
    zero = np.zeros(whole.words, np.uint64)
    for start in range(0, whole.words, _STEP):
        stretch = Stretch(subjects, start, min(start + _STEP, whole.words))
        here = slice(start * WORD, stretch.stop * WORD)
        bottom = None if derived.bottom is None else value_of(derived.bottom, stretch)
        if bottom is not None and derived.ties and bottom.min() < 0:
            return None
        units[here] = _values(value_of(derived.top, stretch), bottom, derived.ties)
        if bottom is not None and not derived.ties:
            zero[start : stretch.stop] = np.packbits(bottom == 0, bitorder="little").view(np.uint64)
    absent, unknown = whole.absent(derived.names), whole.unknown(derived.names)
    if derived.bottom is not None and not derived.ties:
        open_bottom = whole.unknown(derived.bottom.names)
        absent = _or(absent, zero if open_bottom is None else zero & ~open_bottom)
    known = None if unknown is None else ~unknown if absent is None else ~unknown | absent
    if absent is not None and not absent.any():
        absent = None
    held = narrowed(units[: subjects.count])
    return Encoded(Column(derived.column, Kind.INTEGER), held, known, absent)


def _values(top: NDArray[np.int64], bottom: NDArray[np.int64] | None, ties: int) -> NDArray[np.int64]:
    if bottom is None:
        return top
    return _proportions(top, bottom, ties) if ties else _quotients(top, bottom)


def _or(one: Words | None, other: Words) -> Words:
    return other if one is None else one | other


def _proportions(top: NDArray[np.int64], bottom: NDArray[np.int64], ties: int) -> NDArray[np.int64]:
    """The quotients; where the bottom is zero, beyond every threshold."""
    beyond = np.where(top > 0, 1, np.where(top < 0, -1, ties)) * (2 * MOST_QUOTIENT * UNIT)
    return np.where(bottom == 0, beyond, _quotients(top, bottom))


def _quotients(top: NDArray[np.int64], bottom: NDArray[np.int64]) -> NDArray[np.int64]:
    """Twice the floor of each quotient in units of 1e-9, and one more where it is not exact. Any for zero."""
    top = np.where(bottom < 0, -top, top)
    bottom = np.maximum(np.abs(bottom), 1)
    found = top // bottom
    rest = top - found * bottom
    np.clip(found, -MOST_QUOTIENT, MOST_QUOTIENT, out=found)
    digits, largest = 0, int(bottom.max()) if len(bottom) else 1
    room = len(str((MOST - 1) // largest)) - 1
    while digits < PLACES:
        step = 10 ** min(max(room, 1), PLACES - digits)
        digits += len(str(step)) - 1
        rest = rest * step
        more = rest // bottom
        rest -= more * bottom
        found = found * step + more
    steps: NDArray[np.int64] = 2 * found + (rest != 0)
    return steps
