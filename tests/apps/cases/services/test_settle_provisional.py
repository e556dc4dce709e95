"""A clock that ran into an unpublished year gets its day when the year is published."""

from datetime import date

import pytest

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.services import settle_provisional
from onedoor.apps.notices.models import Notice
from onedoor.apps.standards.calendars import forget_calendars
from onedoor.apps.standards.enums import OverlayKind
from onedoor.apps.standards.services.add_overlay import add_overlay
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.engine.calendars import WorkingCalendar, working_days_between
from onedoor.errors import NotAllowed
from onedoor.reference.calendar import national_calendar
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
    monkeypatch.setattr(settle_provisional, "working_calendar", lambda region: calendar)


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
    told = Notice.objects.get(kind="case.due_settled")
    assert "2027-01-07" in told.body_zh


def test_a_local_closure_moves_the_day_of_items_of_that_region(town, at):
    load_reference(towns=False)
    at("2026-03-02T10:00")
    before, after = town.apply(), town.apply()
    undisturbed = town.step(before, "clerk", "accept").due_on
    region = before.item_version.region_code
    closed = [date(2026, 3, 3), date(2026, 3, 4)]
    add_overlay(
        actor=town.house,
        region_code=region,
        days=closed,
        kind=OverlayKind.CLOSED,
        name="台风停办",
        basis="通告1号",
    )
    forget_calendars()
    case = town.step(after, "clerk", "accept")
    assert working_days_between(undisturbed, case.due_on, national_calendar()) == 2


def test_a_closed_case_is_left_as_it_was(town, provisional, published):
    provisional.status = "withdrawn"
    provisional.save(update_fields=["status"])
    assert settle(town) == 0


def test_people_settle_no_clocks(town):
    with pytest.raises(NotAllowed):
        settle_provisional.settle_provisional(actor=town.actor("supervisor"))
