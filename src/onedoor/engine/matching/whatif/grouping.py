"""Which group each subject belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onedoor.engine.feel import to_feel
from onedoor.engine.matching.whatif.everyone import Told
from onedoor.engine.matching.whatif.groups import Group, Key, Rest
from onedoor.engine.matching.whatif.marks import Units

_MOST_CODE = 1 << 20


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups that occur, in order, and which of them each subject belongs to."""

    keys: tuple[Key, ...]
    of: Units


def grouped(group: Group, told: Told | None, count: int) -> Grouping:
    """Every subject in its group; without the column all are unknown."""
    if told is None:
        return Grouping((Rest.UNKNOWN,), np.zeros(count, np.int64))
    rests = [
        (rest, flags)
        for rest, flags in ((Rest.ABSENT, told.absent), (Rest.UNKNOWN, told.unknown))
        if flags is not None
    ]
    known = np.ones(count, np.bool_)
    for _, flags in rests:
        known &= ~flags
    rows = np.flatnonzero(known)
    firsts, values = _distinct(told.units[rows])
    labels = [group.label(to_feel(told.value(row))) for row in rows[firsts].tolist()]
    keys: list[Key] = [Rest.OTHER if label is None else label for label in labels]
    order = [key for key in group.order(keys) if not isinstance(key, Rest)]
    names: list[Key] = [*order, Rest.OTHER, Rest.ABSENT, Rest.UNKNOWN]
    place = {key: position for position, key in enumerate(names)}
    found = np.zeros(count, np.int64)
    found[rows] = np.array([place[key] for key in keys] or [0], np.int64)[values]
    for rest, flags in rests:
        found[flags] = place[rest]
    present = np.bincount(found, minlength=len(names)) > 0
    kept = tuple(name for name, is_there in zip(names, present.tolist(), strict=True) if is_there)
    return Grouping(kept, (np.cumsum(present) - 1)[found])


def _distinct(units: Units) -> tuple[Units, Units]:
    """A place where each value stands, and which value each place has; codes need no sorting."""
    most = int(units.max(initial=0))
    if not len(units) or int(units.min()) < 0 or most > _MOST_CODE:
        _, firsts, values = np.unique(units, return_index=True, return_inverse=True)
        return firsts, values
    somewhere = np.full(most + 1, -1, np.int64)
    somewhere[units] = np.arange(len(units))
    is_there = somewhere >= 0
    return somewhere[is_there], (np.cumsum(is_there) - 1)[units]
