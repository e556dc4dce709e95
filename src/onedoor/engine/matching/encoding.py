"""Arrow columns as arrays of whole numbers, with what is unknown and what is absent beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.numbers import EPOCH
from onedoor.engine.matching.schema import ABSENT, Column, Kind, Schema
from onedoor.engine.matching.tables import feel_of
from onedoor.errors import Invalid

Flags = NDArray[np.bool_]
Units = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One column. ``units`` is zero where ``unknown`` or ``absent`` is set (``None``: nowhere).

    ``words`` is the sorted dictionary of a category column: a prefix is a range of codes.
    """

    column: Column
    units: Units
    unknown: Flags | None
    absent: Flags | None
    words: tuple[str, ...] = ()
    objects: Sequence[Any] = ()

    def code(self, word: str) -> int | None:
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def codes_of_prefix(self, prefix: str) -> tuple[int, int]:
        """The codes ``low <= code < high`` whose words start with ``prefix``."""

        def start(word: str) -> str:
            return word[: len(prefix)]

        return bisect_left(self.words, prefix), bisect_right(self.words, prefix, key=start)

    def value(self, row: int) -> Any:
        """The FEEL value of one subject."""
        if self.absent is not None and self.absent[row]:
            return None
        if self.unknown is not None and self.unknown[row]:
            return Unknown()
        match self.column.kind:
            case Kind.OBJECTS:
                return feel_of(self.objects[row].as_py())
            case Kind.CATEGORY:
                return self.words[self.units[row]]
            case Kind.BOOLEAN:
                return bool(self.units[row])
            case Kind.DATE:
                return date.fromordinal(int(self.units[row]) + EPOCH)
            case _:
                return Decimal(int(self.units[row])).scaleb(-self.column.places)


@dataclass(frozen=True, slots=True)
class Subjects:
    """A whole table, encoded. Columns that the table lacks are unknown throughout."""

    count: int
    columns: dict[str, Encoded] = field(default_factory=dict)

    def facts(self, row: int, names: frozenset[str]) -> dict[str, Any]:
        return {name: self.columns[name].value(row) for name in names if name in self.columns}


def encode(table: pa.Table, schema: Schema, names: frozenset[str]) -> Subjects:
    """The columns ``names`` of a table. Raises ``Invalid`` on a type that is not exact."""
    columns = {}
    for column in schema:
        if column.name in names and column.name in table.column_names:
            marks = column.name + ABSENT
            absent = _flags(table[marks]) if marks in table.column_names else None
            columns[column.name] = _encode(column, _whole(table[column.name]), absent)
    return Subjects(table.num_rows, columns)


def _encode(column: Column, values: pa.Array, absent: Flags | None) -> Encoded:
    absent = absent if absent is not None and absent.any() else None
    missing: Flags | None = None
    if values.null_count:
        missing = pc.is_null(values).to_numpy(zero_copy_only=False)
    words: tuple[str, ...] = ()
    objects: Sequence[Any] = ()
    if column.kind is Kind.OBJECTS:
        units, objects = np.zeros(len(values), np.int8), values
    elif column.kind is Kind.CATEGORY:
        units, words = _codes(column, values)
    else:
        units = _units(column, values)
    if absent is not None:
        missing = missing & ~absent if missing is not None and missing.any() else None
        units = np.where(absent, 0, units)
    return Encoded(column, units, missing, absent, words, objects)


def _units(column: Column, values: pa.Array) -> Units:
    kind, found = column.kind, values.type
    if kind.is_number and pa.types.is_decimal(found):
        return _from_decimals(column, values)
    if kind is Kind.BOOLEAN and pa.types.is_boolean(found):
        exact = pc.fill_null(values, False).cast(pa.int8())
    elif kind is Kind.DATE and pa.types.is_date32(found):
        exact = pc.fill_null(values.cast(pa.int32()), 0).cast(pa.int64())
    elif kind.is_number and pa.types.is_integer(found):
        exact = pc.fill_null(values, 0).cast(pa.int64())
    else:
        raise _wrong_type(column, values)
    return _numpy(exact)


def _wrong_type(column: Column, values: pa.Array) -> Invalid:
    expected = _EXPECTED[column.kind]
    return Invalid("matching.column_type", where=column.name, found=str(values.type), expected=expected)


def _from_decimals(column: Column, values: pa.Array) -> Units:
    try:
        exact = pc.fill_null(values.cast(pa.decimal128(38, column.places)), Decimal(0))
        halves = np.frombuffer(exact.buffers()[1], np.int64).reshape(-1, 2)
    except pa.ArrowInvalid as error:
        raise Invalid("matching.value", where=column.name, found=str(error)) from error
    low, high = halves[exact.offset : exact.offset + len(exact)].T
    if (high != low >> 63).any():
        raise Invalid("matching.value", where=column.name, found="a number beyond 64 bits")
    units: Units = low.copy()
    return units


def _codes(column: Column, values: pa.Array) -> tuple[Units, tuple[str, ...]]:
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
    found: Units = codes[_numpy(pc.fill_null(values.indices, 0))]
    return found, tuple(ranked)


def _flags(values: pa.ChunkedArray) -> Flags:
    if not pa.types.is_boolean(values.type):
        raise Invalid("matching.column_type", found=str(values.type), expected="bool", where=ABSENT)
    return _numpy(pc.fill_null(_whole(values), False))


def _whole(values: pa.ChunkedArray) -> pa.Array:
    whole = values.combine_chunks()
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def _numpy(values: pa.Array) -> Units:
    units: Units = values.to_numpy(zero_copy_only=False)
    return units


_EXPECTED = {
    Kind.INTEGER: "an integer or decimal type",
    Kind.MONEY: "int64 in cents, or decimal in yuan",
    Kind.RATIO: "int64 in the column's places, or decimal",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "date32",
    Kind.CATEGORY: "string, or a dictionary of strings",
}
