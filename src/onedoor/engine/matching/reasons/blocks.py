"""The possible answers to one fact, each with a bit of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from onedoor.engine.matching.reasons.units import Unit


class Block:
    """The answers to one fact, ascending, and None (absent) the last. The first has the bit ``start``."""

    def __init__(self, column: str, start: int, units: Sequence[Unit]) -> None:
        self.column = column
        self.start = start
        self.units = tuple(units)
        self.all = (1 << len(self.units)) - 1
        self.numbers = [unit for unit in self.units if isinstance(unit, int)]
        self.words = [unit for unit in self.units if isinstance(unit, str)]
        self.places = {unit: place for place, unit in enumerate(self.units)}

    def between(self, low: int, high: int) -> int:
        """A bit for each number from ``low`` up to and with ``high``."""
        return (1 << bisect_right(self.numbers, high)) - (1 << bisect_left(self.numbers, low))

    def beginning_with(self, text: str) -> int:
        """A bit for each word that begins so."""
        end = bisect_right(self.words, text, key=lambda word: word[: len(text)])
        return (1 << end) - (1 << bisect_left(self.words, text))

    @cached_property
    def holding(self) -> Mapping[str, int]:
        """By code a bit for each list that holds it."""
        found: dict[str, int] = {}
        for place, unit in enumerate(self.units):
            for code in unit if isinstance(unit, frozenset) else ():
                found[code] = found.get(code, 0) | 1 << place
        return found

    @cached_property
    def null(self) -> int:
        """The bit of None, if it is among the answers."""
        return 1 << self.places[None] if None in self.places else 0
