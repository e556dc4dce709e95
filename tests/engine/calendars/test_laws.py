"""Laws of due days that hold for any calendar at all, with whatever a region closes and opens on top."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.calendars import (
    Limit,
    Suspension,
    Unit,
    WorkingCalendar,
    due_date,
    listed_days,
    working_days,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2031, 12, 31)

days = st.dates(FIRST, date(2026, 12, 31))
lengths = st.integers(0, 40)
# Nought ends on the start itself, moved on where that is a day off: it is no part of a sum.
some = st.integers(1, 40)
units = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY])


def pause(start: date, length: int) -> Suspension:
    return Suspension(start, start + length * DAY)


pauses = st.lists(st.builds(pause, days, st.integers(0, 20)), max_size=4)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any holidays and make-up days, any overlay, and a second overlay on the first."""
    off = draw(st.sets(days, max_size=40))
    on = draw(st.sets(days, max_size=20)) - off
    years = frozenset(range(FIRST.year, LAST.year + 1))
    calendar = WorkingCalendar(dict.fromkeys(off, "节"), dict.fromkeys(on, "调休"), years)
    for _ in range(2):
        closed = draw(st.sets(days, max_size=15))
        opened = draw(st.sets(days, max_size=15)) - closed
        calendar = calendar.with_overlay(closed=dict.fromkeys(closed, "台风"), opened=opened)
    return calendar


def due(start: date, limit: Limit, calendar: WorkingCalendar, suspended: list[Suspension]) -> date:
    found = due_date(start, limit, calendar, suspended).on
    assert found is not None
    return found


@given(calendars(), days, st.integers(0, 20), lengths, units, pauses)
def test_a_later_start_is_never_due_earlier(
    calendar: WorkingCalendar, start: date, later: int, n: int, unit: Unit, suspended: list[Suspension]
) -> None:
    limit = Limit(n, unit)
    assert due(start, limit, calendar, suspended) <= due(start + later * DAY, limit, calendar, suspended)


@given(calendars(), days, some, lengths, pauses)
def test_working_days_add_up_however_they_are_split(
    calendar: WorkingCalendar, start: date, one: int, two: int, suspended: list[Suspension]
) -> None:
    middle = due(start, Limit(one), calendar, suspended)
    assert due(middle, Limit(two), calendar, suspended) == due(start, Limit(one + two), calendar, suspended)


@given(calendars(), days, some, st.integers(1, 30), pauses)
def test_an_extension_of_working_days_is_a_longer_limit(
    calendar: WorkingCalendar, start: date, n: int, more: int, suspended: list[Suspension]
) -> None:
    extended = due_date(start, Limit(n), calendar, suspended, extension=Limit(more))
    assert extended.on == due(start, Limit(n + more), calendar, suspended)


@given(calendars(), days, some, pauses, pauses)
def test_only_the_union_of_suspensions_counts(
    calendar: WorkingCalendar, start: date, n: int, these: list[Suspension], others: list[Suspension]
) -> None:
    both = due(start, Limit(n), calendar, these + others)
    assert both == due(start, Limit(n), calendar, others + these + these)
    assert both >= max(due(start, Limit(n), calendar, these), due(start, Limit(n), calendar, others))
    every = {
        p.start + k * DAY for p in these + others for k in range(((p.end or p.start) - p.start).days + 1)
    }
    assert len(set(working_days(start, both, calendar)) - every) == n


@given(calendars(), days)
def test_what_a_day_is_and_whether_it_is_worked_never_disagree(calendar: WorkingCalendar, day: date) -> None:
    assert calendar.judged(day).is_working == calendar.is_working_day(day)


@given(calendars(), days, lengths, units, pauses)
def test_the_list_of_days_holds_each_day_once_and_the_counted_ones_in_order(
    calendar: WorkingCalendar, start: date, n: int, unit: Unit, suspended: list[Suspension]
) -> None:
    found = due_date(start, Limit(n, unit), calendar, suspended)
    listed = list(listed_days(start, found, calendar, suspended))
    assert [each.day for each in listed] == [start + k * DAY for k in range(1, len(listed) + 1)]
    assert tuple(each.day for each in listed if each.number) == found.counted
    assert [each.number for each in listed if each.number] == list(range(1, len(found.counted) + 1))
    assert all(each.why.zh and each.why.en for each in listed)
    assert not listed or listed[-1].day == found.on
