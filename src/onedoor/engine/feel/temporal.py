"""Dates, times and durations from their ISO 8601 text, and back (XML Schema lexical forms)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from onedoor.engine.feel.values import YearMonthDuration

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z_+\-/0-9]+)?")
_MONTHS = re.compile(r"(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?")
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{0,9})?)S)?)?"
)


def parse_date(text: str) -> date | None:
    """The calendar date, or None when the text is none (years 0001 to 9999)."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """The time of day, with offset or zone (``@Asia/Shanghai``) when given; microseconds at most."""
    matched = _TIME.fullmatch(text)
    if not matched:
        return None
    hour, minute, second, fraction, zone = matched.groups()
    try:
        micro = int(Decimal(fraction or 0) * 1_000_000)
        return time(int(hour), int(minute), int(second), micro, tzinfo=_zone(zone) if zone else None)
    except (ValueError, KeyError, OSError):
        return None


def parse_date_and_time(text: str) -> datetime | None:
    """The moment or, without offset, the local date and time; a bare date means midnight."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    if day is None:
        return None
    at = parse_time(time_text) if separator else time()
    return datetime.combine(day, at) if at is not None else None


def parse_duration(text: str) -> timedelta | YearMonthDuration | None:
    """``P1Y2M`` is a duration of months, ``P1DT2H`` one of days and time; never both."""
    if text.endswith(("P", "T")):
        return None
    if matched := _MONTHS.fullmatch(text):
        sign, years, months = matched.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return YearMonthDuration(-total if sign else total)
    if matched := _DAYS.fullmatch(text):
        sign, days, hours, minutes, seconds = matched.groups()
        micro = int(Decimal(seconds or 0) * 1_000_000)
        try:
            span = timedelta(int(days or 0), 0, micro, 0, int(minutes or 0), int(hours or 0))
            return -span if sign else span
        except OverflowError:
            return None
    return None


def parse_temporal(text: str) -> date | time | datetime | timedelta | YearMonthDuration | None:
    """Whatever ``@"..."`` says, by the shape of the text."""
    if "P" in text[:2]:
        return parse_duration(text)
    if "T" in text:
        return parse_date_and_time(text)
    return parse_time(text) if ":" in text else parse_date(text)


def format_temporal(value: Any) -> str:
    """The text that reads back to the same value."""
    if isinstance(value, timedelta):
        return _format_days(value)
    if isinstance(value, (time, datetime)):
        text = value.replace(tzinfo=None).isoformat()
        if "." in text:
            text = text.rstrip("0")
        return text + _format_zone(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def add_months(day: date, months: int) -> date | None:
    """The same day of the month ``months`` later, or the month's last; keeps the time of a datetime."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month + 1, day=min(day.day, last))
        except ValueError:
            continue
    return None


def _zone(text: str) -> tzinfo:
    if text == "Z":
        return timezone.utc  # noqa: UP017
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _format_zone(value: time | datetime) -> str:
    if value.tzinfo is None:
        return ""
    if isinstance(value.tzinfo, ZoneInfo):
        return f"@{value.tzinfo.key}"
    offset = value.utcoffset() or timedelta()
    if not offset:
        return "Z"
    hours, rest = divmod(abs(int(offset.total_seconds())), 3600)
    return f"{'-' if offset < timedelta() else '+'}{hours:02}:{rest // 60:02}"


def _format_days(value: timedelta) -> str:
    micro = abs(value) // timedelta(microseconds=1)
    seconds, micro = divmod(micro, 1_000_000)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{micro:06}".rstrip("0").rstrip(".")
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or micro else ""
    body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if value < timedelta() else ''}P{body or 'T0S'}"
