"""FEEL's dates, times and durations from Python's own, and back where they fit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from onedoor.engine.feel.temporal.values import Date, DateTime, DayTimeDuration, Time
from onedoor.engine.feel.temporal.zones import Zone

PYTHON_TYPES = (date, time, timedelta)  # datetime is a date


def from_python(value: date | time | timedelta) -> Date | Time | DateTime | DayTimeDuration:
    """The same date, time, moment or duration as a FEEL value; exact.

    >>> str(from_python(datetime(2026, 1, 2, 3, 4, 5, 600_000)))
    '2026-01-02T03:04:05.6'
    """
    if isinstance(value, datetime):
        zone = _zone(value.tzinfo, value)
        at = Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone)
        return DateTime(Date(value.year, value.month, value.day), at)
    if isinstance(value, date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, time):
        zone = _zone(value.tzinfo, None)
        return Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone)
    return DayTimeDuration(value // timedelta(microseconds=1) * 1000)


def to_python(value: Any) -> Any:
    """A date, time, date and time or days duration as Python's; anything else as it is.

    Raises:
        ValueError, OverflowError: a year outside 1 to 9999. Below a microsecond is cut off.
    """
    if isinstance(value, Date):
        return date(value.year, value.month, value.day)
    if isinstance(value, Time):
        return time(value.hour, value.minute, value.second, value.nano // 1000, tzinfo=_tzinfo(value.zone))
    if isinstance(value, DateTime):
        return datetime.combine(to_python(value.date), to_python(value.time))
    if isinstance(value, DayTimeDuration):
        return timedelta(microseconds=value.nanos // 1000)
    return value


def _zone(info: tzinfo | None, moment: datetime | None) -> Zone | None:
    if info is None:
        return None
    # The second of two equal clock times is told by its offset alone, which a place cannot say.
    if isinstance(info, ZoneInfo) and info.key and not (moment and moment.fold):
        return Zone(0, info.key) if info.key != "UTC" else Zone(0)
    offset = info.utcoffset(moment)
    return Zone(int(offset.total_seconds())) if offset is not None else None


def _tzinfo(zone: Zone | None) -> tzinfo | None:
    if zone is None:
        return None
    return ZoneInfo(zone.place) if zone.place else timezone(timedelta(seconds=zone.offset))
