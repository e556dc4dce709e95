"""The calendar of each region, put together once and held in memory.

The national notices that ship, those that were published here since, and what each region on the way down to the one asked
for has made of single days. A clock asks no query for it: at most once in ``FRESH`` the process looks whether somebody
has entered something.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from onedoor import clock
from onedoor.apps.standards.enums import OverlayKind
from onedoor.engine.calendars import WorkingCalendar
from onedoor.reference.calendar import national_calendar
from onedoor.reference.files import document

FRESH = timedelta(seconds=5)
Stamp = tuple[int, int]


class _Held:
    """Calendars by region, for as long as nobody enters anything."""

    def __init__(self) -> None:
        self.forget()
        # As a function that is cached: so tests find what a process remembers.
        self.cache_clear = self.forget

    def forget(self) -> None:
        self.built: dict[str, WorkingCalendar] = {}
        self.stamp: Stamp | None = None
        self.looked_at: datetime | None = None

    def of(self, region_code: str) -> WorkingCalendar:
        now = clock.now()
        if self.looked_at is None or not self.looked_at <= now < self.looked_at + FRESH:
            stamp = _stamp()
            if stamp != self.stamp:
                self.built = {}
            self.stamp, self.looked_at = stamp, now
        # Another thread may forget everything in between: what this one returns is what this one saw.
        found = self.built.get(region_code)
        if found is None:
            found = self.built[region_code] = _build(region_code)
        return found


held = _Held()


def calendar_of(region_code: str | None) -> WorkingCalendar:
    """The calendar of a region (GB/T 2260, towns with nine digits), or the national one."""
    return held.of(region_code or "")


def forget_calendars() -> None:
    """The next clock of this process counts by what is entered now."""
    held.forget()


def region_line(region_code: str) -> list[str]:
    """The codes whose days hold in a region: province, city, county, town, itself last.

    >>> region_line("440106"), region_line("440000"), region_line("")
    (['440000', '440100', '440106'], ['440000'], [])
    """
    if not region_code:
        return []
    steps = [region_code[:2] + "0000", region_code[:4] + "00", region_code[:6], region_code]
    return list(dict.fromkeys(steps))


def _stamp() -> Stamp:
    from onedoor.apps.standards.models import CalendarOverlay, CalendarYear

    # Rows are added and never changed, so the newest number of each says everything.
    years = CalendarYear.objects.order_by().aggregate(last=Max("pk"))["last"]
    overlays = CalendarOverlay.objects.order_by().aggregate(last=Max("pk"))["last"]
    return years or 0, overlays or 0


def _build(region_code: str) -> WorkingCalendar:
    calendar = _national()
    days = overlay_days(region_code)
    return calendar.with_overlay(
        closed={day: name for day, (kind, name) in days.items() if kind is OverlayKind.CLOSED},
        opened={day: name for day, (kind, name) in days.items() if kind is OverlayKind.OPENED},
    )


def _national() -> WorkingCalendar:
    published = _published()
    return national_with(published) if published else national_calendar()


def national_with(years: Mapping[int, Any]) -> WorkingCalendar:
    """What ships with these years in the place of its own; ``Invalid`` where one notice calls a day off that another calls on."""
    return WorkingCalendar.from_data(document("calendar.json"), {"years": years})


def refuse_what_others_contradict(year: int, days: Mapping[str, Mapping[str, str]]) -> None:
    """Nothing, or ``Invalid``: a year's days have to fit those of all the others, or no clock could count any more."""
    national_with({**_published(), year: days})


def _published() -> dict[int, Any]:
    from onedoor.apps.standards.models import CalendarYear

    return dict(CalendarYear.objects.order_by("pk").values_list("year", "days"))


def overlay_days(region_code: str) -> dict[date, tuple[OverlayKind, str]]:
    """What holds in a region besides the national calendar: the nearest region that says something of a day has the last word."""
    from onedoor.apps.standards.models import CalendarOverlay

    line = region_line(region_code)
    said: dict[str, dict[date, tuple[OverlayKind, str]]] = {code: {} for code in line}
    rows = CalendarOverlay.objects.filter(region_code__in=line).order_by("pk")
    for region, day, kind, name in rows.values_list("region_code", "day", "kind", "name"):
        said[region][day] = OverlayKind(kind), name
    merged: dict[date, tuple[OverlayKind, str]] = {}
    for code in line:
        merged |= said[code]
    return {day: what for day, what in merged.items() if what[0] is not OverlayKind.USUAL}
