"""Subjects as an Arrow table, and the facts of one subject back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from onedoor.engine.feel import Date, Unknown
from onedoor.engine.matching.faults import WrongValue, not_of_kind, too_fine, too_large
from onedoor.engine.matching.numbers import EPOCH
from onedoor.engine.matching.schema import ABSENT, Column, Kind, Schema
from onedoor.engine.matching.units import MOST_UNITS
from onedoor.errors import Invalid
from onedoor.text import Text

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
    ``Invalid``, with the row, when a value has another kind, more decimal places or more digits than its column holds.
    """
    columns: dict[str, pa.Array] = {}
    for column in schema:
        values = [row.get(column.name, _MISSING) for row in rows]
        columns[column.name] = _array(
            column, [_stored(column, value, place) for place, value in enumerate(values)]
        )
        if any(value is None for value in values):
            columns[column.name + ABSENT] = pa.array([value is None for value in values], pa.bool_())
    return pa.table(columns)


def _array(column: Column, values: list[Any]) -> pa.Array:
    try:
        if column.kind is Kind.DATE:  # from days: Arrow takes no dates beyond Python's
            return pa.array(values, pa.int32()).cast(pa.date32())
        return pa.array(values, _TYPES.get(column.kind))
    except (pa.ArrowException, OverflowError) as error:
        raise Invalid(
            "matching.value",
            where=column.name,
            found=str(error),
            expected=Text("每一行的结构相同", "values that are made alike in every row"),
        ) from error


_MISSING = Unknown()
_EXACT = Context(prec=200)
MOST_DAYS = 1 << 31
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def _stored(column: Column, value: Any, row: int) -> Any:
    if value is None or isinstance(value, Unknown):
        return None
    match column.kind:
        case Kind.OBJECTS:
            return _nested(column, value, row)
        case Kind.CATEGORY if isinstance(value, str):
            return value
        case Kind.CODES if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return list(value)
        case Kind.BOOLEAN if isinstance(value, bool):
            return value
        case Kind.DATE if isinstance(value, Date):
            return _days(column, value, row)
        case Kind.DATE if type(value) is date:
            return value.toordinal() - EPOCH
        case Kind.INTEGER | Kind.MONEY | Kind.RATIO if type(value) in (int, Decimal, str):
            return _units(column, value, row)
    raise not_of_kind(column, row, value)


def _days(column: Column, value: Date, row: int) -> int:
    if -MOST_DAYS <= value.days < MOST_DAYS:
        return value.days
    raise WrongValue(
        column.name,
        row,
        found=str(value),
        expected=Text(
            "date32 能存的日期：公元前 588 万年至公元 588 万年",
            "a day that date32 holds, within 5.88 million years either way",
        ),
    )


def _units(column: Column, value: int | Decimal | str, row: int) -> int:
    try:
        units = Decimal(value).scaleb(column.places, _EXACT)
        whole = int(units)
    except (InvalidOperation, ValueError, OverflowError):
        raise not_of_kind(column, row, value) from None
    if units != whole:
        raise too_fine(column, row, value)
    if not -MOST_UNITS <= whole < MOST_UNITS:
        raise too_large(column, row, value)
    return whole


def _nested(column: Column, value: Any, row: int) -> Any:
    """Inside objects Arrow has one null, and it means unknown."""
    if isinstance(value, Mapping):
        return {key: _nested(column, item, row) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_nested(column, item, row) for item in value]
    if value is None:
        raise WrongValue(
            column.name,
            row,
            found=Text("列表或上下文之中有 null", "null inside a list or context"),
            expected=Text("值，或未知", "a value, or unknown"),
        )
    return None if isinstance(value, Unknown) else value


def day_of(days: int) -> date | Date:
    """The day that many days after 1970-01-01: Python's, or FEEL's own in years that Python does not have."""
    ordinal = days + EPOCH
    if _FIRST <= ordinal <= _LAST:
        return date.fromordinal(ordinal)
    found = Date.from_days(days)
    assert found is not None, "the years of FEEL go further than those of a date32"
    return found


def python_of(value: pa.Scalar) -> Any:
    """The value as Python has it, and as FEEL has it where it is a day of a year that Python does not have."""
    try:
        return value.as_py()
    except (OverflowError, ValueError):
        if isinstance(value, pa.Date32Scalar):
            return day_of(int(value.cast(pa.int32()).as_py()))
        if isinstance(value, pa.StructScalar):
            return {name: python_of(item) for name, item in value.items()}
        if isinstance(value, pa.ListScalar):
            return [python_of(item) for item in value]
        raise


def feel_of(value: Any) -> Any:
    """A value of an objects column as the interpreter reads it: nulls inside are unknown."""
    if value is None:
        return _MISSING
    if isinstance(value, dict):
        return {key: feel_of(item) for key, item in value.items()}
    return [feel_of(item) for item in value] if isinstance(value, list) else value
