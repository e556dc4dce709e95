"""Subjects as an Arrow table, and the facts of one subject back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.schema import ABSENT, Column, Kind, Schema
from onedoor.errors import Invalid

_TYPES = {
    Kind.INTEGER: pa.int64(),
    Kind.MONEY: pa.int64(),
    Kind.RATIO: pa.int64(),
    Kind.CATEGORY: pa.string(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.CODES: pa.list_(pa.string()),
}


def table_of(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pa.Table:
    """The table that ``RuleSet.match`` takes, from one mapping of facts per subject.

    A key that is missing or ``Unknown`` is unknown, ``None`` is known to be absent; the companion
    column is written where anything is. Numbers may be int, Decimal or their text. Raises
    ``Invalid`` when a value has another kind or more decimal places than its column.
    """
    columns: dict[str, pa.Array] = {}
    for column in schema:
        values = [row.get(column.name, _MISSING) for row in rows]
        columns[column.name] = _array(column, [_stored(column, value) for value in values])
        if any(value is None for value in values):
            columns[column.name + ABSENT] = pa.array([value is None for value in values], pa.bool_())
    return pa.table(columns)


def _array(column: Column, values: list[Any]) -> pa.Array:
    try:
        return pa.array(values, _TYPES.get(column.kind))
    except (pa.ArrowException, OverflowError) as error:
        raise Invalid("matching.value", where=column.name, found=str(error)) from error


_MISSING = Unknown()


def _stored(column: Column, value: Any) -> Any:
    if value is None or isinstance(value, Unknown):
        return None
    wrong = Invalid("matching.value", where=column.name, found=repr(value)[:80], expected=column.kind.value)
    match column.kind:
        case Kind.OBJECTS:
            return _nested(value)
        case Kind.CATEGORY if isinstance(value, str):
            return value
        case Kind.CODES if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return list(value)
        case Kind.BOOLEAN if isinstance(value, bool):
            return value
        case Kind.DATE if type(value) is date:
            return value
        case Kind.INTEGER | Kind.MONEY | Kind.RATIO if type(value) in (int, Decimal, str):
            units = _units(value, column.places)
            if units is not None:
                return units
    raise wrong


def _units(value: int | Decimal | str, places: int) -> int | None:
    try:
        units = Decimal(value).scaleb(places)
        return int(units) if units == units.to_integral_value() else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _nested(value: Any) -> Any:
    """Inside objects Arrow has one null, and it means unknown."""
    if isinstance(value, Mapping):
        return {key: _nested(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_nested(item) for item in value]
    if value is None:
        raise Invalid("matching.value", found="null inside a list or context", expected="a value or unknown")
    return None if isinstance(value, Unknown) else value


def feel_of(value: Any) -> Any:
    """A value of an objects column as the interpreter reads it: nulls inside are unknown."""
    if value is None:
        return _MISSING
    if isinstance(value, dict):
        return {key: feel_of(item) for key, item in value.items()}
    return [feel_of(item) for item in value] if isinstance(value, list) else value
