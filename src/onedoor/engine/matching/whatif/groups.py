"""Subjects by region, industry, size: a named function of one column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Self

import numpy as np

from onedoor.engine.feel import to_feel
from onedoor.engine.feel.functions.conversion import to_text
from onedoor.engine.matching.whatif.everyone import Told
from onedoor.engine.matching.whatif.vectors import Units


class Rest(Enum):
    """Subjects that belong to no group of their own, always last."""

    OTHER = "other"  # the function knows no group for their value
    ABSENT = "absent"  # they are known to have no value
    UNKNOWN = "unknown"  # their value is not known


Key = str | Rest
_MOST_CODE = 1 << 20
Label = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects in groups called by what ``label`` makes of the fact ``column``; None is ``Rest.OTHER``.

    The function is given FEEL values (texts, decimals, booleans, dates) and called once for each that occurs.
    """

    name: str
    column: str
    label: Label
    labels: tuple[str, ...] = ()  # those that have an order of their own; others follow by their text

    @classmethod
    def whole(cls, column: str, *, name: str = "", labels: Sequence[str] = ()) -> Self:
        """One group for each value; ``labels`` lists values in the order they are to be told."""
        return cls(name or column, column, _text, tuple(labels))

    @classmethod
    def prefix(cls, column: str, length: int, *, name: str = "") -> Self:
        """One group for each beginning of a code: two characters of a region make a province, four a city.

        >>> Group.prefix("地区", 4).label("440106")
        '4401'
        """
        return cls(name or column, column, lambda value: _text(value)[:length])

    @classmethod
    def mapped(cls, column: str, groups: Mapping[str, str], *, name: str = "") -> Self:
        """By the longest beginning of the code that ``groups`` has; none is ``Rest.OTHER``.

        >>> Group.mapped("行业", {"35": "C", "C": "C"}).label("3521")
        'C'
        """
        longest = max(map(len, groups), default=0)

        def label(value: Any) -> str | None:
            text = _text(value)
            lengths = range(min(len(text), longest), 0, -1)
            return next((groups[text[:length]] for length in lengths if text[:length] in groups), None)

        return cls(name or column, column, label)

    @classmethod
    def bands(cls, column: str, limits: Sequence[Decimal | int], *, name: str = "") -> Self:
        """Numbers by size: below the first limit, from each up to the next, from the last.

        >>> [Group.bands("人数", (20, 300)).label(Decimal(staff)) for staff in (19, 20, 300)]
        ['<20', '20–300', '≥300']
        """
        ordered = sorted(Decimal(limit) for limit in limits)
        told = [to_text(limit) for limit in ordered]
        inner = [f"{low}–{high}" for low, high in zip(told, told[1:], strict=False)]
        labels = [f"<{told[0]}", *inner, f"≥{told[-1]}"]

        def label(value: Any) -> str | None:
            return labels[bisect_right(ordered, value)] if isinstance(value, Decimal) else None

        return cls(name or column, column, label, tuple(labels))

    def order(self, keys: Iterable[Key]) -> list[Key]:
        """The groups in the order they are told."""
        rank = {label: place for place, label in enumerate(self.labels)}
        return sorted(set(keys), key=lambda key: (rank.get(str(key), len(rank)), str(key)))


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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else to_text(value)
