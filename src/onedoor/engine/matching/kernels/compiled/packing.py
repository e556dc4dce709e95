"""A bound program as the flat tables that compiled loops go through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bound import (
    FEW_INTERVALS,
    Bound,
    Copied,
    Interval,
    Looked,
    Tested,
    flags_where,
    limits_of,
)
from onedoor.engine.matching.kernels.compiled.families import IN_FAMILY, Families, gathered
from onedoor.engine.matching.kernels.compiled.loops import ALL_SET, AT_LEAST, BETWEEN, EQUAL
from onedoor.engine.matching.narrow import BLOCK_WORDS, Words

Table = NDArray[np.int64]
_COLUMNS = 10
_ALL: Words = np.full(BLOCK_WORDS, ~np.uint64(0))
NOTHING: Words = np.zeros(BLOCK_WORDS, np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """``sources``: address, bytes a number (0: a plane to copy, -1: one of a family), flip, first test, last test, address of what is
    known and bytes from word to word (0: the same everywhere), the same two of what is absent, mask where absent.
    ``tests``: relation, low, high.

    ``looked`` are the rows of ``sources`` whose address each chunk brings along, with their places. ``held``
    keeps alive what the addresses point to.
    """

    sources: Table
    tests: Table
    families: Families
    looked: tuple[NDArray[np.int64], NDArray[np.int64]]
    held: tuple[object, ...]


def pack(bound: Bound) -> Packed:
    sources = np.zeros((len(bound.specs), _COLUMNS), np.int64)
    tests: list[tuple[int, int, int]] = []
    looked: list[tuple[int, int]] = []
    held: list[object] = [bound]
    for place, spec in enumerate(bound.specs):
        match spec:
            case Looked(place=among):
                looked.append((place, among))
            case Copied(words=words):
                sources[place, 0] = words.ctypes.data
            case Tested():
                units = spec.units
                if (
                    len(spec.intervals) > FEW_INTERVALS
                ):  # looked up once, then as good as a column of Booleans
                    units = flags_where(units, spec.intervals).view(np.int8)
                    held.append(units)
                    found = [(EQUAL, 1, 1)]
                else:
                    found = _tests(spec)
                start = len(tests)
                tests += found
                flip, if_absent = -1 if spec.negated else 0, -1 if spec.if_absent else 0
                known, absent = _plane(spec.known, _ALL), _plane(spec.absent, NOTHING)
                where = units.ctypes.data, units.dtype.itemsize
                sources[place] = *where, flip, start, len(tests), *known, *absent, if_absent
    packed = np.array(tests, np.int64).reshape(-1, 3)
    families = gathered(bound.specs, bound.program.planes)
    sources[families.answered, 1] = IN_FAMILY
    pairs = np.array(looked, np.int64).reshape(-1, 2)
    return Packed(sources, packed, families, (pairs[:, 0], pairs[:, 1]), tuple(held))


def _tests(spec: Tested) -> list[tuple[int, int, int]]:
    if spec.bit >= 0:
        bit = 1 << spec.bit
        return [(ALL_SET, bit - (1 << 64) if spec.bit == 63 else bit, 0)]
    largest = limits_of(spec.units.dtype)[1]
    return [_relation(each, largest) for each in spec.intervals]


def _relation(interval: Interval, largest: int) -> tuple[int, int, int]:
    low, high = interval
    if low == high:
        return EQUAL, low, high
    return (AT_LEAST, low, high) if high == largest else (BETWEEN, low, high)


def _plane(words: Words | None, otherwise: Words) -> tuple[int, int]:
    return (otherwise.ctypes.data, 0) if words is None else (words.ctypes.data, 8)
