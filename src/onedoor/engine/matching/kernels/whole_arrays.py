"""The kernel of NumPy alone: each source and each instruction over a stretch of subjects that fits the caches."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bound import Bound, Copied, Looked, Spec, Tested, flags_where
from onedoor.engine.matching.formulas import Signs, Stretch, signs_of
from onedoor.engine.matching.lazily import Lazy, walked
from onedoor.engine.matching.moves import Held, Moves, Rows, moved_in
from onedoor.engine.matching.narrow import WORD, Units, Words, flags_of
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.program import Fold

# 2 KB a plane: three of them and what the sources need stay in the nearest cache, and a call still does enough.
STRETCH = 2048
_FOLDS: dict[Fold, tuple[Callable[..., Words], int, bool]] = {
    Fold.AND: (np.bitwise_and, -1, False),
    Fold.NAND: (np.bitwise_and, -1, True),
    Fold.OR: (np.bitwise_or, 0, False),
    Fold.NOR: (np.bitwise_or, 0, True),
}


class NumpyKernel:
    """Whole-array comparisons, packed, then bitwise operations."""

    name = "numpy"

    def run(self, bound: Bound, start: int, stop: int, decided: Words, results: Words) -> None:
        scratch = np.empty((bound.program.planes, min(STRETCH, stop - start)), np.uint64)
        steps = _steps(bound)
        for first in range(start, stop, STRETCH):
            last = min(first + STRETCH, stop)
            planes = scratch[:, : last - first]
            for place, spec in enumerate(bound.specs):
                _load(spec, first, last, decided[:, first - start : last - start], planes[place])
            for fold, operands, target in steps:
                into = planes[target] if target >= 0 else results[-1 - target, first - start : last - start]
                _fold(fold, [planes[each] for each in operands], into)

    def one(self, bound: Bound, lazy: Lazy, decided: Words) -> NDArray[np.bool_]:
        plane = np.empty(1, np.uint64)
        values = np.full(len(lazy.kinds), 2, np.int8)
        for place, spec in zip(lazy.sources.tolist(), bound.specs, strict=True):
            _load(spec, 0, 1, decided, plane)
            values[place] = int(plane[0]) & 1
        return walked(lazy, values)

    def signs(self, formula: Sign, stretch: Stretch) -> Signs:
        return signs_of(formula, stretch)

    def moved(self, held: Held, rows: Rows, new: Words) -> Moves:
        return moved_in(held, rows, new)

    def rank(self, units: Units, edges: Units, into: Units) -> None:
        into[:] = np.searchsorted(edges, units, side="right")

    def counts(self, planes: Words) -> NDArray[np.int64]:
        return np.array([np.bitwise_count(plane).sum(dtype=np.int64) for plane in planes], np.int64)

    def ones(self, possible: Words, certain: Words) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        rows = np.flatnonzero(flags_of(possible, 0, len(possible) * WORD)).astype(np.int64, copy=False)
        bits = certain.view(np.uint8)[rows >> 3] >> (rows & 7).astype(np.uint8) & 1
        return rows, bits.astype(np.bool_)


def _steps(bound: Bound) -> list[tuple[Fold, list[int], int]]:
    if "steps" not in bound.packed:
        program = bound.program
        starts, operands = program.starts.tolist(), program.operands.tolist()
        bound.packed["steps"] = [
            (Fold(fold), operands[starts[place] : starts[place + 1]], target)
            for place, (fold, target) in enumerate(
                zip(program.folds.tolist(), program.targets.tolist(), strict=True)
            )
        ]
    steps: list[tuple[Fold, list[int], int]] = bound.packed["steps"]
    return steps


def _load(spec: Spec, first: int, last: int, decided: Words, into: Words) -> None:
    match spec:
        case Copied(words=words):
            into[:] = words[first:last]
        case Looked(place=place):
            into[:] = decided[place]
        case Tested():
            _test(spec, first, last, into)


def _test(spec: Tested, first: int, last: int, into: Words) -> None:
    rows = slice(first * WORD, last * WORD)
    into[:] = np.packbits(_holds(spec, rows), bitorder="little").view(np.uint64)
    if spec.absent is not None:
        if spec.if_absent:
            into |= spec.absent[first:last]
        else:
            into &= ~spec.absent[first:last]
    if spec.known is not None:
        into |= ~spec.known[first:last]


def _holds(spec: Tested, rows: slice) -> NDArray[np.bool_]:
    units = spec.units[rows]
    if spec.bit >= 0:
        found: NDArray[np.bool_] = units & np.uint64(1 << spec.bit) != 0
    else:
        found = flags_where(units, spec.intervals)
    return ~found if spec.negated else found


def _fold(fold: Fold, operands: list[Words], into: Words) -> None:
    combine, neutral, inverts = _FOLDS[fold]
    if len(operands) < 2:
        into[:] = operands[0] if operands else np.uint64(neutral & (1 << WORD) - 1)
    else:
        combine(operands[0], operands[1], out=into)
        for each in operands[2:]:
            combine(into, each, out=into)
    if inverts:
        np.invert(into, out=into)
