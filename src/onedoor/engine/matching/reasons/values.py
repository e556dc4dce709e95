"""Sets of values of one column: what a condition leaves to it."""

from __future__ import annotations

from collections.abc import Iterable
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

    def join(self, other: Self) -> Self | None:
        """What either allows; None where that is no set of this kind."""

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

    def join(self, other: Spans) -> Spans:
        merged: list[Span] = []
        for low, high in sorted((*self.spans, *other.spans)):
            if merged and merged[-1][1] + 1 >= low:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return Spans(tuple(merged), self.null or other.null)

    def nearest(self, unit: Unit) -> int | None:
        """Of two that are as near the greater; without a unit the one nearest to zero."""
        at = unit if isinstance(unit, int) else 0
        ends = [min(max(at, low), high) for low, high in self.spans]
        return min(ends, key=lambda end: (abs(end - at), -end), default=None)


ANY_START = frozenset({""})


@dataclass(frozen=True, slots=True)
class Words:
    """Texts: one of ``one_of`` (None: any) that begins with one of ``starts`` and with none of ``not_starts``.

    Of ``barred`` it is none. Where ``one_of`` is given the rest is worked into it already.
    """

    one_of: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    starts: frozenset[str] = ANY_START
    not_starts: frozenset[str] = frozenset()
    null: bool = False

    @property
    def is_empty(self) -> bool:
        if self.null:
            return False
        if self.one_of is not None:
            return not self.one_of
        return not any(map(self._is_open, self.starts))

    def _is_open(self, start: str) -> bool:
        """Whether some words begin so that are not excluded by how they begin."""
        return not any(start.startswith(each) for each in self.not_starts)

    def holds(self, unit: Unit) -> bool:
        return self._takes(unit) if isinstance(unit, str) else unit is None and self.null

    def _takes(self, word: str) -> bool:
        if self.one_of is not None:
            return word in self.one_of
        return (
            word not in self.barred
            and any(word.startswith(each) for each in self.starts)
            and not any(word.startswith(each) for each in self.not_starts)
        )

    def meet(self, other: Words) -> Words:
        null = self.null and other.null
        if self.one_of is not None or other.one_of is not None:
            given = self.one_of if self.one_of is not None else other.one_of or frozenset()
            kept = frozenset(word for word in given if self._takes(word) and other._takes(word))
            return Words(kept, null=null)
        starts = _common(self.starts, other.starts)
        excluded = frozenset(
            each
            for each in self.not_starts | other.not_starts
            if any(each.startswith(start) or start.startswith(each) for start in starts)
        )
        begun = Words(starts=starts, not_starts=excluded)
        barred = frozenset(each for each in self.barred | other.barred if begun.holds(each))
        return Words(None, barred, starts, excluded, null)

    def join(self, other: Words) -> Words | None:
        null = self.null or other.null
        if self.one_of is not None and other.one_of is not None:
            return Words(self.one_of | other.one_of, null=null)
        if self.one_of is not None or other.one_of is not None:
            return None
        if (self.barred, self.not_starts) != (other.barred, other.not_starts):
            return None
        return Words(None, self.barred, _longest(self.starts | other.starts), self.not_starts, null)

    def nearest(self, unit: Unit) -> str | None:
        """The first in order of those that are named; else one that nobody named."""
        if self.one_of is not None:
            return min(self.one_of, default=None)
        for start in sorted(filter(self._is_open, self.starts)):
            word = start or SOMETHING
            while not self._takes(word):
                word += SOMETHING
            return word
        return None


SOMETHING = "·"  # what no code is or goes on with


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The beginnings of what begins with one of these and with one of those."""
    if one in (ANY_START, other):
        return other
    pairs = ((each, further) for each in one for further in other)
    found = (
        max(pair, key=len) for pair in pairs if pair[0].startswith(pair[1]) or pair[1].startswith(pair[0])
    )
    return _longest(frozenset(found))


def _longest(starts: frozenset[str]) -> frozenset[str]:
    """Without those that begin with another one: they add nothing."""
    return frozenset(
        each for each in starts if not any(each != other and each.startswith(other) for other in starts)
    )


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

    def join(self, other: Codes) -> Codes | None:
        is_same = (self.has, self.lacks) == (other.has, other.lacks)
        return Codes(self.has, self.lacks, self.null or other.null) if is_same else None

    def nearest(self, unit: Unit) -> frozenset[str] | None:
        if self.has & self.lacks:
            return None
        held = unit if isinstance(unit, frozenset) else frozenset()
        return (held | self.has) - self.lacks


def joined(found: Iterable[Values]) -> tuple[Values, ...]:
    """The same values in as few sets as is easy."""
    kept: list[Values] = []
    for each in found:
        for place, one in enumerate(kept):
            both = one.join(each)
            if both is not None:
                kept[place] = both
                break
        else:
            kept.append(each)
    return tuple(kept)
