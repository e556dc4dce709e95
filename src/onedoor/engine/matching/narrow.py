"""Whole numbers in the narrowest type that holds them, padded so that a kernel may read whole blocks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[Any]
Words = NDArray[np.uint64]

WORD = 64
# The subjects a kernel takes at a time: this many words of each plane stay in the nearest caches together.
BLOCK_WORDS = 64
BLOCK = BLOCK_WORDS * WORD
# Up to here a table is padded to whole words only, and gone through word by word.
FEW = 1024
_TYPES = (np.int8, np.int16, np.int32)


def capacity(count: int) -> int:
    """The rows that arrays for ``count`` subjects have room for."""
    step = WORD if count <= FEW else BLOCK
    return max(-(-count // step) * step, WORD)


def narrowed(values: Units) -> Units:
    """The same numbers in the narrowest of 8, 16, 32, 64 bits, with zeros up to ``capacity``."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    kind = next((each for each in _TYPES if _holds(each, low, high)), np.int64)
    found = np.zeros(capacity(len(values)), kind)
    found[: len(values)] = values
    return found


def _holds(kind: Any, low: int, high: int) -> bool:
    limits = np.iinfo(kind)
    return bool(limits.min <= low and high <= limits.max)


def words_of(flags: NDArray[np.bool_]) -> Words:
    """One bit a subject, the first in the lowest bit, zero beyond the last, padded to ``capacity``."""
    found = np.zeros(capacity(len(flags)) // 8, np.uint8)
    packed = np.packbits(flags, bitorder="little")
    found[: len(packed)] = packed
    return found.view(np.uint64)


def flags_of(words: Words, start: int, stop: int) -> NDArray[np.bool_]:
    """The bits of rows ``start`` up to ``stop``; ``start`` is a multiple of eight."""
    bits = words.view(np.uint8)[start // 8 : -(-stop // 8)]
    return np.unpackbits(bits, count=stop - start, bitorder="little").view(np.bool_)


def has_bit(words: Words, row: int) -> bool:
    return bool(int(words[row // WORD]) >> (row % WORD) & 1)
