"""Whole numbers out of Arrow arrays, exactly or not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onedoor.engine.matching.narrow import WORD, Units, Words, capacity
from onedoor.engine.matching.schema import ABSENT, Column, Kind
from onedoor.errors import Invalid

_EXPECTED = {
    Kind.INTEGER: "an integer or decimal type",
    Kind.MONEY: "int64 in cents, or decimal in yuan",
    Kind.RATIO: "int64 in the column's places, or decimal",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "date32",
    Kind.CATEGORY: "string, or a dictionary of strings",
    Kind.CODES: "a list of strings",
}
MOST_CODES = 4096


def one_array(values: pa.ChunkedArray) -> pa.Array:
    if values.num_chunks == 1:
        return values.chunk(0)
    whole = values.combine_chunks()
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def flags_in(values: pa.Array) -> NDArray[np.bool_]:
    """A Boolean companion column; null is no."""
    if not pa.types.is_boolean(values.type):
        raise Invalid("matching.column_type", found=str(values.type), expected="bool", where=ABSENT)
    return _numpy(pc.fill_null(values, False))


def units_of(column: Column, values: pa.Array) -> Units:
    """Numbers, dates (days since 1970-01-01) and Booleans; zero where null."""
    kind, found = column.kind, values.type
    if kind.is_number and pa.types.is_decimal(found):
        return _from_decimals(column, values)
    if kind is Kind.BOOLEAN and pa.types.is_boolean(found):
        return _numpy(_filled(values, False).cast(pa.int8()))
    if kind is Kind.DATE and pa.types.is_date32(found):
        return _numpy(_filled(values.cast(pa.int32()), 0))
    if kind.is_number and pa.types.is_integer(found):
        try:
            return _numpy(_filled(values, 0).cast(pa.int64()))
        except pa.ArrowInvalid:
            raise Invalid("matching.value", where=column.name, found="a number beyond 64 bits") from None
    raise _wrong_type(column, values)


def codes_of(column: Column, values: pa.Array) -> tuple[Units, tuple[str, ...]]:
    """Texts as places in their sorted dictionary; zero where null."""
    if not pa.types.is_dictionary(values.type):
        if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
            raise _wrong_type(column, values)
        values = values.dictionary_encode()
    words = values.dictionary.to_pylist()
    if any(not isinstance(word, str) for word in words):
        raise _wrong_type(column, values)
    ranked = sorted(set(words))
    rank = {word: code for code, word in enumerate(ranked)}
    codes: Units = np.array([rank[word] for word in words] or [0], np.int32)
    found: Units = codes[_numpy(_filled(values.indices, 0))]
    return found, tuple(ranked)


def lists_of(column: Column, values: pa.Array) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    """Lists of texts as masks over their sorted dictionary; empty where null."""
    found = values.type
    if not (pa.types.is_list(found) or pa.types.is_large_list(found)):
        raise _wrong_type(column, values)
    members = values.flatten()
    if members.null_count:
        raise Invalid(
            "matching.value", where=column.name, found="null inside a list", expected=_EXPECTED[Kind.CODES]
        )
    codes, words = codes_of(column, members)
    if len(words) > MOST_CODES:
        raise Invalid(
            "matching.value", where=column.name, found=f"{len(words)} codes", expected=f"{MOST_CODES}"
        )
    lengths = _numpy(_filled(pc.list_value_length(values), 0))
    rows = np.repeat(np.arange(len(values)), lengths)
    masks = []
    for first in range(0, max(len(words), 1), WORD):
        mask = np.zeros(capacity(len(values)), np.uint64)
        here = (codes >= first) & (codes < first + WORD)
        bits = np.left_shift(np.uint64(1), (codes[here] - first).astype(np.uint64))
        _or_at(mask, rows[here], bits)
        masks.append(mask)
    return tuple(masks), words


def _or_at(mask: Words, rows: NDArray[np.int64], bits: Words) -> None:
    """``mask[row] |= bit`` for every pair; rows ascend, so each row's bits are one run."""
    if len(rows):
        starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
        mask[rows[starts]] = np.bitwise_or.reduceat(bits, starts)


def _from_decimals(column: Column, values: pa.Array) -> Units:
    if values.type.scale != column.places or values.type.bit_width != 128:
        try:
            values = values.cast(pa.decimal128(38, column.places))
        except pa.ArrowInvalid as error:
            raise Invalid("matching.value", where=column.name, found=str(error)) from error
    exact = _filled(values, Decimal(0))
    halves = np.frombuffer(exact.buffers()[1], np.int64).reshape(-1, 2)
    low, high = halves[exact.offset : exact.offset + len(exact)].T
    if (high != low >> 63).any():
        raise Invalid("matching.value", where=column.name, found="a number beyond 64 bits")
    units: Units = low
    return units


def _wrong_type(column: Column, values: pa.Array) -> Invalid:
    expected = _EXPECTED[column.kind]
    return Invalid("matching.column_type", where=column.name, found=str(values.type), expected=expected)


def _filled(values: pa.Array, neutral: Any) -> pa.Array:
    return pc.fill_null(values, pa.scalar(neutral, values.type)) if values.null_count else values


def _numpy(values: pa.Array) -> Units:
    units: Units = values.to_numpy(zero_copy_only=False)
    return units
