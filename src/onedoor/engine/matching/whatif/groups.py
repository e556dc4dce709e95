"""Subjects by region, industry, size: a named function of one column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Self

from onedoor.engine.feel.functions.conversion import to_text


class Rest(Enum):
    """Subjects that belong to no group of their own, always last."""

    OTHER = "other"  # the function knows no group for their value
    ABSENT = "absent"  # they are known to have no value
    UNKNOWN = "unknown"  # their value is not known


Key = str | Rest
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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else to_text(value)
