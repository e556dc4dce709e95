"""The compiled kernel: addresses in, planes out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bound import Bound
from onedoor.engine.matching.formulas import Signs, Stretch
from onedoor.engine.matching.kernels.compiled.lazily import walk
from onedoor.engine.matching.kernels.compiled.loops import first_planes, loops
from onedoor.engine.matching.kernels.compiled.moves import count_moves, gather, tell_moves
from onedoor.engine.matching.kernels.compiled.packing import NOTHING, Packed, pack
from onedoor.engine.matching.kernels.compiled.scans import count_ones, find_ones, rank
from onedoor.engine.matching.kernels.compiled.signs import compiled_signs
from onedoor.engine.matching.lazily import Lazy
from onedoor.engine.matching.moves import Held, Moves, Rows
from onedoor.engine.matching.narrow import BLOCK_WORDS, WORD, Units, Words
from onedoor.engine.matching.predicates import Sign

_LINE = 64


class CompiledKernel:
    """Runs programs by compiled loops, without Python's lock."""

    name = "compiled"

    def run(self, bound: Bound, start: int, stop: int, decided: Words, results: Words) -> None:
        words = BLOCK_WORDS if bound.words % BLOCK_WORDS == 0 else 1
        target, stride = results.ctypes.data, results.strides[0]
        streams = words == BLOCK_WORDS and target % _LINE == 0 and stride % _LINE == 0
        packed, program = self._packed(bound), bound.program
        planes = _room((program.planes + 1 + packed.families.scratch) * words)
        loops(words, streams=streams)(
            packed.families.families,
            packed.families.stairs.ctypes.data,
            packed.families.members,
            planes.ctypes.data + (program.planes + 1) * words * 8,
            _sources(packed, decided, start),
            packed.tests,
            program.folds,
            program.starts,
            program.targets,
            program.operands.ctypes.data,
            planes.ctypes.data,
            target,
            stride,
            start,
            stop,
            NOTHING.ctypes.data,
        )

    def one(self, bound: Bound, lazy: Lazy, decided: Words) -> NDArray[np.bool_]:
        packed = self._packed(bound)
        planes = np.empty(len(bound.specs), np.uint64)
        first_planes(_sources(packed, decided, 0), packed.tests, planes.ctypes.data, NOTHING.ctypes.data)
        found = np.empty(len(lazy.results), np.int8)
        walk(lazy.kinds, lazy.starts, lazy.operands, lazy.sources, lazy.results, planes, found)
        return found.view(np.bool_)

    def signs(self, formula: Sign, stretch: Stretch) -> Signs:
        return compiled_signs(formula, stretch)

    def moved(self, held: Held, rows: Rows, new: Words) -> Moves:
        new = np.ascontiguousarray(new)
        old = np.zeros(new.shape, np.uint64)
        gather(held.addresses.reshape(-1), rows, old.reshape(2 * len(new), new.shape[2]))
        count = int(count_moves(old, new))
        rules, subjects = np.empty(count, np.int32), np.empty(count, np.int64)
        before, after = np.empty(count, np.int8), np.empty(count, np.int8)
        tell_moves(held.addresses, rows, old, new, held.places, rules, subjects, before, after)
        return Moves(rules, subjects, before, after)

    def rank(self, units: Units, edges: Units, into: Units) -> None:
        size = 1 << len(edges).bit_length()
        padded = np.full(size, np.iinfo(np.int64).max, np.int64)
        padded[: len(edges)] = edges
        room = np.empty(WORD, np.int32)
        where = units.ctypes.data, units.itemsize, padded.ctypes.data
        rank(*where, size // 2, len(edges), room, room.ctypes.data, into)

    def counts(self, planes: Words) -> NDArray[np.int64]:
        found = np.zeros(len(planes), np.int64)
        count_ones(planes, found)
        return found

    def ones(self, possible: Words, certain: Words) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        count = int(self.counts(possible.reshape(1, -1))[0])
        rows, flags = np.empty(count, np.int64), np.empty(count, np.bool_)
        find_ones(possible, certain, rows, flags.view(np.uint8))
        return rows, flags

    def _packed(self, bound: Bound) -> Packed:
        found = bound.packed.get(self.name)
        if found is None:
            found = bound.packed[self.name] = pack(bound)
        packed: Packed = found
        return packed


def _sources(packed: Packed, decided: Words, start: int) -> NDArray[np.int64]:
    """The sources with the planes that a stretch brings along."""
    rows, among = packed.looked
    if not len(rows):
        return packed.sources
    sources = packed.sources.copy()
    sources[rows, 0] = decided.ctypes.data + among * decided.strides[0] - start * 8
    return sources


def _room(words: int) -> Words:
    """Words from a cache line on."""
    room = np.empty(words + _LINE // 8, np.uint64)
    return room[-room.ctypes.data % _LINE // 8 :]
