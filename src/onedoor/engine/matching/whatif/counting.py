"""Subjects counted and summed by group and move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.cells import CELL_OF, CELLS, Cells, cells_after, cells_before
from onedoor.engine.matching.whatif.groups import Key
from onedoor.engine.matching.whatif.moves import Standing
from onedoor.engine.matching.whatif.outcome import Line, Moved, Outcome
from onedoor.engine.matching.whatif.totals import Total


class Counting:
    """Counts and sums subjects by group and cell."""

    def __init__(self, cells: Cells, before: Amounts | None, after: Amounts | None, no_rule: bool) -> None:
        self.cells = cells
        self.before = before
        self.after = after
        self.no_rule = no_rule

    def lines(self, keys: Sequence[Key | None], groups: NDArray[Any]) -> list[Line]:
        """One line per group; ``groups`` has the place of its key for every subject."""
        size = len(keys) * CELLS
        places = groups * CELLS + self.cells
        counts = np.bincount(places, minlength=size).reshape(-1, CELLS).tolist()
        before = self._totals(self.before, places, size)
        after = before if self.after is self.before else self._totals(self.after, places, size)
        if self.no_rule:
            before = [Total()] * size
        return [
            _line(key, counts[place], _cut(before, place), _cut(after, place))
            for place, key in enumerate(keys)
        ]

    def _totals(self, due: Amounts | None, places: NDArray[Any], size: int) -> list[Total] | None:
        return None if due is None else due.totals(places[due.rows], size)


def _cut(totals: list[Total] | None, place: int) -> list[Total] | None:
    return None if totals is None else totals[place * CELLS : (place + 1) * CELLS]


def _line(key: Key | None, counts: list[int], before: list[Total] | None, after: list[Total] | None) -> Line:
    was, is_now = cells_before(Standing.CERTAIN), cells_after(Standing.CERTAIN)
    moves = {
        move: Moved(
            counts[cell],
            _sum(before, [cell] if cell in was else []),
            _sum(after, [cell] if cell in is_now else []),
        )
        for move, cell in CELL_OF.items()
    }
    return Line(key, _outcome(counts, before, cells_before), _outcome(counts, after, cells_after), moves)


def _outcome(counts: list[int], totals: list[Total] | None, cells: Any) -> Outcome:
    certain, opened, rest = (
        sum(counts[cell] for cell in cells(standing))
        for standing in (Standing.CERTAIN, Standing.OPEN, Standing.REST)
    )
    total, open_total = (_sum(totals, cells(standing)) for standing in (Standing.CERTAIN, Standing.OPEN))
    return Outcome(certain, opened, rest, total, open_total)


def _sum(totals: list[Total] | None, cells: Sequence[int]) -> Total | None:
    return None if totals is None else sum((totals[cell] for cell in cells), Total())
