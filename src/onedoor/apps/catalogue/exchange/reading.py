"""A file of items, whatever it is, as entries: one after the other, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.opening import Bounds
from onedoor.apps.catalogue.exchange.problems import Problem

Tell = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Nobody is told how far it has come."""


@dataclass(slots=True)
class Reading:
    """One file on its way in. ``problems`` are those of the file as a whole; they are complete when all entries are taken.

    ``total`` is how many entries there will be, as far as it is known; 0: not yet.
    """

    file: IO[bytes]
    name: str
    bounds: Bounds
    format: str = "auto"
    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    tell: Tell = silent

    def hear(self, problem: Problem) -> None:
        self.problems.append(problem)


Reader = Callable[[Reading], Iterator[Entry]]
