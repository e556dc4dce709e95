"""The values of a column in whole units, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Final

from onedoor.engine.feel import Date
from onedoor.engine.matching.faults import misfit
from onedoor.engine.matching.numbers import EPOCH
from onedoor.engine.matching.schema import Column, Kind
from onedoor.engine.matching.tables import day_of


class _NotKnown:
    """Stands where nobody has told a fact."""

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN: Final = _NotKnown()
# What a column holds of one subject: whole units, a word, a set of words, None (absent), or NOT_KNOWN.
Unit = int | str | frozenset[str] | None | _NotKnown
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
_EXACT = Context(prec=200)
_DATES = -(1 << 31), (1 << 31) - 1  # those of a date32


def limits(column: Column) -> tuple[int, int]:
    """The least and the greatest units that a column can hold."""
    if column.kind is Kind.BOOLEAN:
        return 0, 1
    return _DATES if column.kind is Kind.DATE else (_LEAST, _MOST)


def value_of(column: Column, unit: Unit) -> Any:
    """The value that the interpreter reads for so many units.

    >>> value_of(Column("裁员率", Kind.RATIO, places=4), 550), value_of(Column("成立日期", Kind.DATE), 0)
    (Decimal('0.0550'), datetime.date(1970, 1, 1))
    """
    if not isinstance(unit, int):
        return sorted(unit) if isinstance(unit, frozenset) else unit
    if column.kind is Kind.BOOLEAN:
        return bool(unit)
    if column.kind is Kind.DATE:
        return day_of(unit)
    return Decimal(unit).scaleb(-column.places)


def unit_of(column: Column, value: Any) -> Unit:
    """The units of a value; raises ``Invalid`` ("matching.value") where the column cannot hold it exactly.

    >>> unit_of(Column("营业收入", Kind.MONEY), "12.5"), unit_of(Column("失信", Kind.BOOLEAN), False)
    (1250, 0)
    """
    if value is None:
        return None
    found: Unit = _READERS[column.kind](value, column.places)
    low, high = limits(column)
    if found is None or (isinstance(found, int) and not low <= found <= high):
        raise misfit(column, value)
    return found


def _number(value: Any, places: int) -> int | None:
    if type(value) not in (int, Decimal, str):
        return None
    try:
        units = Decimal(value).scaleb(places, _EXACT)
        return int(units) if units == units.to_integral_value() else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _boolean(value: Any, _: int) -> int | None:
    return int(value) if isinstance(value, bool) else None


def _word(value: Any, _: int) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: Any, _: int) -> int | None:
    if isinstance(value, Date):
        return value.days
    return value.toordinal() - EPOCH if type(value) is date else None


def _codes(value: Any, _: int) -> frozenset[str] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        return None
    return frozenset(value)


def _objects(_: Any, __: int) -> int:
    return 0


_READERS: Mapping[Kind, Any] = {
    Kind.INTEGER: _number,
    Kind.MONEY: _number,
    Kind.RATIO: _number,
    Kind.BOOLEAN: _boolean,
    Kind.CATEGORY: _word,
    Kind.DATE: _day,
    Kind.CODES: _codes,
    Kind.OBJECTS: _objects,
}
