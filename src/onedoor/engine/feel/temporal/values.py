"""Dates, times and durations as FEEL has them (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8).

Python's own types end at the year 9999 and at microseconds; FEEL's go on to nine-digit years on
both sides and to nanoseconds, and keep the name of a time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from onedoor.engine.feel.temporal.calendar import days_in_month, from_days, to_days
from onedoor.engine.feel.temporal.zones import Zone

MAX_YEAR = 999_999_999
NANO = 1_000_000_000
DAY = 86_400 * NANO
MAX_NANOS = MAX_YEAR * 366 * DAY
MAX_MONTHS = 12 * MAX_YEAR


class Date(NamedTuple):
    """A calendar date; compares as the calendar does."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, year: int, month: int, day: int) -> Date | None:
        """The date, or None where the calendar has none such."""
        if not (abs(year) <= MAX_YEAR and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
            return None
        return cls(year, month, day)

    @classmethod
    def from_days(cls, days: int) -> Date | None:
        """The date that many days after 1970-01-01, or None beyond the years FEEL has."""
        year, month, day = from_days(days)
        return cls(year, month, day) if abs(year) <= MAX_YEAR else None

    @property
    def days(self) -> int:
        """Days since 1970-01-01."""
        return to_days(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"


class Time(NamedTuple):
    """A time of day, local or with a zone."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    zone: Zone | None = None

    @property
    def nanos(self) -> int:
        """Nanoseconds since local midnight."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * NANO + self.nano

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC; of a place, those of 1 January 1970; None without a zone."""
        return self.zone.offset_at(self.nanos // NANO) if self.zone is not None else None

    @classmethod
    def from_nanos(cls, nanos: int, zone: Zone | None = None) -> Time:
        """The time so long after midnight; whole days are left out."""
        seconds, nano = divmod(nanos % DAY, NANO)
        minutes, second = divmod(seconds, 60)
        return cls(minutes // 60, minutes % 60, second, nano, zone)

    def __str__(self) -> str:
        text = f"{self.hour:02}:{self.minute:02}:{self.second:02}"
        if self.nano:
            text += f".{self.nano:09}".rstrip("0")
        return text + (str(self.zone) if self.zone is not None else "")


class DateTime(NamedTuple):
    """A date and a time of day; with a zone it is a moment, without one it is local."""

    date: Date
    time: Time

    @property
    def nanos(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00, local."""
        return self.date.days * DAY + self.time.nanos

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC at this moment; None without a zone."""
        zone = self.time.zone
        return zone.offset_at(self.nanos // NANO) if zone is not None else None

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00Z; without a zone, as if it were UTC."""
        return self.nanos - (self.offset or 0) * NANO

    @classmethod
    def from_nanos(cls, nanos: int, zone: Zone | None = None) -> DateTime | None:
        """The local date and time so long after 1970-01-01T00:00:00; None beyond the years FEEL has."""
        days, rest = divmod(nanos, DAY)
        date = Date.from_days(days)
        return cls(date, Time.from_nanos(rest, zone)) if date is not None else None

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@dataclass(frozen=True, slots=True, order=True)
class DayTimeDuration:
    """A days and time duration, in nanoseconds; never comparable with months."""

    nanos: int

    @property
    def seconds(self) -> Decimal:
        """The exact length in seconds, which is FEEL's value of it."""
        return Decimal(self.nanos).scaleb(-9).normalize() + 0

    def __bool__(self) -> bool:
        return bool(self.nanos)

    def __str__(self) -> str:
        seconds, nano = divmod(abs(self.nanos), NANO)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        clock = (f"{hour}H" if hour else "") + (f"{minute}M" if minute else "")
        if second or nano:
            clock += f"{second}" + (f".{nano:09}".rstrip("0") if nano else "") + "S"
        body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return f"{'-' if self.nanos < 0 else ''}P{body or 'T0S'}"


@dataclass(frozen=True, slots=True, order=True)
class YearMonthDuration:
    """A years and months duration, in months; never comparable with days."""

    months: int

    def __bool__(self) -> bool:
        return bool(self.months)

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        body = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if self.months < 0 else ''}P{body or '0M'}"


def add_months(date: Date, months: int) -> Date | None:
    """The same day so many months later, or the last day of that month; None beyond FEEL's years."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if abs(year) > MAX_YEAR:
        return None
    return Date(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def day_time(nanos: int) -> DayTimeDuration | None:
    """A duration of so many nanoseconds; None when it is longer than all of FEEL's years."""
    return DayTimeDuration(nanos) if abs(nanos) <= MAX_NANOS else None


def year_month(months: int) -> YearMonthDuration | None:
    """A duration of so many months; None when it is longer than all of FEEL's years."""
    return YearMonthDuration(months) if abs(months) <= MAX_MONTHS else None
