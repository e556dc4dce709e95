"""``+ - * / **`` over numbers, strings, dates, times and durations (DMN 1.5, tables 52 to 55).

An operation without meaning gives null; one with an unknown operand is unknown.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.logic import is_date
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.temporal import add_months
from onedoor.engine.feel.values import DECIMAL128, MAX_TEXT, Unknown, YearMonthDuration, finite, unknown_among
from onedoor.text import Text

_NUMBERS = {
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
        return finite(_NUMBERS[operator](left, right))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_among((left, right))
    try:
        match operator:
            case Operator.ADD:
                return _add(left, right)
            case Operator.SUBTRACT:
                return _subtract(left, right)
            case Operator.MULTIPLY:
                return _multiply(left, right)
            case Operator.DIVIDE:
                return _divide(left, right)
    except (ArithmeticError, ValueError, TypeError):
        return None  # outside the calendar, or local time against zoned time
    return None


def negate(value: Any) -> Any:
    """Arithmetic minus of a number or a duration."""
    if isinstance(value, Decimal):
        return value.copy_negate() if value else value
    if isinstance(value, timedelta):
        return -value if value > timedelta.min + timedelta(days=1) else None
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(-value.months)
    return value if isinstance(value, Unknown) else None


def seconds_of(span: timedelta) -> Decimal:
    """The exact length in seconds."""
    return DECIMAL128.divide(Decimal(span // timedelta(microseconds=1)), Decimal(1_000_000))


def _span(seconds: Decimal) -> timedelta:
    micro = DECIMAL128.multiply(seconds, Decimal(1_000_000)).to_integral_value(ROUND_HALF_EVEN)
    if not micro.is_finite() or micro.adjusted() > 20:
        raise OverflowError
    return timedelta(microseconds=int(micro))


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > MAX_TEXT:
            raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_TEXT)
        return left + right
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return YearMonthDuration(left.months + right.months)
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return left + right
    if isinstance(left, (timedelta, YearMonthDuration)):
        left, right = right, left
    return _shift(left, right)


def _shift(moment: Any, by: Any) -> Any:
    """A date, time or date and time, moved by a duration."""
    if isinstance(by, YearMonthDuration) and isinstance(moment, date):
        return add_months(moment, by.months)
    if not isinstance(by, timedelta):
        return None
    if isinstance(moment, time):
        day = datetime.combine(date(2000, 1, 1), moment.replace(tzinfo=None))
        return (
            (day + timedelta(seconds=by.seconds, microseconds=by.microseconds))
            .time()
            .replace(tzinfo=moment.tzinfo)
        )
    if is_date(moment):
        midnight = datetime.combine(moment, time())
        return (midnight + by).date()
    return moment + by if isinstance(moment, datetime) else None


def _subtract(left: Any, right: Any) -> Any:
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return YearMonthDuration(left.months - right.months)
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return left - right
    if isinstance(right, (timedelta, YearMonthDuration)):
        return _shift(left, negate(right))
    if isinstance(left, time) and isinstance(right, time):
        day = date(2000, 1, 1)
        return datetime.combine(day, left) - datetime.combine(day, right)
    if is_date(left) and is_date(right):
        return left - right
    if isinstance(left, date) and isinstance(right, date):
        return _moment(left) - _moment(right)
    return None


def _moment(value: date) -> datetime:
    """A date beside a date and time is midnight UTC (DMN 1.5, 10.3.2.3.5)."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def _multiply(left: Any, right: Any) -> Any:
    if isinstance(left, Decimal):
        left, right = right, left
    if not isinstance(right, Decimal):
        return None
    if isinstance(left, timedelta):
        return _span(DECIMAL128.multiply(seconds_of(left), right))
    return (
        _months(DECIMAL128.multiply(Decimal(left.months), right))
        if isinstance(left, YearMonthDuration)
        else None
    )


def _divide(left: Any, right: Any) -> Any:
    if not right:
        return None
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return finite(DECIMAL128.divide(seconds_of(left), seconds_of(right)))
    if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
        return (
            finite(DECIMAL128.divide(Decimal(left.months), Decimal(right.months))) if right.months else None
        )
    if not isinstance(right, Decimal):
        return None
    if isinstance(left, timedelta):
        return _span(DECIMAL128.divide(seconds_of(left), right))
    return (
        _months(DECIMAL128.divide(Decimal(left.months), right))
        if isinstance(left, YearMonthDuration)
        else None
    )


def _months(number: Decimal) -> YearMonthDuration | None:
    return YearMonthDuration(int(number)) if number.is_finite() and number.adjusted() < 12 else None
