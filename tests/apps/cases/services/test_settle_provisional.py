"""A clock that ran into an unpublished year gets its day when the year is published."""

from datetime import date

import pytest

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.services import accept_case, settle_provisional
from onedoor.engine.calendars import WorkingCalendar
from onedoor.errors import NotAllowed
from onedoor.reference.files import document


@pytest.fixture
def provisional(town, at):
    """Accepted on the last day that the calendar knows."""
    at("2026-12-30T10:00")
    case = town.step(town.apply(), "clerk", "accept")
    assert (case.provisional, case.due_on) == (True, None)
    return case


@pytest.fixture
def published(monkeypatch):
    """The calendar of 2027, with New Year's Day off."""
    calendar = WorkingCalendar.from_data(
        document("calendar.json"), {"years": {"2027": {"off": {"2027-01-01": "元旦"}, "on": {}}}}
    )
    monkeypatch.setattr(accept_case, "working_calendar", lambda: calendar)


def settle(town):
    return settle_provisional.settle_provisional(actor=town.house)


def test_until_then_nothing_is_promised(town, provisional):
    assert settle(town) == 0
    provisional.refresh_from_db()
    assert (provisional.provisional, provisional.due_on) == (True, None)


def test_the_day_counts_from_the_acceptance_once(town, provisional, published):
    assert settle(town) == 1
    provisional.refresh_from_db()
    assert (provisional.provisional, provisional.due_on) == (False, date(2027, 1, 7))
    assert Event.objects.for_subject(provisional).filter(action="clock.settled").count() == 1
    assert settle(town) == 0


def test_a_closed_case_is_left_as_it_was(town, provisional, published):
    provisional.status = "withdrawn"
    provisional.save(update_fields=["status"])
    assert settle(town) == 0


def test_people_settle_no_clocks(town):
    with pytest.raises(NotAllowed):
        settle_provisional.settle_provisional(actor=town.actor("supervisor"))
