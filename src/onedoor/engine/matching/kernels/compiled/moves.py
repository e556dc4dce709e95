"""Compiled differences: what was, what is, and the events between."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from onedoor.engine.matching.kernels.compiled.vectors import (
    ones_in,
    put_word,
    trailing_zeros,
    word_at,
)

_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def gather(addresses: Any, rows: Any, found: Any) -> None:
    """``found[p]`` holds, packed, the bits of these rows in the plane at ``addresses[p]``."""
    count = len(rows)
    for plane in range(len(addresses)):
        address = addresses[plane]
        for word in range(found.shape[1]):
            first = word * 64
            bits = np.uint64(0)
            for place in range(min(64, count - first)):
                row = rows[first + place]
                bit = word_at(address + (row >> 6) * 8) >> np.uint64(row & 63) & _ONE
                bits |= bit << np.uint64(place)
            found[plane, word] = bits


@njit(cache=True, nogil=True)
def count_moves(old: Any, new: Any) -> Any:
    """How many subjects of how many rules stand otherwise; ``old`` and ``new``: rule, (certain, possible), word."""
    total = np.uint64(0)
    for rule in range(old.shape[0]):
        for word in range(old.shape[2]):
            moved = (old[rule, 0, word] ^ new[rule, 0, word]) | (old[rule, 1, word] ^ new[rule, 1, word])
            total += ones_in(moved)
    return total


@njit(cache=True, nogil=True)
def tell_moves(
    addresses: Any,
    rows: Any,
    old: Any,
    new: Any,
    places: Any,
    rules: Any,
    subjects: Any,
    before: Any,
    after: Any,
) -> None:
    """One event each; the planes, whose addresses are ``addresses[rule]``, are brought up to what is new."""
    event = 0
    for rule in range(old.shape[0]):
        for word in range(old.shape[2]):
            was_sure, was = old[rule, 0, word], old[rule, 1, word]
            sure, now = new[rule, 0, word], new[rule, 1, word]
            left = (was_sure ^ sure) | (was ^ now)
            while left:
                bit = trailing_zeros(left)
                left &= left - _ONE
                row = rows[word * 64 + np.int64(bit)]
                rules[event], subjects[event] = places[rule], row
                before[event] = (was_sure >> bit & _ONE) + (was >> bit & _ONE)
                after[event] = (sure >> bit & _ONE) + (now >> bit & _ONE)
                event += 1
                mask = _ONE << np.uint64(row & 63)
                at = (row >> 6) * 8
                for plane in range(2):
                    address = addresses[rule, plane] + at
                    held = word_at(address) & ~mask
                    put_word(address, held | mask if new[rule, plane, word] >> bit & _ONE else held)
