"""Yellow and red cards."""

from datetime import date, datetime, timedelta

import pytest

from onedoor.clock import CHINA
from onedoor.engine.calendars import Card, Colour, Limit, Suspension, Unit, card, due_date
from onedoor.errors import Invalid
from onedoor.reference import national_calendar

NATIONAL = national_calendar()
TWENTY = due_date(date(2026, 3, 2), Limit(20), NATIONAL)  # due 30 March


@pytest.mark.parametrize(
    ("today", "colour", "remaining", "overdue"),
    [
        ("2026-03-02", Colour.NONE, 20, 0),
        ("2026-03-23", Colour.NONE, 5, 0),
        ("2026-03-24", Colour.YELLOW, 4, 0),
        ("2026-03-30", Colour.YELLOW, 0, 0),
        ("2026-03-31", Colour.RED, 0, 1),
        ("2026-04-05", Colour.RED, 0, 4),
        ("2026-04-07", Colour.RED, 0, 5),
    ],
)
def test_a_clock_turns_yellow_in_its_last_fifth_and_red_when_overdue(
    today: str, colour: Colour, remaining: int, overdue: int
) -> None:
    assert card(date.fromisoformat(today), TWENTY, NATIONAL) == Card(colour, remaining, overdue)


def test_a_short_limit_is_yellow_on_its_last_day() -> None:
    three = due_date(date(2026, 3, 2), Limit(3), NATIONAL)
    assert card(date(2026, 3, 3), three, NATIONAL).colour is Colour.NONE
    assert card(date(2026, 3, 4), three, NATIONAL).colour is Colour.YELLOW


def test_the_shares_are_the_authority_s_to_set() -> None:
    assert card(date(2026, 3, 16), TWENTY, NATIONAL, percent=50).colour is Colour.YELLOW
    assert card(date(2026, 3, 23), TWENTY, NATIONAL, at_least=5).colour is Colour.YELLOW


def test_a_suspended_clock_loses_no_remaining_days() -> None:
    paused = due_date(
        date(2026, 3, 2), Limit(20), NATIONAL, [Suspension(date(2026, 3, 10), date(2026, 3, 24))]
    )
    assert (
        card(date(2026, 3, 9), paused, NATIONAL).remaining
        == card(date(2026, 3, 24), paused, NATIONAL).remaining
    )


def test_a_provisional_due_day_carries_no_card() -> None:
    unknown = due_date(date(2026, 12, 30), Limit(20), NATIONAL)
    assert card(date(2026, 12, 31), unknown, NATIONAL) == Card(Colour.NONE, None)


def test_overdue_days_of_an_unpublished_year_are_not_guessed() -> None:
    last = due_date(date(2026, 12, 3), Limit(20), NATIONAL)
    assert card(date(2027, 1, 5), last, NATIONAL) == Card(Colour.RED, 0, None)


def test_hours_are_watched_by_the_moment() -> None:
    start = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
    day = due_date(start, Limit(24, Unit.HOUR), NATIONAL)
    assert card(start, day, NATIONAL) == Card(Colour.NONE, 24)
    assert card(start + timedelta(hours=20), day, NATIONAL) == Card(Colour.YELLOW, 4)
    assert card(start + timedelta(hours=25), day, NATIONAL).colour is Colour.RED
    with pytest.raises(Invalid, match=r"card\.hours"):
        card(date(2026, 3, 2), day, NATIONAL)
