"""Whole numbers as Arrow arrays; where ``missing`` is set there is a null."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from onedoor.engine.matching.bits import pack
from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.draws import Flags


def numbers(values: Whole, missing: Flags, kind: pa.DataType) -> pa.Array:
    """Integers, or days as dates."""
    exact = values.astype(np.int32 if pa.types.is_date32(kind) else np.int64)
    return pa.Array.from_buffers(kind, len(values), [_validity(missing), pa.py_buffer(exact)])


def decimals(units: Whole, missing: Flags, kind: pa.DataType) -> pa.Array:
    """``units`` of the last decimal place of ``kind``, a decimal of 128 bits."""
    halves = np.empty((len(units), 2), np.int64)
    halves[:, 0], halves[:, 1] = units, units >> 63
    return pa.Array.from_buffers(kind, len(units), [_validity(missing), pa.py_buffer(halves)])


def flags(values: Flags, missing: Flags) -> pa.Array:
    bits = [_validity(missing), pa.py_buffer(pack(values))]
    return pa.Array.from_buffers(pa.bool_(), len(values), bits)


def words(places: Whole, missing: Flags, known: Sequence[str]) -> pa.Array:
    """The word at each place of ``known``."""
    return pa.array(known, pa.string()).take(pa.array(places, mask=missing))


def lists(held: Flags, missing: Flags, known: Sequence[str]) -> pa.Array:
    """For each row of ``held``, one flag a word, the words that are held, in the order of ``known``."""
    held = held & ~missing[:, None]
    offsets = np.zeros(len(held) + 1, np.int32)
    np.cumsum(held.sum(axis=1), out=offsets[1:])
    values = pa.array(known, pa.string()).take(pa.array(np.nonzero(held)[1]))
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=pa.array(missing))


def _validity(missing: Flags) -> pa.Buffer | None:
    return pa.py_buffer(pack(~missing)) if missing.any() else None
