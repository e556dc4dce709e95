"""Dates, times and durations from their ISO 8601 text (XML Schema lexical forms, DMN 1.5 table 78)."""

from __future__ import annotations

import re

from onedoor.engine.feel.temporal.values import (
    MAX_YEAR,
    NANO,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    day_time,
    year_month,
)
from onedoor.engine.feel.temporal.zones import parse_zone

Temporal = Date | Time | DateTime | DayTimeDuration | YearMonthDuration

_DATE = re.compile(r"(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@.{1,80})?", re.ASCII
)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,15})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,20}))?S)?)?", re.ASCII
)


def parse_date(text: str) -> Date | None:
    """The calendar date, or None when the text is none (years -999999999 to 999999999)."""
    matched = _DATE.fullmatch(text)
    if not matched:
        return None
    sign, year, month, day = matched.groups()
    return Date.of(-int(year) if sign else int(year), int(month), int(day))


def parse_time(text: str) -> Time | None:
    """The time of day, with offset or place (``@Asia/Shanghai``) when given; nanoseconds at most."""
    matched = _TIME.fullmatch(text)
    if not matched:
        return None
    hour, minute, second, fraction, zone_text = matched.groups()
    zone = parse_zone(zone_text) if zone_text else None
    if (zone_text and zone is None) or int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return None
    return Time(int(hour), int(minute), int(second), _nanos(fraction), zone)


def parse_date_and_time(text: str) -> DateTime | None:
    """The moment or, without zone, the local date and time; a bare date means midnight."""
    date_text, separator, time_text = text.partition("T")
    date = parse_date(date_text)
    if date is None:
        return None
    if time_text.startswith("24:00:00"):  # the end of the day (XML Schema 1.1, 3.3.7)
        date, time_text = Date.from_days(date.days + 1), f"00{time_text[2:]}"
        if date is None or _nanos(time_text[9:] if time_text[8:9] == "." else None):
            return None
    time = parse_time(time_text) if separator else Time(0, 0, 0)
    return DateTime(date, time) if time is not None else None


def parse_duration(text: str) -> DayTimeDuration | YearMonthDuration | None:
    """``P1Y2M`` is a duration of months, ``P1DT2H`` one of days and time; never both."""
    if text.endswith(("P", "T")):
        return None
    if matched := _MONTHS.fullmatch(text):
        sign, years, months = matched.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return year_month(-total if sign else total)
    if matched := _DAYS.fullmatch(text):
        sign, days, hours, minutes, seconds, fraction = matched.groups()
        whole = (int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)
        nanos = (whole * 60 + int(seconds or 0)) * NANO + _nanos(fraction)
        return day_time(-nanos if sign else nanos)
    return None


def parse_temporal(text: str) -> Temporal | None:
    """Whatever ``@"..."`` says, by the shape of the text; None when it says nothing."""
    if "P" in text[:2]:
        return parse_duration(text)
    if text[2:3] == ":":
        return parse_time(text)
    return parse_date_and_time(text) if "T" in text else parse_date(text)


def format_temporal(value: Temporal) -> str:
    """The text that reads back to the same value."""
    return str(value)


def _nanos(fraction: str | None) -> int:
    """The digits after the point as nanoseconds; what is finer is cut off."""
    return int(fraction[:9].ljust(9, "0")) if fraction else 0


assert len(str(MAX_YEAR)) == 9, "the pattern of a date allows nine digits"
