"""Dates and times as moments: zones, months, and Python's own types on both sides."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel.temporal import (
    Date,
    DateTime,
    add_months,
    from_python,
    parse_date_and_time,
    to_python,
)
from onedoor.engine.feel.temporal.values import DAY, MAX_YEAR


def moment(text: str) -> DateTime:
    found = parse_date_and_time(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-07-01T12:00:00@Europe/Paris", "2026-07-01T10:00:00Z"),
        ("2026-01-01T12:00:00@Europe/Paris", "2026-01-01T11:00:00Z"),
        ("2026-01-01T08:00:00+08:00", "2026-01-01T00:00:00@Etc/UTC"),
        ("12026-07-01T12:00:00@Europe/Paris", "12026-07-01T10:00:00Z"),
        ("-0044-03-15T12:00:00+01:00", "-0044-03-15T11:00:00Z"),
    ],
)
def test_two_clocks_show_the_same_moment(one: str, other: str) -> None:
    assert moment(one).instant == moment(other).instant


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (Date(2026, 1, 31), 1, Date(2026, 2, 28)),
        (Date(2024, 1, 31), 1, Date(2024, 2, 29)),
        (Date(2026, 1, 31), -2, Date(2025, 11, 30)),
        (Date(1, 1, 1), -1, Date(0, 12, 1)),
        (Date(MAX_YEAR, 12, 1), 1, None),
        (Date(-MAX_YEAR, 1, 1), -1, None),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(
    start: Date, months: int, end: Date | None
) -> None:
    assert add_months(start, months) == end


@given(
    st.datetimes(
        timezones=st.sampled_from([None, UTC, ZoneInfo("Asia/Shanghai"), timezone(timedelta(hours=-5))])
    )
)
def test_a_moment_of_python_comes_back_as_it_was(value: datetime) -> None:
    there = from_python(value)
    assert isinstance(there, DateTime)
    back = to_python(there)
    assert back.replace(tzinfo=None) == value.replace(tzinfo=None)
    assert back.utcoffset() == value.utcoffset()


@given(st.one_of(st.dates(), st.times(), st.timedeltas()))
def test_dates_times_and_durations_of_python_come_back_as_they_were(value: date | time | timedelta) -> None:
    assert to_python(from_python(value)) == value


def test_a_day_is_counted_in_nanoseconds() -> None:
    assert moment("1970-01-02T00:00:00Z").instant == DAY
    assert DateTime.from_nanos(DAY * 366 * (MAX_YEAR + 1)) is None
