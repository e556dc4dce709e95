"""The calendar agrees with Python's where Python has one, and goes on beyond it by the 400 years' rule."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel.temporal import calendar

years = st.integers(-999_999_999, 999_999_999)


@given(st.dates())
def test_every_day_that_python_knows_is_the_same_day(day: date) -> None:
    days = (day - date(1970, 1, 1)) // timedelta(days=1)
    assert calendar.to_days(day.year, day.month, day.day) == days
    assert calendar.from_days(days) == (day.year, day.month, day.day)
    assert calendar.weekday(days) == day.isoweekday()
    assert calendar.day_of_year(day.year, day.month, day.day) == day.timetuple().tm_yday
    assert calendar.week_of_year(day.year, day.month, day.day) == day.isocalendar().week


@given(st.integers(-365_000_000_000, 365_000_000_000))
def test_a_day_of_any_year_is_found_again(days: int) -> None:
    assert calendar.to_days(*calendar.from_days(days)) == days


@given(years, st.integers(1, 12))
def test_the_calendar_repeats_after_four_hundred_years(year: int, month: int) -> None:
    assert calendar.days_in_month(year, month) == calendar.days_in_month(year + 400, month)
    assert calendar.to_days(year + 400, month, 1) - calendar.to_days(year, month, 1) == 146_097
