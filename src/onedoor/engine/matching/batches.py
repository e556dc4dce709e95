"""One batch of subjects against every rule: the pure function that threads and Spark run alike."""

from __future__ import annotations

from array import array
from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyroaring import BitMap

from onedoor.engine.matching.bits import Bits, BitSet, pack
from onedoor.engine.matching.ruleset import RuleSet

BATCH_MATCHES = pa.schema(
    [
        pa.field("rule", pa.string(), nullable=False),
        pa.field("first", pa.int64(), nullable=False),
        pa.field("subjects", pa.int32(), nullable=False),
        pa.field("certain_count", pa.int32(), nullable=False),
        pa.field("open_count", pa.int32(), nullable=False),
        pa.field("certain", pa.binary(), nullable=False),
        pa.field("open", pa.binary(), nullable=False),
    ]
)


def match_batch(
    rules: RuleSet, batch: pa.RecordBatch, first: int, *, now: datetime | None = None
) -> pa.RecordBatch:
    """One row for each rule that fits any subject of the batch, certainly or as far as is known.

    ``first`` is the number of the batch's first subject and is repeated in every row. ``certain`` and ``open``
    are roaring bitmaps in the portable format, of places in the batch: subject ``first + i`` is ``i``.
    Raises ``Invalid`` as ``RuleSet.match`` does.
    """
    found = rules.match(pa.Table.from_batches([batch]), now=now)
    rows = []
    for rule in rules.expressions:
        certain, opened = found.certain(rule), found.open(rule)
        counts = certain.count, opened.count
        if any(counts):
            rows.append((rule, first, batch.num_rows, *counts, roaring(certain), roaring(opened)))
    columns = zip(*rows, strict=True) if rows else ([] for _ in BATCH_MATCHES)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, BATCH_MATCHES, strict=True)]
    return pa.record_batch(arrays, schema=BATCH_MATCHES)


def roaring(found: BitSet) -> bytes:
    """The set in the portable format of roaring bitmaps."""
    members = BitMap(array("I", _members(found.bits).tobytes()))
    members.run_optimize()
    return members.serialize()


def _members(bits: Bits) -> NDArray[np.uint32]:
    """The places of the bits that are set. Sets are mostly sparse: bytes without any are passed over."""
    places = np.flatnonzero(bits != 0).astype(np.uint32)
    inside = np.flatnonzero(np.unpackbits(bits[places], bitorder="little").view(np.bool_))
    members: NDArray[np.uint32] = (places[inside >> 3] << 3) + (inside & 7).astype(np.uint32)
    return members


def bit_set(data: bytes, size: int) -> BitSet:
    """The set again, over ``size`` subjects."""
    flags = np.zeros(size, np.bool_)
    flags[np.frombuffer(BitMap.deserialize(data).to_array(), np.uint32)] = True
    return BitSet(pack(flags), size)
