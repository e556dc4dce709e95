"""The national calendar."""

from __future__ import annotations

from functools import cache

from onedoor.engine.calendars import WorkingCalendar
from onedoor.reference.files import document


@cache
def national_calendar() -> WorkingCalendar:
    """Statutory holidays and make-up working days of 2019 to 2026."""
    return WorkingCalendar.from_data(document("calendar.json"))
