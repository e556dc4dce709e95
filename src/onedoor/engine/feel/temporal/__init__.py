"""Dates, times and durations of FEEL: values, text forms, and the calendar beneath."""

from onedoor.engine.feel.temporal.python import PYTHON_TYPES, from_python, to_python
from onedoor.engine.feel.temporal.text import (
    Temporal,
    format_temporal,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_temporal,
    parse_time,
)
from onedoor.engine.feel.temporal.values import (
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    add_months,
    day_time,
    year_month,
)
from onedoor.engine.feel.temporal.zones import UTC, Zone, is_place, parse_zone

__all__ = [
    "PYTHON_TYPES",
    "UTC",
    "Date",
    "DateTime",
    "DayTimeDuration",
    "Temporal",
    "Time",
    "YearMonthDuration",
    "Zone",
    "add_months",
    "day_time",
    "format_temporal",
    "from_python",
    "is_place",
    "parse_date",
    "parse_date_and_time",
    "parse_duration",
    "parse_temporal",
    "parse_time",
    "parse_zone",
    "to_python",
    "year_month",
]
