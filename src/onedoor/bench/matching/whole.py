"""A table as whole numbers in the narrowest types that hold them, for contenders that know columns.

Sorted dictionaries make a prefix a range of codes; qualifications are one mask of 64 bits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onedoor.engine.population import facts

Units = NDArray[Any]


@dataclass(frozen=True, slots=True)
class WholeNumbers:
    """``units`` by fact (anything where unknown), ``known`` flags where not all are, sorted ``words`` of texts."""

    units: Mapping[str, Units]
    known: Mapping[str, NDArray[np.bool_]]
    words: Mapping[str, tuple[str, ...]]

    def code(self, fact: str, word: str) -> int:
        """The place of a word; -1 where nobody has it."""
        words = self.words[fact]
        place = bisect_left(words, word)
        return place if place < len(words) and words[place] == word else -1

    def codes(self, fact: str, prefix: str) -> tuple[int, int]:
        """The codes ``low <= code < high`` of the words with this prefix."""
        words = self.words[fact]
        return bisect_left(words, prefix), bisect_left(words, prefix + "\U0010ffff")


def whole_numbers(table: pa.Table) -> WholeNumbers:
    """Money in cents, rates in millionths, days since 1970, texts as codes, qualifications as a mask."""
    units: dict[str, Units] = {}
    known: dict[str, NDArray[np.bool_]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if column.null_count:
            known[name] = pc.is_valid(column).to_numpy(zero_copy_only=False)
        if name == facts.TITLES:
            units[name], words[name] = _mask(column)
        elif pa.types.is_dictionary(column.type):
            codes, words[name] = _codes(column)
            units[name] = narrowest(codes)
        elif pa.types.is_boolean(column.type):
            units[name] = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
        else:
            units[name] = narrowest(_numbers(column))
    return WholeNumbers(units, known, words)


def narrowest(values: Units) -> Units:
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


def _numbers(column: pa.Array) -> Units:
    if pa.types.is_decimal(column.type):
        halves = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
        low: Units = halves[column.offset : column.offset + len(column), 0]
        if column.null_count:
            low = np.where(pc.is_valid(column).to_numpy(zero_copy_only=False), low, 0)
        return low
    kind = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
    found: Units = pc.fill_null(column.cast(kind), 0).to_numpy(zero_copy_only=False)
    return found


def _codes(column: pa.Array) -> tuple[Units, tuple[str, ...]]:
    words = column.dictionary.to_pylist()
    ranked = sorted(set(words))
    rank = {word: code for code, word in enumerate(ranked)}
    order: Units = np.array([rank[word] for word in words] or [0], np.int32)
    found: Units = order[pc.fill_null(column.indices, 0).to_numpy(zero_copy_only=False)]
    return found, tuple(ranked)


def _mask(column: pa.Array) -> tuple[Units, tuple[str, ...]]:
    members = column.flatten().dictionary_encode()
    codes, words = _codes(members)
    lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
    ends = np.cumsum(lengths)
    mask: Units = np.zeros(len(column), np.uint64)
    held = lengths > 0
    if held.any():
        bits = np.left_shift(np.uint64(1), codes.astype(np.uint64))
        mask[held] = np.bitwise_or.reduceat(bits, (ends - lengths)[held])
    return mask, words
