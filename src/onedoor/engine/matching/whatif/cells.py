"""Where every subject stands before and after, as one small number."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bits import BitSet, pack, unpack
from onedoor.engine.matching.matches import Matches
from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.moves import Move, Standing

Cells = NDArray[np.uint8]

# A cell is where a subject stands before and after; two more part those that fit in both by their amounts.
_MORE, _LESS = 9, 10
CELLS = 11
CELL_OF = {
    Move.GAINED: 3 * Standing.REST + Standing.CERTAIN,
    Move.CONFIRMED: 3 * Standing.OPEN + Standing.CERTAIN,
    Move.LOST: 3 * Standing.CERTAIN + Standing.REST,
    Move.DOUBTED: 3 * Standing.CERTAIN + Standing.OPEN,
    Move.HOPING: 3 * Standing.REST + Standing.OPEN,
    Move.RULED_OUT: 3 * Standing.OPEN + Standing.REST,
    Move.MORE: _MORE,
    Move.LESS: _LESS,
}


def cells_before(standing: Standing) -> tuple[int, ...]:
    """The cells of those who stood so before."""
    return _with_amounts([3 * standing + after for after in Standing])


def cells_after(standing: Standing) -> tuple[int, ...]:
    """The cells of those who stand so after."""
    return _with_amounts([3 * before + standing for before in Standing])


def _with_amounts(cells: list[int]) -> tuple[int, ...]:
    stays = 3 * Standing.CERTAIN + Standing.CERTAIN
    return (*cells, _MORE, _LESS) if stays in cells else tuple(cells)


def standings(found: Matches, rule: str) -> NDArray[np.uint8]:
    """Where every subject stands with a rule."""
    certain, possible = found.certain(rule), found.possible(rule)
    flags = [unpack(each.bits, each.size).view(np.uint8) for each in (certain, possible)]
    stand: NDArray[np.uint8] = flags[0] + flags[1]
    return stand


def cells_of(
    before: NDArray[np.uint8],
    after: NDArray[np.uint8],
    due_before: Amounts | None = None,
    due_after: Amounts | None = None,
) -> Cells:
    """The cell of every subject; the amounts, of the same subjects, part those that fit before and after."""
    cells: Cells = before * np.uint8(3) + after
    if due_before is not None and due_after is not None and due_before is not due_after:
        rows = due_before.rows
        stay = (
            (cells[rows] == 3 * Standing.CERTAIN + Standing.CERTAIN)
            & due_before.is_known
            & due_after.is_known
        )
        cells[rows[stay & (due_after.low > due_before.low)]] = _MORE
        cells[rows[stay & (due_after.low < due_before.low)]] = _LESS
    return cells


def members(cells: Cells, *wanted: int) -> BitSet:
    """The subjects in any of these cells."""
    found: NDArray[Any] = (
        np.isin(cells, np.array(wanted, np.uint8)) if len(wanted) > 1 else cells == wanted[0]
    )
    return BitSet(pack(found), len(cells))
