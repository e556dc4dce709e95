"""Acceptance starts the clock: which day is promised, and from which day it is yellow."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.cases.town import REFUND

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.services.accept_case import Promise, accept_case, promise_from
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.engine.calendars import Limit, Unit
from onedoor.errors import Conflict
from onedoor.reference.calendar import national_calendar

# The calendar of the house is asked for what was entered beside the notices that ship.
pytestmark = pytest.mark.django_db


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "n", "due", "warn"),
    [
        ("11-24", 5, "12-01", "11-30"),
        ("11-24", 10, "12-08", "12-04"),
        ("11-24", 20, "12-22", "12-16"),
        ("11-24", 2, "11-26", "11-25"),
        ("11-24", 1, "11-25", "11-24"),
        ("11-28", 5, "12-04", "12-03"),
        ("02-13", 5, "02-27", "02-26"),
        ("02-27", 1, "02-28", "02-27"),
        ("04-03", 1, "04-07", "04-03"),
        ("04-30", 3, "05-08", "05-07"),
        ("05-08", 1, "05-09", "05-08"),
        ("06-18", 2, "06-23", "06-22"),
        ("09-24", 5, "10-09", "10-08"),
        ("09-30", 3, "10-10", "10-09"),
        ("12-28", 3, "12-31", "12-30"),
    ],
)
def test_working_days_pass_over_the_holidays_of_2026_and_count_the_days_made_up(start, n, due, warn):
    promise = promise_from(day(start), Limit(n, Unit.WORKING_DAY))
    assert promise == Promise(day(due), day(warn), provisional=False)


def test_where_the_calendar_is_not_published_no_day_is_promised():
    promise = promise_from(day("12-28"), Limit(4, Unit.WORKING_DAY))
    assert promise == Promise(None, None, provisional=True)


def test_no_limit_promises_nothing():
    assert promise_from(day("11-24"), None) == Promise(None, None, provisional=False)


@pytest.mark.parametrize(
    ("limit", "due", "warn"),
    [
        (Limit(10, Unit.CALENDAR_DAY), "12-04", "12-02"),
        (Limit(11, Unit.CALENDAR_DAY), "12-07", "12-03"),
        (Limit(1, Unit.MONTH), "12-24", "12-18"),
        (Limit(0, Unit.CALENDAR_DAY), "11-24", "11-24"),
        (Limit(26, Unit.HOUR), "11-25", "11-25"),
    ],
)
def test_limits_in_other_units_are_warned_of_with_a_fifth_left_too(limit, due, warn):
    start = datetime(2026, 11, 24, 10, tzinfo=clock.CHINA)
    assert promise_from(start, limit) == Promise(day(due), day(warn), provisional=False)


@given(st.dates(day("01-01"), day("09-30")), st.integers(1, 40))
def test_the_due_day_is_a_working_day_after_the_start_and_warned_of_before(start, n):
    calendar = national_calendar()
    promise = promise_from(start, Limit(n, Unit.WORKING_DAY))
    assert calendar.is_working_day(promise.due_on)
    assert start <= promise.warn_on < promise.due_on


@given(st.dates(day("01-01"), day("09-30")), st.integers(1, 40))
def test_a_day_more_is_never_due_earlier(start, n):
    one, more = (promise_from(start, Limit(each, Unit.WORKING_DAY)).due_on for each in (n, n + 1))
    assert one < more


def test_acceptance_by_an_officer_starts_the_clock_that_submission_did_not(town, at):
    case = town.apply()
    at("2026-11-26T16:00")
    case = town.step(case, "clerk", "accept")
    assert (case.status, case.accepted_at) == (CaseStatus.IN_REVIEW, clock.now())
    assert (case.due_on, case.warn_on, case.provisional) == (day("12-03"), day("12-02"), False)
    assert Event.objects.get(action="case.accepted").data == {"due_on": "2026-12-03"}


def test_late_in_the_evening_it_is_still_the_day_in_china(town, at):
    case = town.apply()
    at("2026-11-26T15:59+00:00")
    assert town.step(case, "clerk", "accept").due_on == day("12-03")
    other = town.apply()
    at("2026-11-26T16:01+00:00")
    assert town.step(other, "clerk", "accept").due_on == day("12-04")


def test_a_benefit_is_accepted_by_the_house_as_it_comes_in(refunding, work):
    case = refunding.apply(REFUND)
    work()
    case.refresh_from_db()
    assert (case.status, case.due_on) == (CaseStatus.IN_REVIEW, day("12-08"))


def test_before_the_next_calendar_is_published_the_limit_is_provisional(town, at):
    at("2026-12-29T10:00")
    case = town.step(town.apply(), "clerk", "accept")
    assert (case.due_on, case.warn_on, case.provisional) == (None, None, True)
    assert Event.objects.get(action="case.accepted").data == {"due_on": None}


def test_a_case_is_accepted_once(town):
    case = town.step(town.apply(), "clerk", "accept")
    with pytest.raises(Conflict, match=r"case\.state"):
        accept_case(actor=town.house, case=case)


def test_a_withdrawn_case_is_not_accepted(town):
    case = town.apply()
    withdrawn = withdraw_case(actor=town.actor("owner"), case_id=case.pk, reason="", expected_version=1)
    with pytest.raises(Conflict, match=r"case\.state"):
        accept_case(actor=town.house, case=withdrawn)
