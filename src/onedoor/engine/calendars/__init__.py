"""Working days and time limits 时限 as Chinese administrative law counts them.

>>> from datetime import date
>>> notice = {"off": {"2026-01-01": "元旦"}, "on": {"2026-01-04": "元旦"}}
>>> calendar = WorkingCalendar.from_data({"years": {"2026": notice}})
>>> due_date(date(2025, 12, 31), Limit(2, Unit.WORKING_DAY), calendar).on
datetime.date(2026, 1, 4)
>>> due_date(date(2026, 12, 31), Limit(3, Unit.WORKING_DAY), calendar).provisional
True
"""

from onedoor.engine.calendars.calendar import DayKind, Judged, UnknownYear, WorkingCalendar
from onedoor.engine.calendars.cards import Card, Colour, card
from onedoor.engine.calendars.due import Due, due_date, working_days, working_days_between
from onedoor.engine.calendars.limits import Limit, Suspension, Unit
from onedoor.engine.calendars.listing import Listed, listed_days

__all__ = [
    "Card",
    "Colour",
    "DayKind",
    "Due",
    "Judged",
    "Limit",
    "Listed",
    "Suspension",
    "Unit",
    "UnknownYear",
    "WorkingCalendar",
    "card",
    "due_date",
    "listed_days",
    "working_days",
    "working_days_between",
]
