"""Ids as numbers, so that millions of them can be compared in little room."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
_SEED = 18  # any will do: it only has to be the same for all files


def keys_of(ids: pa.LargeStringArray) -> Keys:
    """A number for each text: the same for the same, and hardly ever for two that differ.

    >>> first, second, third = keys_of(pa.array(["a", "b", "a"], pa.large_string())).tolist()
    >>> first == third, first == second
    (True, False)
    """
    _, offsets, data = ids.buffers()
    found = np.zeros(len(ids), np.uint64)
    if not len(ids) or data is None:
        return found
    ends = np.frombuffer(offsets, np.int64)[ids.offset : ids.offset + len(ids) + 1]
    starts, lengths = ends[:-1], np.diff(ends)
    letters = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].astype(np.uint64) + np.uint64(1)
    if not len(letters):
        return found
    within = np.arange(len(letters)) - np.repeat(starts - ends[0], lengths)
    weights = np.random.default_rng(_SEED).integers(0, 1 << 63, int(lengths.max()), np.uint64) * np.uint64(
        2
    ) + np.uint64(1)
    is_some = lengths > 0
    found[is_some] = np.add.reduceat(letters * weights[within], (starts - ends[0])[is_some])
    return found
