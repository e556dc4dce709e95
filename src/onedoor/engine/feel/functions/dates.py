"""Dates, times and durations. ``now()`` and ``today()`` answer the moment the caller handed in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.arithmetic import seconds_of
from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.temporal import parse_date, parse_date_and_time, parse_duration, parse_time
from onedoor.engine.feel.values import Unknown, YearMonthDuration

_NO_CLOCK = Unknown(frozenset({"now"}))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@builtin("date(from: any, month: number?, day: number?)")
def date_(from_: Any, month: Decimal | None = None, day: Decimal | None = None) -> date | None:
    if isinstance(from_, Decimal) and month is not None and day is not None:
        try:
            return date(int(from_), int(month), int(day))
        except (ValueError, OverflowError):
            return None
    if isinstance(from_, datetime):
        return from_.date()
    if isinstance(from_, str):
        return parse_date(from_)
    return from_ if isinstance(from_, date) else None


@builtin("time(from: any, minute: number?, second: number?, offset: days and time duration?)")
def time_(
    from_: Any, minute: Decimal | None = None, second: Decimal | None = None, offset: timedelta | None = None
) -> time | None:
    if isinstance(from_, Decimal) and minute is not None and second is not None:
        whole = int(second)
        micro = int((second - whole) * 1_000_000)
        try:
            zone = timezone(offset) if offset is not None else None
            return time(int(from_), int(minute), whole, micro, tzinfo=zone)
        except (ValueError, OverflowError):
            return None
    if isinstance(from_, datetime):
        return from_.timetz()
    if isinstance(from_, str):
        return parse_time(from_)
    return from_ if isinstance(from_, time) else None


@builtin("date and time(date: any, time: time?)")
def date_and_time(day: Any, at: time | None = None) -> datetime | None:
    if at is not None and isinstance(day, date):
        return datetime.combine(day.date() if isinstance(day, datetime) else day, at)
    if isinstance(day, str):
        return parse_date_and_time(day)
    return day if isinstance(day, datetime) else None


@builtin("duration(from: string)")
def duration(from_: str) -> timedelta | YearMonthDuration | None:
    return parse_duration(from_)


@builtin("years and months duration(from: date | date and time, to: date | date and time)")
def years_and_months_duration(start: date, end: date) -> YearMonthDuration:
    """The whole months from the one to the other, towards zero."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearMonthDuration(months)


@builtin("now()", scope=True)
def now(scope: Scope) -> datetime | Unknown:
    return scope.now if scope.now is not None else _NO_CLOCK


@builtin("today()", scope=True)
def today(scope: Scope) -> date | Unknown:
    return scope.now.date() if scope.now is not None else _NO_CLOCK


@builtin("day of year(date: date | date and time)")
def day_of_year(day: date) -> Decimal:
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week(date: date | date and time)")
def day_of_week(day: date) -> str:
    return _DAYS[day.weekday()]


@builtin("month of year(date: date | date and time)")
def month_of_year(day: date) -> str:
    return _MONTHS[day.month - 1]


@builtin("week of year(date: date | date and time)")
def week_of_year(day: date) -> Decimal:
    return Decimal(day.isocalendar().week)


@builtin("last day of month(date: date | date and time)")
def last_day_of_month(day: date) -> Decimal:
    following = (
        date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 or day.month < 12 else None
    )
    return Decimal((following - timedelta(days=1)).day if following else 31)


@builtin("abs(n: number | days and time duration | years and months duration)")
def abs_(n: Any) -> Any:
    if isinstance(n, Decimal):
        return n.copy_abs()
    return YearMonthDuration(abs(n.months)) if isinstance(n, YearMonthDuration) else abs(n)


def member(value: Any, name: str) -> Any:
    """A property of a date, time or duration (DMN 1.5, table 65), or null."""
    if isinstance(value, timedelta):
        return _part_of_days(value, name)
    if isinstance(value, YearMonthDuration):
        years = int(value.months / 12)
        return {"years": Decimal(years), "months": Decimal(value.months - years * 12)}.get(name)
    if isinstance(value, (datetime, time)) and name in ("timezone", "time offset"):
        return getattr(value.tzinfo, "key", None) if name == "timezone" else value.utcoffset()
    if name == "weekday" and isinstance(value, date):
        return Decimal(value.isoweekday())
    if isinstance(value, date) and name in ("year", "month", "day"):
        return Decimal(getattr(value, name))
    if isinstance(value, (datetime, time)) and name in ("hour", "minute", "second"):
        return Decimal(getattr(value, name))
    return None


def _part_of_days(value: timedelta, name: str) -> Decimal | None:
    sign = -1 if value < timedelta() else 1
    span = abs(value)
    match name:
        case "days":
            return Decimal(sign * span.days)
        case "hours":
            return Decimal(sign * (span.seconds // 3600))
        case "minutes":
            return Decimal(sign * (span.seconds // 60 % 60))
        case "seconds":
            return sign * (seconds_of(span) % 60)
    return None
