"""Due days: the vectors of the official calendar, and the laws any calendar obeys."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.clock import CHINA
from onedoor.engine.calendars import (
    Limit,
    Suspension,
    Unit,
    WorkingCalendar,
    due_date,
    working_days,
    working_days_between,
)
from onedoor.errors import Invalid
from onedoor.reference import national_calendar

NATIONAL = national_calendar()
DAY = timedelta(days=1)

early_days = st.dates(date(2019, 1, 1), date(2024, 12, 31))
lengths = st.integers(1, 60)


def suspension(start: date, length: int) -> Suspension:
    return Suspension(start, start + length * DAY)


suspensions = st.lists(st.builds(suspension, early_days, st.integers(0, 25)), max_size=5)


def due(start: str | date, n: int, unit: Unit = Unit.WORKING_DAY, *pauses: Suspension) -> date | None:
    day = date.fromisoformat(start) if isinstance(start, str) else start
    return due_date(day, Limit(n, unit), NATIONAL, pauses).on


@pytest.mark.parametrize(
    ("start", "n", "expected", "why"),
    [
        ("2025-01-20", 7, "2025-02-05", "Sunday 26 January works; Spring Festival 28 January to 4 February"),
        ("2025-04-25", 5, "2025-05-06", "Sunday 27 April works"),
        ("2026-02-11", 3, "2026-02-14", "due on a working Saturday"),
        ("2026-02-13", 10, "2026-03-05", "Saturdays 14 and 28 February work"),
        ("2026-04-30", 5, "2026-05-11", "Saturday 9 May works"),
        ("2026-09-18", 2, "2026-09-21", "Sunday 20 September works"),
        ("2026-09-29", 5, "2026-10-12", "Saturday 10 October works"),
        ("2026-09-30", 20, "2026-11-03", "over National Day"),
        ("2026-12-03", 20, "2026-12-31", "the last 20 days inside the known calendar"),
    ],
)
def test_working_days_follow_the_official_notices(start: str, n: int, expected: str, why: str) -> None:
    assert due(start, n) == date.fromisoformat(expected), why


def test_a_count_that_leaves_the_published_calendar_is_provisional_and_names_no_day() -> None:
    found = due_date(date(2026, 12, 4), Limit(20), NATIONAL)
    assert (found.on, found.provisional) == (None, True)
    assert len(found.counted) == 19
    assert found.because is not None
    assert "2027" in found.because.en


def test_days_of_a_special_procedure_do_not_count() -> None:
    review = Suspension(date(2026, 3, 10), date(2026, 3, 24))
    assert due("2026-03-02", 20, Unit.WORKING_DAY, review) == date(2026, 4, 15)
    resumed = Suspension(date(2026, 3, 10), date(2026, 3, 24), resumes_on_end=True)
    assert due("2026-03-02", 20, Unit.WORKING_DAY, resumed) == date(2026, 4, 14)


def test_an_open_procedure_leaves_the_due_day_open() -> None:
    found = due_date(date(2026, 3, 2), Limit(20), NATIONAL, [Suspension(date(2026, 3, 10))])
    assert (found.on, found.provisional) == (None, True)
    assert found.counted[-1] == date(2026, 3, 9)
    assert found.because is not None
    assert "procedure" in found.because.en


def test_a_procedure_that_begins_after_the_due_day_changes_nothing() -> None:
    assert due("2026-03-02", 3, Unit.WORKING_DAY, Suspension(date(2026, 3, 10))) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2026-09-20", Limit(10, Unit.CALENDAR_DAY), "2026-09-30"),
        ("2026-09-21", Limit(10, Unit.CALENDAR_DAY), "2026-10-08"),
        ("2026-01-31", Limit(1, Unit.MONTH), "2026-02-28"),
        ("2024-02-29", Limit(1, Unit.YEAR), "2025-02-28"),
        ("2026-08-01", Limit(2, Unit.MONTH), "2026-10-08"),
        ("2026-03-02", Limit(0), "2026-03-02"),
        ("2026-03-01", Limit(0), "2026-03-02"),
    ],
)
def test_a_last_day_without_office_hours_moves_to_the_next_working_day(
    start: str, limit: Limit, expected: str
) -> None:
    assert due_date(date.fromisoformat(start), limit, NATIONAL).on == date.fromisoformat(expected)


def test_hours_run_round_the_clock_and_stop_on_suspended_days() -> None:
    start = datetime(2026, 3, 2, 15, 0, tzinfo=CHINA)
    assert due_date(start, Limit(24, Unit.HOUR), NATIONAL).at == start + DAY
    paused = due_date(start, Limit(24, Unit.HOUR), NATIONAL, [Suspension(date(2026, 3, 3), date(2026, 3, 4))])
    assert paused.at == start + 3 * DAY
    with pytest.raises(Invalid, match=r"limit\.hours"):
        due_date(date(2026, 3, 2), Limit(24, Unit.HOUR), NATIONAL)


def test_an_acceptance_at_night_in_utc_belongs_to_the_next_day_in_china() -> None:
    late = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert due_date(late, Limit(1), NATIONAL).on == date(2026, 3, 4)


def test_an_extension_runs_from_the_original_due_day() -> None:
    found = due_date(date(2026, 3, 2), Limit(20), NATIONAL, extension=Limit(10))
    assert found.on == due("2026-03-02", 30)
    assert len(found.counted) == 30


def test_a_month_extended_by_working_days_counts_from_the_moved_day() -> None:
    found = due_date(date(2026, 9, 1), Limit(1, Unit.MONTH), NATIONAL, extension=Limit(1))
    assert found.on == date(2026, 10, 9)


@pytest.mark.parametrize("n", [-1, 10**9, True, 1.5])
def test_a_limit_is_a_whole_number_within_a_century(n: int) -> None:
    with pytest.raises(Invalid, match=r"limit\.number"):
        Limit(n)


@given(early_days, lengths, suspensions)
def test_every_counted_day_is_a_working_day_outside_every_suspension(
    start: date, n: int, pauses: list[Suspension]
) -> None:
    found = due_date(start, Limit(n), NATIONAL, pauses)
    assert len(found.counted) == n
    assert found.counted[-1] == found.on
    assert list(found.counted) == sorted(set(found.counted))
    assert all(NATIONAL.is_working_day(day) for day in found.counted)
    assert not [day for day in found.counted for p in pauses if p.start <= day <= (p.end or date.max)]


@given(early_days, st.integers(0, 20), lengths, st.integers(0, 10), suspensions)
def test_a_later_start_or_a_longer_limit_is_never_due_earlier(
    start: date, later: int, n: int, more: int, pauses: list[Suspension]
) -> None:
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        first = due(start, n, unit, *pauses)
        second = due(start + later * DAY, n + more, unit, *pauses)
        assert first is not None
        assert second is not None
        assert first <= second


@given(early_days, lengths, lengths, suspensions)
def test_two_limits_in_a_row_are_their_sum(start: date, one: int, two: int, pauses: list[Suspension]) -> None:
    middle = due(start, one, Unit.WORKING_DAY, *pauses)
    assert middle is not None
    assert due(middle, two, Unit.WORKING_DAY, *pauses) == due(start, one + two, Unit.WORKING_DAY, *pauses)


@given(early_days, lengths, suspensions, st.randoms(use_true_random=False))
def test_overlapping_suspensions_are_taken_off_once(
    start: date, n: int, pauses: list[Suspension], random: object
) -> None:
    suspended = {p.start + k * DAY for p in pauses for k in range(((p.end or p.start) - p.start).days + 1)}
    single = [Suspension(day, day) for day in sorted(suspended)]
    found = due(start, n, Unit.WORKING_DAY, *pauses)
    assert found == due(start, n, Unit.WORKING_DAY, *single)
    assert found == due(start, n, Unit.WORKING_DAY, *reversed(pauses), *pauses)


@given(early_days, lengths, suspensions)
def test_counting_back_gives_the_limit(start: date, n: int, pauses: list[Suspension]) -> None:
    last = due(start, n, Unit.WORKING_DAY, *pauses)
    assert last is not None
    assert working_days_between(start, last, NATIONAL, pauses) == n
    assert working_days_between(last, start, NATIONAL, pauses) == -n


@given(early_days, lengths, st.sets(early_days, max_size=10))
def test_a_local_closure_never_brings_a_due_day_forward(start: date, n: int, closed: set[date]) -> None:
    local = due_date(start, Limit(n), NATIONAL.with_overlay(closed=closed)).on
    national = due(start, n)
    assert local is not None
    assert national is not None
    assert local >= national


def test_each_year_of_2025_and_2026_has_248_working_days() -> None:
    for year in (2025, 2026):
        assert len(working_days(date(year - 1, 12, 31), date(year, 12, 31), NATIONAL)) == 248


def test_an_empty_calendar_knows_nothing() -> None:
    assert due_date(date(2026, 3, 2), Limit(1), WorkingCalendar()).provisional
