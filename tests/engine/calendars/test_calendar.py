"""The calendar itself: what it knows, what it refuses to guess, what a region adds."""

from datetime import date, datetime
from typing import Any

import pytest

from onedoor.engine.calendars import UnknownYear, WorkingCalendar
from onedoor.errors import Invalid
from onedoor.reference import national_calendar

NATIONAL = national_calendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-01-04", True),
        ("2026-01-02", False),
        ("2026-03-02", True),
        ("2026-03-01", False),
        ("2022-12-31", False),
        ("2020-01-31", False),
    ],
)
def test_days_are_judged_by_the_notices(day: str, working: bool) -> None:
    assert NATIONAL.is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize("day", ["2018-12-31", "2027-01-04"])
def test_a_day_of_an_unpublished_year_is_not_guessed(day: str) -> None:
    assert not NATIONAL.knows(date.fromisoformat(day))
    with pytest.raises(UnknownYear) as caught:
        NATIONAL.is_working_day(date.fromisoformat(day))
    assert caught.value.as_dict("en")["found"] == f"no holiday notice loaded for {day[:4]}"


def test_a_region_may_close_and_open_days_of_its_own() -> None:
    storm, saturday = date(2026, 8, 12), date(2026, 8, 15)
    local = NATIONAL.with_overlay(closed=[storm], opened=[saturday])
    assert not local.is_working_day(storm)
    assert local.is_working_day(saturday)
    assert NATIONAL.is_working_day(storm)
    assert local.with_overlay(opened=[storm]).is_working_day(storm)


def test_an_overlay_does_not_make_an_unknown_year_known() -> None:
    with pytest.raises(UnknownYear):
        NATIONAL.with_overlay(closed=[date(2027, 1, 1)]).is_working_day(date(2027, 1, 1))


def test_a_new_notice_is_read_beside_the_old_ones() -> None:
    old: dict[str, Any] = {"years": {"2026": {"off": {}, "on": {}}}}
    new = {"years": {"2027": {"off": {"2027-01-01": "元旦"}, "on": {"2027-01-02": "元旦"}}}}
    calendar = WorkingCalendar.from_data(old, new)
    assert calendar.is_working_day(date(2027, 1, 2))
    assert calendar.years == {2026, 2027}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"years": []},
        {"years": {"2026": {}}},
        {"years": {"2026": {"off": {"2026-02-30": "?"}, "on": {}}}},
        {"years": {"2026": {"off": {"2026-02-03": "?"}, "on": {"2026-02-03": "?"}}}},
    ],
)
def test_data_of_another_shape_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(Invalid, match=r"calendar\.data"):
        WorkingCalendar.from_data(data)


def test_a_naive_moment_belongs_to_no_day() -> None:
    with pytest.raises(Invalid, match=r"calendar\.naive"):
        NATIONAL.local_date(datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_overlay_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(Invalid, match=r"calendar\.overlay"):
        NATIONAL.with_overlay(closed=[date(2026, 1, 1)], opened=[date(2026, 1, 1)])
