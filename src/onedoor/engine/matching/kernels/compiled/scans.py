"""Compiled scans of planes: how many bits are set, and where."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from onedoor.engine.matching.kernels.compiled.vectors import ones_in, ranking, trailing_zeros
from onedoor.engine.matching.narrow import WORD

_rank_8, _rank_16, _rank_32, _rank_64 = (ranking(bits) for bits in (8, 16, 32, 64))


@njit(cache=True, nogil=True)
def count_ones(planes: Any, counts: Any) -> None:
    """``counts[p]`` is how many bits are set in ``planes[p]``."""
    for place in range(planes.shape[0]):
        total = np.uint64(0)
        for word in range(planes.shape[1]):
            total += ones_in(planes[place, word])
        counts[place] = total


@njit(cache=True, nogil=True)
def find_ones(possible: Any, certain: Any, rows: Any, flags: Any) -> None:
    """``rows`` are the bits set in ``possible``, ascending; ``flags`` whether each is set in ``certain``."""
    found = 0
    for word in range(len(possible)):
        left, sure = possible[word], certain[word]
        while left:
            bit = trailing_zeros(left)
            rows[found] = np.int64(word * 64) + np.int64(bit)
            flags[found] = (sure >> bit) & np.uint64(1)
            found += 1
            left &= left - np.uint64(1)


@njit(cache=True, nogil=True)
def rank(
    source: Any, size: Any, edges: Any, half: Any, count: Any, room: Any, room_at: Any, ranks: Any
) -> None:
    """``ranks`` tells how many of ``count`` edges each number reaches.

    The edges are padded to a power of two by the largest number there is.
    """
    for first in range(0, len(ranks), WORD):
        if size == 1:
            _rank_8(source + first * size, edges, half, room_at)
        elif size == 2:
            _rank_16(source + first * size, edges, half, room_at)
        elif size == 4:
            _rank_32(source + first * size, edges, half, room_at)
        else:
            _rank_64(source + first * size, edges, half, room_at)
        for place in range(WORD):
            ranks[first + place] = min(room[place], count)
