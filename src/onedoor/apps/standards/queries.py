"""Reads of the standards. What does not change while the house runs is held in memory."""

from __future__ import annotations

from functools import cache

from onedoor.apps.standards.models import DataElement, Region
from onedoor.engine.calendars import WorkingCalendar
from onedoor.errors import NotFound
from onedoor.reference.calendar import national_calendar
from onedoor.text import Text


def working_calendar() -> WorkingCalendar:
    """The national calendar by which every clock counts; a year not yet published is unknown in it."""
    return national_calendar()


@cache
def region_name(code: str) -> Text:
    """A region's name; ``NotFound`` "region.unknown" for a code that the standard does not have."""
    found = Region.objects.filter(code=code).values_list("name", flat=True).first()
    if found is None:
        raise NotFound("region.unknown", found=code, expected="GB/T 2260")
    return Text.of(found)


def elements_by_identifier() -> dict[str, DataElement]:
    """Every data element by its identifier."""
    return {element.identifier: element for element in DataElement.objects.order_by("identifier")}
