"""What can be asked of a date, time, duration or range by name (DMN 1.5, 10.3.2.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.temporal import Date, DateTime, DayTimeDuration, Time, YearMonthDuration
from onedoor.engine.feel.temporal.calendar import weekday
from onedoor.engine.feel.temporal.values import NANO
from onedoor.engine.feel.values import Range


def property_of(value: Any, name: str) -> Any:
    """The property, or null when the value has none of that name.

    >>> property_of(Date(2026, 11, 25), "weekday")
    Decimal('3')
    """
    found = _PROPERTIES.get(type(value), {}).get(name)
    return found(value) if found is not None else None


def _offset(value: Time | DateTime) -> DayTimeDuration | None:
    offset = value.offset
    return DayTimeDuration(offset * NANO) if offset is not None else None


def _place(time: Time) -> str | None:
    return time.zone.place or None if time.zone is not None else None


def _parts(value: DayTimeDuration) -> tuple[int, int, int, Decimal]:
    """Days, hours, minutes and seconds, each with the sign of the whole."""
    sign = -1 if value.nanos < 0 else 1
    seconds, nano = divmod(abs(value.nanos), NANO)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return sign * days, sign * hour, sign * minute, sign * DayTimeDuration(second * NANO + nano).seconds


def _years(value: YearMonthDuration) -> int:
    return abs(value.months) // 12 * (-1 if value.months < 0 else 1)


def _second(time: Time) -> Decimal:
    return Decimal(time.second)


_OF_DATE: dict[str, Callable[[Date], Any]] = {
    "year": lambda date: Decimal(date.year),
    "month": lambda date: Decimal(date.month),
    "day": lambda date: Decimal(date.day),
    "weekday": lambda date: Decimal(weekday(date.days)),
}
_OF_TIME: dict[str, Callable[[Time], Any]] = {
    "hour": lambda time: Decimal(time.hour),
    "minute": lambda time: Decimal(time.minute),
    "second": _second,
    "timezone": _place,
}


def _of_part(found: Callable[[Any], Any], part: str) -> Callable[[Any], Any]:
    """The property of the date, or of the time, that a date and time is made of."""
    return lambda value: found(getattr(value, part))


def _of_duration(place: int) -> Callable[[DayTimeDuration], Decimal]:
    return lambda value: Decimal(_parts(value)[place])


_PROPERTIES: dict[type, dict[str, Callable[[Any], Any]]] = {
    Date: _OF_DATE,
    Time: {**_OF_TIME, "time offset": _offset},
    DateTime: {
        **{name: _of_part(found, "date") for name, found in _OF_DATE.items()},
        **{name: _of_part(found, "time") for name, found in _OF_TIME.items()},
        "time offset": _offset,
    },
    DayTimeDuration: {
        name: _of_duration(place) for place, name in enumerate(("days", "hours", "minutes", "seconds"))
    },
    YearMonthDuration: {
        "years": lambda value: Decimal(_years(value)),
        "months": lambda value: Decimal(value.months - 12 * _years(value)),
    },
    Range: {
        "start": lambda value: value.low,
        "end": lambda value: value.high,
        "start included": lambda value: value.low_closed,
        "end included": lambda value: value.high_closed,
    },
}
