"""Sets of values of one column: what a condition leaves to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from onedoor.engine.matching.reasons.subject import Unit

Span = tuple[int, int]


class Values(Protocol):
    """A set of values; ``null`` tells that the fact may be absent."""

    @property
    def null(self) -> bool: ...

    @property
    def is_empty(self) -> bool: ...

    def holds(self, unit: Unit) -> bool: ...

    def meet(self, other: Self) -> Self:
        """What both allow."""

    def nearest(self, unit: Unit) -> Unit:
        """The value that is least away from one; any value where there was none. The set is not empty."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Whole units from ``low`` up to and with ``high``; the spans ascend and lie apart."""

    spans: tuple[Span, ...]
    null: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.spans and not self.null

    def holds(self, unit: Unit) -> bool:
        if isinstance(unit, int):
            return any(low <= unit <= high for low, high in self.spans)
        return unit is None and self.null

    def meet(self, other: Spans) -> Spans:
        spans = tuple(
            (max(low, lowest), min(high, highest))
            for low, high in self.spans
            for lowest, highest in other.spans
            if low <= highest and lowest <= high
        )
        return Spans(spans, self.null and other.null)

    def nearest(self, unit: Unit) -> int | None:
        """Of two that are as near the greater; without a unit the one nearest to zero."""
        at = unit if isinstance(unit, int) else 0
        ends = [min(max(at, low), high) for low, high in self.spans]
        return min(ends, key=lambda end: (abs(end - at), -end), default=None)


@dataclass(frozen=True, slots=True)
class Words:
    """Texts: one of ``one_of`` (None: any) that begins with ``start`` and with none of ``not_starts``.

    Of ``barred`` it is none. Where ``one_of`` is given the rest is worked into it already.
    """

    one_of: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    start: str = ""
    not_starts: frozenset[str] = frozenset()
    null: bool = False

    @property
    def is_empty(self) -> bool:
        if self.null:
            return False
        if self.one_of is not None:
            return not self.one_of
        return any(self.start.startswith(each) for each in self.not_starts)

    def holds(self, unit: Unit) -> bool:
        return self._takes(unit) if isinstance(unit, str) else unit is None and self.null

    def _takes(self, word: str) -> bool:
        if self.one_of is not None:
            return word in self.one_of
        return (
            word not in self.barred
            and word.startswith(self.start)
            and not any(word.startswith(each) for each in self.not_starts)
        )

    def meet(self, other: Words) -> Words:
        null = self.null and other.null
        if self.one_of is not None or other.one_of is not None:
            given = self.one_of if self.one_of is not None else other.one_of or frozenset()
            kept = frozenset(word for word in given if self._takes(word) and other._takes(word))
            return Words(kept, null=null)
        longer, shorter = sorted((self.start, other.start), key=len, reverse=True)
        if not longer.startswith(shorter):
            return Words(frozenset(), null=null)
        barred = (each for each in self.barred | other.barred if each.startswith(longer))
        starts = self.not_starts | other.not_starts
        excluded = (each for each in starts if each.startswith(longer) or longer.startswith(each))
        return Words(None, frozenset(barred), longer, frozenset(excluded), null)

    def nearest(self, unit: Unit) -> str | None:
        """The first in order of those that are named; else one that nobody named."""
        if self.one_of is not None:
            return min(self.one_of, default=None)
        if any(self.start.startswith(each) for each in self.not_starts):
            return None
        if self.start and self._takes(self.start):
            return self.start
        word = self.start + "·"
        while not self._takes(word):
            word += "·"
        return word


@dataclass(frozen=True, slots=True)
class Codes:
    """Lists of texts that contain all of ``has`` and none of ``lacks``."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    null: bool = False

    @property
    def is_empty(self) -> bool:
        return bool(self.has & self.lacks) and not self.null

    def holds(self, unit: Unit) -> bool:
        if isinstance(unit, frozenset):
            return self.has <= unit and not self.lacks & unit
        return unit is None and self.null

    def meet(self, other: Codes) -> Codes:
        return Codes(self.has | other.has, self.lacks | other.lacks, self.null and other.null)

    def nearest(self, unit: Unit) -> frozenset[str] | None:
        if self.has & self.lacks:
            return None
        held = unit if isinstance(unit, frozenset) else frozenset()
        return (held | self.has) - self.lacks
