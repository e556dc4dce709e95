"""Whole numbers out of Arrow arrays, exactly or not at all."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Context, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onedoor.engine.matching.faults import too_fine, too_large
from onedoor.engine.matching.narrow import WORD, Units, Words, capacity
from onedoor.engine.matching.schema import Column, Kind
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

_EXPECTED = {
    Kind.INTEGER: Text("整数或 decimal 类型", "an integer or decimal type"),
    Kind.MONEY: Text("以分为单位的 int64，或以元为单位的 decimal", "int64 in cents, or decimal in yuan"),
    Kind.RATIO: Text("以该列小数位为单位的 int64，或 decimal", "int64 in the column's places, or decimal"),
    Kind.BOOLEAN: Text("bool", "bool"),
    Kind.DATE: Text("date32", "date32"),
    Kind.CATEGORY: Text("字符串，或字符串的 dictionary", "string, or a dictionary of strings"),
    Kind.CODES: Text("字符串的列表", "a list of strings"),
}
# A bit for each code and subject: so many codes are 512 bytes a subject.
MOST_CODES = 4096
MOST = (1 << 63) - 1
_EXACT = Context(prec=200)


def one_array(values: pa.ChunkedArray) -> pa.Array:
    if values.num_chunks == 1:
        return values.chunk(0)
    whole = values.combine_chunks()
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def flags_in(name: str, values: pa.Array) -> NDArray[np.bool_]:
    """A Boolean companion column; null is no."""
    if not pa.types.is_boolean(values.type):
        raise Invalid("matching.column_type", found=str(values.type), expected="bool", where=name)
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
            row = pc.index(pc.greater(values, pa.scalar(MOST, values.type)), value=True).as_py()
            raise too_large(column, row, values[row]) from None
    raise _wrong_type(column, values)


def codes_of(column: Column, values: pa.Array) -> tuple[Units, tuple[str, ...]]:
    """Texts as places in their sorted dictionary; zero where null."""
    values = _texts(column, values)
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    words = values.dictionary.to_pylist()
    ranked = sorted({word for word in words if word is not None})
    rank = {word: code for code, word in enumerate(ranked)}
    codes: Units = np.array([rank.get(word, 0) for word in words] or [0], np.int32)
    found: Units = codes[_numpy(_filled(values.indices, 0))]
    return found, tuple(ranked)


def _texts(column: Column, values: pa.Array) -> pa.Array:
    """The texts in a type that Arrow can reckon with, as they are or as a dictionary."""
    found = values.type
    if pa.types.is_dictionary(found):
        if pa.types.is_string_view(found.value_type):
            return pa.DictionaryArray.from_arrays(values.indices, values.dictionary.cast(pa.large_string()))
        found = found.value_type
    elif pa.types.is_string_view(found):
        return values.cast(pa.large_string())
    if not (pa.types.is_string(found) or pa.types.is_large_string(found)):
        raise _wrong_type(column, values)
    return values


def with_own_nulls(values: pa.Array) -> pa.Array:
    """A dictionary that holds null tells it as null, as any other array does."""
    if not pa.types.is_dictionary(values.type) or not values.dictionary.null_count:
        return values
    is_null = pc.is_null(values.dictionary).take(values.indices)
    indices = pc.if_else(is_null, pa.scalar(None, values.indices.type), values.indices)
    return pa.DictionaryArray.from_arrays(indices, values.dictionary)


def valid_in(kind: Kind, values: pa.Array) -> NDArray[np.bool_] | None:
    """For each subject whether anything is told of it; ``None`` where it is of all.

    A list of codes that holds a null is unknown whole: nobody knows what else it holds.
    """
    valid: NDArray[np.bool_] | None = None
    if values.null_count:
        valid = values.is_valid().to_numpy(zero_copy_only=False)
    if kind is Kind.CODES and (pa.types.is_list(values.type) or pa.types.is_large_list(values.type)):
        members = with_own_nulls(values.flatten())
        if members.null_count:
            valid = np.ones(len(values), np.bool_) if valid is None else valid.copy()
            valid[_rows_of(values)[members.is_null().to_numpy(zero_copy_only=False)]] = False
    return valid


def _rows_of(values: pa.Array) -> NDArray[np.int64]:
    """The row of each member of lists."""
    return np.repeat(np.arange(len(values)), _numpy(_filled(pc.list_value_length(values), 0)))


def lists_of(
    column: Column,
    values: pa.Array,
    valid: NDArray[np.bool_] | None = None,
    asked: Collection[str] | None = None,
) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    """Lists of texts as masks over their sorted dictionary; empty where not ``valid``.

    Where only the codes ``asked`` are wanted, the dictionary holds no others. Raises ``TooLarge`` where all are, and
    they are more than ``MOST_CODES``.
    """
    found = values.type
    if not (pa.types.is_list(found) or pa.types.is_large_list(found)):
        raise _wrong_type(column, values)
    codes, words = codes_of(column, with_own_nulls(values.flatten()))
    rows = _rows_of(values)
    if valid is not None:
        codes, rows = codes[valid[rows]], rows[valid[rows]]
    if asked is not None:
        codes, rows, words = _only(codes, rows, words, asked)
    elif len(words) > MOST_CODES:
        raise _too_many(column, len(words))
    masks = []
    for first in range(0, max(len(words), 1), WORD):
        mask = np.zeros(capacity(len(values)), np.uint64)
        here = (codes >= first) & (codes < first + WORD)
        bits = np.left_shift(np.uint64(1), (codes[here] - first).astype(np.uint64))
        _or_at(mask, rows[here], bits)
        masks.append(mask)
    return tuple(masks), words


def _only(
    codes: Units, rows: NDArray[np.int64], words: tuple[str, ...], asked: Collection[str]
) -> tuple[Units, NDArray[np.int64], tuple[str, ...]]:
    """Members that are one of the codes asked, by their places among those."""
    kept = tuple(word for word in words if word in asked)
    place = {word: code for code, word in enumerate(kept)}
    moved: Units = np.array([place.get(word, -1) for word in words] or [-1], np.int32)[codes]
    inside = moved >= 0
    return moved[inside], rows[inside], kept


def _too_many(column: Column, count: int) -> TooLarge:
    return TooLarge(
        "matching.codes",
        where=column.name,
        found=Text(f"{count} 个不同的代码", f"{count} different codes"),
        expected=Text(f"至多 {MOST_CODES} 个", f"at most {MOST_CODES}"),
        mend=Text(
            "直接匹配该表（match(表)）：那时只保留规则问到的代码，没有数量限制；或把该列标为 onedoor.kind=objects。",
            "Match the table as it is, match(table): only the codes that rules ask for are kept then, however many "
            "there are; or mark the column onedoor.kind=objects.",
        ),
    )


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
            raise _not_exact(column, values) from error
    exact = _filled(values, Decimal(0))
    halves = np.frombuffer(exact.buffers()[1], np.int64).reshape(-1, 2)
    low, high = halves[exact.offset : exact.offset + len(exact)].T
    beyond = np.flatnonzero(high != low >> 63)
    if len(beyond):
        row = int(beyond[0])
        raise too_large(column, row, values[row])
    units: Units = low
    return units


def _not_exact(column: Column, values: pa.Array) -> Invalid:
    """The refusal of the first value that the column cannot hold exactly."""
    for row, each in enumerate(values):
        units = each.as_py().scaleb(column.places, _EXACT) if each.is_valid else Decimal(0)
        if units != units.to_integral_value(context=_EXACT):
            return too_fine(column, row, each)
        if not -MOST - 1 <= units <= MOST:
            return too_large(column, row, each)
    raise AssertionError("every value can be held")


def _wrong_type(column: Column, values: pa.Array) -> Invalid:
    expected = _EXPECTED[column.kind]
    return Invalid("matching.column_type", where=column.name, found=str(values.type), expected=expected)


def _filled(values: pa.Array, neutral: Any) -> pa.Array:
    return pc.fill_null(values, pa.scalar(neutral, values.type)) if values.null_count else values


def _numpy(values: pa.Array) -> Units:
    units: Units = values.to_numpy(zero_copy_only=False)
    return units
