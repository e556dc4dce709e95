"""Dates, times and durations from parts and texts, and what is asked of them (DMN 1.5, 10.3.4.1, 10.3.4.7).

``now()`` and ``today()`` answer the moment the caller handed in.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.temporal import (
    UTC,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    Zone,
    calendar,
    is_place,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_time,
    year_month,
)
from onedoor.engine.feel.temporal.values import NANO
from onedoor.engine.feel.temporal.zones import MAX_OFFSET
from onedoor.engine.feel.values import Unknown

_NO_CLOCK = Unknown(frozenset({"now"}))
_MIDNIGHT = Time(0, 0, 0, 0, UTC)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@builtin("date(from: string | date | date and time) -> date")
def date_from(from_: str | Date | DateTime) -> Date | None:
    if isinstance(from_, str):
        return parse_date(from_)
    return from_.date if isinstance(from_, DateTime) else from_


@builtin("date(year: number, month: number, day: number) -> date")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> Date | None:
    whole = [_whole(part, 9) for part in (year, month, day)]
    return Date.of(*whole) if None not in whole else None  # type: ignore[arg-type]


@builtin("time(from: string | time | date | date and time) -> time")
def time_from(from_: str | Time | Date | DateTime) -> Time | None:
    if isinstance(from_, str):
        return parse_time(from_)
    if isinstance(from_, Date):
        return _MIDNIGHT
    return from_.time if isinstance(from_, DateTime) else from_


@builtin("time(hour: number, minute: number, second: number, offset: days and time duration | null?) -> time")
def time_of(
    hour: Decimal, minute: Decimal, second: Decimal, offset: DayTimeDuration | None = None
) -> Time | None:
    hours, minutes = _whole(hour, 2), _whole(minute, 2)
    if hours is None or minutes is None or not 0 <= second < 60:
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    zone = None
    if offset is not None:
        east = offset.nanos // NANO
        if abs(east) > MAX_OFFSET:
            return None
        zone = Zone(east)
    nanos = int(second * NANO)
    return Time(hours, minutes, nanos // NANO, nanos % NANO, zone)


@builtin("date and time(from: string | date | date and time) -> date and time")
def date_and_time_from(from_: str | Date | DateTime) -> DateTime | None:
    if isinstance(from_, str):
        return parse_date_and_time(from_)
    return DateTime(from_, _MIDNIGHT) if isinstance(from_, Date) else from_


@builtin("date and time(date: date | date and time, time: time) -> date and time")
def date_and_time_of(date: Date | DateTime, time: Time) -> DateTime:
    return DateTime(date.date if isinstance(date, DateTime) else date, time)


@builtin("date and time(date: date and time, timezone: string) -> date and time")
def date_and_time_in(date: DateTime, timezone: str) -> DateTime | None:
    """The same moment by the clocks of a place."""
    zone = Zone(0, timezone) if is_place(timezone) else None
    if zone is None or date.offset is None:
        return None
    seconds = date.instant // NANO
    return DateTime.from_nanos(date.instant + zone.offset_at(seconds) * NANO, zone)


@builtin("duration(from: string | days and time duration | years and months duration) -> duration")
def duration(from_: Any) -> DayTimeDuration | YearMonthDuration | None:
    return parse_duration(from_) if isinstance(from_, str) else from_


@builtin(
    "years and months duration(from: date | date and time, to: date | date and time)"
    " -> years and months duration"
)
def years_and_months_duration(start: Date | DateTime, end: Date | DateTime) -> YearMonthDuration | None:
    """The whole months from the one date to the other, towards zero; times of day do not count."""
    first, last = (each.date if isinstance(each, DateTime) else each for each in (start, end))
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return year_month(months)


@builtin("now() -> date and time", scope=True)
def now(scope: Scope) -> DateTime | Unknown:
    return scope.now if scope.now is not None else _NO_CLOCK


@builtin("today() -> date", scope=True)
def today(scope: Scope) -> Date | Unknown:
    return scope.now.date if scope.now is not None else _NO_CLOCK


def _date(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@builtin("day of year(date: date | date and time) -> number")
def day_of_year(date: Date | DateTime) -> Decimal:
    return Decimal(calendar.day_of_year(*_date(date)))


@builtin("day of week(date: date | date and time) -> string")
def day_of_week(date: Date | DateTime) -> str:
    return _DAYS[calendar.weekday(_date(date).days) - 1]


@builtin("month of year(date: date | date and time) -> string")
def month_of_year(date: Date | DateTime) -> str:
    return _MONTHS[_date(date).month - 1]


@builtin("week of year(date: date | date and time) -> number")
def week_of_year(date: Date | DateTime) -> Decimal:
    return Decimal(calendar.week_of_year(*_date(date)))


@builtin("last day of month(date: date | date and time) -> number")
def last_day_of_month(date: Date | DateTime) -> Decimal:
    return Decimal(calendar.days_in_month(_date(date).year, _date(date).month))


@builtin("abs(n: number | days and time duration | years and months duration) -> any")
def abs_(n: Any) -> Any:
    if isinstance(n, Decimal):
        return n.copy_abs()
    return (
        YearMonthDuration(abs(n.months))
        if isinstance(n, YearMonthDuration)
        else DayTimeDuration(abs(n.nanos))
    )


def _whole(number: Decimal, digits: int) -> int | None:
    """The number without its fraction; None when it has more digits than any year."""
    return int(number) if not number or number.adjusted() < digits else None
