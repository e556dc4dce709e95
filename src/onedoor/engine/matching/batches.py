"""One batch of subjects against every rule: the pure function that threads and Spark run alike."""

from __future__ import annotations

from array import array
from datetime import datetime

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from onedoor.engine.matching.bits import BitSet, pack
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
        certain, possible = found.certain(rule), found.possible(rule)
        if possible.count:
            opened = possible - certain
            bits = roaring(certain), roaring(opened)
            rows.append((rule, first, batch.num_rows, certain.count, opened.count, *bits))
    columns = zip(*rows, strict=True) if rows else ([] for _ in BATCH_MATCHES)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, BATCH_MATCHES, strict=True)]
    return pa.record_batch(arrays, schema=BATCH_MATCHES)


def roaring(found: BitSet) -> bytes:
    """The set in the portable format of roaring bitmaps."""
    bits = BitMap(array("I", found.indices().astype(np.uint32).tobytes()))
    bits.run_optimize()
    return bits.serialize()


def bit_set(data: bytes, size: int) -> BitSet:
    """The set again, over ``size`` subjects."""
    flags = np.zeros(size, np.bool_)
    flags[np.frombuffer(BitMap.deserialize(data).to_array(), np.uint32)] = True
    return BitSet(pack(flags), size)
