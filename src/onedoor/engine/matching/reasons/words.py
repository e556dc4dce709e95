"""Sets of texts, by what they are and how they begin."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.matching.reasons.units import Unit

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
