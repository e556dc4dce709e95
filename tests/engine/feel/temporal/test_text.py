"""Dates, times and durations by their texts: what is read, what is not, what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel.temporal import (
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    Zone,
    format_temporal,
    parse_temporal,
)
from onedoor.engine.feel.temporal.values import MAX_MONTHS, MAX_NANOS, MAX_YEAR


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-02-28", Date(2026, 2, 28)),
        ("-2026-02-28", Date(-2026, 2, 28)),
        ("999999999-12-31", Date(999_999_999, 12, 31)),
        ("0001-01-01", Date(1, 1, 1)),
        ("10:20:30", Time(10, 20, 30)),
        ("10:20:30.123456789", Time(10, 20, 30, 123_456_789)),
        ("10:20:30Z", Time(10, 20, 30, 0, Zone(0))),
        ("10:20:30@Etc/GMT", Time(10, 20, 30, 0, Zone(0, "Etc/GMT"))),
        ("10:20:30-05:30", Time(10, 20, 30, 0, Zone(-19_800))),
        ("10:20:30@Asia/Shanghai", Time(10, 20, 30, 0, Zone(0, "Asia/Shanghai"))),
        ("2026-01-02T03:04:05", DateTime(Date(2026, 1, 2), Time(3, 4, 5))),
        ("2026-12-31T24:00:00", DateTime(Date(2027, 1, 1), Time(0, 0, 0))),
        ("P1Y2M", YearMonthDuration(14)),
        ("-P3M", YearMonthDuration(-3)),
        ("P1DT2H3M4.5S", DayTimeDuration(93_784_500_000_000)),
        ("-PT0.000000001S", DayTimeDuration(-1)),
        ("PT36H", DayTimeDuration(129_600_000_000_000)),
    ],
)
def test_a_text_has_one_value_which_reads_back(text: str, value: object) -> None:
    read = parse_temporal(text)
    assert read == value
    assert type(read) is type(value)
    assert parse_temporal(format_temporal(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2026",
            "2026-2-3",
            "2026-02-30",
            "02026-01-01",
            "+2026-01-01",
            "9999999999-01-01",
            "２０２６-01-01",
        ),
        *("24:00:00", "10:60:00", "10:20", "10:20:60", "10:20:30+19:00", "10:20:30@Nowhere", "10:20:30@"),
        *("2026-01-02T", "2026-01-02T24:00:01", "2026-01-02T24:00:00.1", "2026-02-30T10:00:00"),
        *("P", "PT", "P1YT", "P1Y1D", "P1.5D", "1D", "PT1H1H", "P9999999999Y", "P99999999999999999999D"),
        "10:20:30@../../etc/passwd",
    ],
)
def test_what_is_no_date_time_or_duration_has_no_value(text: str) -> None:
    assert parse_temporal(text) is None


dates = st.builds(
    Date,
    st.integers(-MAX_YEAR, MAX_YEAR),
    st.integers(1, 12),
    st.integers(1, 28),
)
zones = st.one_of(
    st.none(),
    st.integers(-64_800, 64_800).map(Zone),
    st.sampled_from(["Asia/Shanghai", "Europe/Paris"]).map(lambda place: Zone(0, place)),
)
times = st.builds(
    Time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999_999_999), zones
)


@given(
    st.one_of(
        dates,
        times,
        st.builds(DateTime, dates, times),
        st.integers(-MAX_NANOS, MAX_NANOS).map(DayTimeDuration),
        st.integers(-MAX_MONTHS, MAX_MONTHS).map(YearMonthDuration),
    )
)
def test_whatever_is_written_reads_back(value: Date | Time | DateTime | DayTimeDuration) -> None:
    assert parse_temporal(format_temporal(value)) == value
