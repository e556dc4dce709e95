"""``+ - * / **`` over numbers, strings, dates, times and durations (DMN 1.5, tables 52 to 55).

An operation without meaning gives null; one with an unknown operand is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.logic import point_of
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.temporal import (
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    add_months,
    day_time,
    year_month,
)
from onedoor.engine.feel.temporal.values import DAY
from onedoor.engine.feel.values import DECIMAL128, MAX_TEXT, Unknown, finite, type_of, unknown_among
from onedoor.text import Text

NUMBERS: dict[Operator, Callable[[Decimal, Decimal], Decimal]] = {
    Operator.ADD: DECIMAL128.add,
    Operator.SUBTRACT: DECIMAL128.subtract,
    Operator.MULTIPLY: DECIMAL128.multiply,
    Operator.DIVIDE: DECIMAL128.divide,
    Operator.POWER: DECIMAL128.power,
}


def calculate(operator: Operator, left: Any, right: Any) -> Any:
    """The value of ``left operator right``.

    >>> calculate(Operator.DIVIDE, Decimal(1), Decimal(0)) is None
    True
    """
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return finite(NUMBERS[operator](left, right))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _undecided(operator, left, right)
    meaning = _MEANINGS.get(operator)
    return meaning(left, right) if meaning is not None else None


def _undecided(operator: Operator, left: Any, right: Any) -> Unknown | None:
    """Unknown, unless the operand that is known makes nonsense of every other: null does, and a divisor of zero."""
    known = right if isinstance(left, Unknown) else left
    if not isinstance(known, Unknown):
        if type_of(known) not in _TAKES[operator]:
            return None
        if operator is Operator.DIVIDE and known is right and not known:
            return None
    return unknown_among((left, right))


_SCALED = frozenset({"number", "days and time duration", "years and months duration"})
_MOVED = _SCALED | {"date", "time", "date and time"}
_TAKES = {
    Operator.ADD: _MOVED | {"string"},
    Operator.SUBTRACT: _MOVED,
    Operator.MULTIPLY: _SCALED,
    Operator.DIVIDE: _SCALED,
    Operator.POWER: frozenset({"number"}),
}


def negate(value: Any) -> Any:
    """Arithmetic minus of a number or a duration."""
    if isinstance(value, Decimal):
        return value.copy_negate() if value else value
    if isinstance(value, DayTimeDuration):
        return DayTimeDuration(-value.nanos)
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(-value.months)
    return value if isinstance(value, Unknown) else None


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > MAX_TEXT:
            raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_TEXT)
        return left + right
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return year_month(left.months + right.months)
    if isinstance(left, DayTimeDuration) and isinstance(right, DayTimeDuration):
        return day_time(left.nanos + right.nanos)
    if isinstance(left, (DayTimeDuration, YearMonthDuration)):
        left, right = right, left
    return _shift(left, right)


def _shift(moment: Any, by: Any) -> Any:
    """A date, time or date and time, moved by a duration."""
    if isinstance(by, YearMonthDuration):
        if isinstance(moment, Date):
            return add_months(moment, by.months)
        if isinstance(moment, DateTime):
            day = add_months(moment.date, by.months)
            return DateTime(day, moment.time) if day is not None else None
        return None
    if not isinstance(by, DayTimeDuration):
        return None
    if isinstance(moment, Time):
        return Time.from_nanos(moment.nanos + by.nanos, moment.zone)
    if isinstance(moment, Date):
        return Date.from_days((moment.days * DAY + by.nanos) // DAY)
    if isinstance(moment, DateTime):
        return DateTime.from_nanos(moment.nanos + by.nanos, moment.time.zone)
    return None


def _subtract(left: Any, right: Any) -> Any:
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return year_month(left.months - right.months)
    if isinstance(left, DayTimeDuration) and isinstance(right, DayTimeDuration):
        return day_time(left.nanos - right.nanos)
    if isinstance(right, (DayTimeDuration, YearMonthDuration)):
        return _shift(left, negate(right))
    if isinstance(left, Time) and isinstance(right, Time):
        mixed = (left.zone is None) != (right.zone is None)
        return None if mixed else day_time(point_of(left) - point_of(right))
    if isinstance(left, (Date, DateTime)) and isinstance(right, (Date, DateTime)):
        return _difference(left, right)
    return None


def _difference(left: Date | DateTime, right: Date | DateTime) -> DayTimeDuration | None:
    """A date beside a date and time is midnight UTC (DMN 1.5, 10.3.2.3.5)."""
    zones = [isinstance(each, Date) or each.time.zone is not None for each in (left, right)]
    if isinstance(left, Date) and isinstance(right, Date):
        return day_time((left.days - right.days) * DAY)
    if zones[0] != zones[1]:
        return None
    one, other = (each.days * DAY if isinstance(each, Date) else each.instant for each in (left, right))
    return day_time(one - other)


def _multiply(left: Any, right: Any) -> Any:
    if isinstance(left, Decimal):
        left, right = right, left
    if not isinstance(right, Decimal):
        return None
    return _scaled(left, DECIMAL128.multiply, right)


def _divide(left: Any, right: Any) -> Any:
    if not right:
        return None
    if isinstance(left, DayTimeDuration) and isinstance(right, DayTimeDuration):
        return finite(DECIMAL128.divide(Decimal(left.nanos), Decimal(right.nanos)))
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return finite(DECIMAL128.divide(Decimal(left.months), Decimal(right.months)))
    return _scaled(left, DECIMAL128.divide, right) if isinstance(right, Decimal) else None


def _scaled(length: Any, operation: Callable[[Decimal, Decimal], Decimal], by: Decimal) -> Any:
    """A duration made longer or shorter: whole months towards zero, nanoseconds to the nearest."""
    if isinstance(length, DayTimeDuration):
        nanos = operation(Decimal(length.nanos), by)
        if not nanos.is_finite() or nanos.adjusted() > 30:
            return None
        return day_time(int(nanos.to_integral_value(ROUND_HALF_EVEN)))
    if isinstance(length, YearMonthDuration):
        months = operation(Decimal(length.months), by)
        return year_month(int(months)) if months.is_finite() and months.adjusted() < 30 else None
    return None


_MEANINGS: dict[Operator, Callable[[Any, Any], Any]] = {
    Operator.ADD: _add,
    Operator.SUBTRACT: _subtract,
    Operator.MULTIPLY: _multiply,
    Operator.DIVIDE: _divide,
}
