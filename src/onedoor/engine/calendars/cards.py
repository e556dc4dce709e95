"""Yellow and red cards 红黄牌: due soon, overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from onedoor.engine.calendars.calendar import UnknownYear, WorkingCalendar
from onedoor.engine.calendars.due import Due, working_days_between
from onedoor.errors import Invalid


class Colour(StrEnum):
    NONE = "none"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Card:
    """``remaining``: counted days left, or whole hours for limits in hours; ``None`` while the due day
    is provisional. ``overdue``: working days past it, ``None`` where the calendar is unknown.
    """

    colour: Colour
    remaining: int | None
    overdue: int | None = 0


def card(
    now: date | datetime, due: Due, calendar: WorkingCalendar, *, percent: int = 20, at_least: int = 1
) -> Card:
    """The card of a running clock at ``now``.

    Yellow when what remains is at most ``percent`` of the whole limit or ``at_least`` units,
    whichever is more; red once the due day is over (for hours: the moment). A provisional due day
    carries no card: what remains would be a guess.
    """
    if due.on is None:
        return Card(Colour.NONE, None)
    today = calendar.local_date(now)
    if due.at is not None:
        if not isinstance(now, datetime):
            raise Invalid("card.hours", found=str(now), expected="an aware moment for a limit in hours")
        late, left, total = now > due.at, max(due.at - now, timedelta()) // timedelta(hours=1), due.hours
    else:
        late, left, total = today > due.on, sum(day > today for day in due.counted), len(due.counted)
    if late:
        return Card(Colour.RED, 0, _overdue(due.on, today, calendar))
    soon = left * 100 <= max(at_least * 100, total * percent)
    return Card(Colour.YELLOW if soon else Colour.NONE, left)


def _overdue(due: date, today: date, calendar: WorkingCalendar) -> int | None:
    try:
        return working_days_between(due, max(today, due), calendar)
    except UnknownYear:
        return None
