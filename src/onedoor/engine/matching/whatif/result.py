"""A what-if as a whole: figures, and the subjects behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from onedoor.engine.matching.bits import BitSet
from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.cells import CELL_OF, Cells, cells_after, cells_before, members
from onedoor.engine.matching.whatif.moves import Move, Standing
from onedoor.engine.matching.whatif.outcome import Breakdown, Line


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A released rule and a draft of it over the same subjects.

    ``unheld`` are the facts that a rule asks for and no column holds: they are unknown for everybody.
    """

    whole: Line
    breakdowns: tuple[Breakdown, ...]
    unheld: frozenset[str]
    cells: Cells
    due_before: Amounts | None
    due_after: Amounts | None
    ids: pa.ChunkedArray | None = None

    @property
    def subjects(self) -> int:
        return len(self.cells)

    def members(self, *moves: Move) -> BitSet:
        """Those who made any of these moves."""
        return members(self.cells, *(CELL_OF[move] for move in moves))

    @property
    def gained(self) -> BitSet:
        return self.members(Move.GAINED)

    @property
    def lost(self) -> BitSet:
        return self.members(Move.LOST)

    @property
    def became_certain(self) -> BitSet:
        """Those who fit now and lacked a fact before."""
        return self.members(Move.CONFIRMED)

    @property
    def became_open(self) -> BitSet:
        """Those who lack a fact now, whether they fitted before or not."""
        return self.members(Move.DOUBTED, Move.HOPING)

    def ids_of(self, *moves: Move) -> list[Any]:
        """The ids of those who made any of these moves; their row numbers where no id column was named."""
        rows = self.members(*moves).indices()
        if self.ids is None:
            return [int(row) for row in rows]
        found: list[Any] = self.ids.take(pa.array(rows)).to_pylist()
        return found

    def listing(self, *moves: Move) -> pa.Table:
        """One row per subject that made any of these moves (none named: all), in the order of the table.

        ``subject`` is its id or row number; the amounts, in cents, are null where they are unknown or none. Those
        who do not fit for certain are due nothing.
        """
        wanted = moves or tuple(Move)
        rows = self.members(*wanted).indices()
        names = {cell: move.value for move, cell in CELL_OF.items()}
        cells = self.cells[rows]
        ids = pa.array(rows) if self.ids is None else self.ids.take(pa.array(rows))
        before = _listed(self.due_before, rows, np.isin(cells, cells_before(Standing.CERTAIN)))
        after = _listed(self.due_after, rows, np.isin(cells, cells_after(Standing.CERTAIN)))
        if self.due_before is None and self.whole.before.total is not None:  # there was no rule
            before = pa.array(np.zeros(len(rows), np.int64))
        moved = pa.array([names[cell] for cell in cells.tolist()], pa.string())
        return pa.table({"subject": ids, "move": moved, "before": before, "after": after})


def _listed(due: Amounts | None, rows: Any, is_due: Any) -> pa.Array:
    """The cents of these rows: nothing where they are not due any, null where that is not known."""
    if due is None:
        return pa.nulls(len(rows), pa.int64())
    places = np.searchsorted(due.rows, rows).clip(max=max(len(due.rows) - 1, 0))
    if not len(due.rows):
        return pa.array(np.zeros(len(rows), np.int64))
    cents = np.where(is_due, due.low[places], 0)
    return pa.array(cents, pa.int64(), mask=is_due & (due.marks[places] != 0))
