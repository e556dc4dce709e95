"""One batch of subjects against every rule: the pure function that threads and Spark run alike."""

from __future__ import annotations

import struct
from datetime import datetime
from itertools import accumulate

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from onedoor.engine.matching.bits import BitSet, pack
from onedoor.engine.matching.kernels import Kernel, kernel_named
from onedoor.engine.matching.narrow import Words
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
    counts, rows = found.counts(), []
    for rule in rules.expressions:
        certain, possible = counts[rule]
        if possible:
            plane = found.certain_words(rule)
            sets = plane, found.possible_words(rule) & ~plane
            stored = (portable(each, rules.kernel) for each in sets)
            rows.append((rule, first, batch.num_rows, certain, possible - certain, *stored))
    columns = zip(*rows, strict=True) if rows else ([] for _ in BATCH_MATCHES)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, BATCH_MATCHES, strict=True)]
    return pa.record_batch(arrays, schema=BATCH_MATCHES)


def portable(plane: Words, kernel: Kernel) -> bytes:
    """The bits set in the words, as a roaring bitmap in the portable format (RoaringFormatSpec, without runs).

    Each 65,536 places are a container: their bits as they are where more than 4,096 are set, else the list of them.
    """
    keys: list[int] = []
    bodies: list[bytes] = []
    for key, start in enumerate(range(0, len(plane), _CONTAINER)):
        part = plane[start : start + _CONTAINER]
        count = int(np.bitwise_count(part).sum())
        if count:
            keys += (key, count - 1)
            bodies.append(
                _bits(part) if count > _LISTED else kernel.ones(part, part)[0].astype("<u2").tobytes()
            )
    number = len(bodies)
    sizes = (len(body) for body in bodies[:-1])
    offsets = accumulate(sizes, initial=_HEAD + 8 * number) if number else ()
    head = struct.pack(f"<II{2 * number}H{number}I", _COOKIE, number, *keys, *offsets)
    return b"".join((head, *bodies))


def _bits(part: Words) -> bytes:
    return part.astype("<u8", copy=False).tobytes().ljust(_CONTAINER * 8, b"\0")


def roaring(found: BitSet) -> bytes:
    """The set in the portable format of roaring bitmaps."""
    padded = np.zeros(-(-len(found.bits) // 8) * 8, np.uint8)
    padded[: len(found.bits)] = found.bits
    return portable(padded.view("<u8"), kernel_named())


def bit_set(data: bytes, size: int) -> BitSet:
    """The set again, over ``size`` subjects."""
    flags = np.zeros(size, np.bool_)
    flags[np.frombuffer(BitMap.deserialize(data).to_array(), np.uint32)] = True
    return BitSet(pack(flags), size)


# Words of a container, the most places that are listed in one, and what a file without runs begins with.
_CONTAINER, _LISTED = 1024, 4096
_COOKIE, _HEAD = 12346, 8
