"""Promised and statutory limits: compared day by day where their units differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.engine.calendars import Limit, due_date
from onedoor.reference.calendar import national_calendar
from onedoor.text import Text

# Two years of which the calendar is known, and long enough behind the last one known for limits of a year.
_FIRST, _DAYS = date(2023, 1, 1), 730
_OPENS = time(9)


@dataclass(frozen=True, slots=True)
class Longer:
    """A day on which the promise ends later than the law allows; ``always``: whatever the day of acceptance."""

    accepted: date
    promised: date
    statutory: date
    always: bool


def limits(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """A promise longer than the law, of the item and of each of its situations."""
    places = [("promised_limit", definition.promised_limit, definition.statutory_limit)]
    places += [
        (
            f"situations.{each.id}.promised_limit",
            each.promised_limit or definition.promised_limit,
            each.statutory_limit or definition.statutory_limit,
        )
        for each in definition.situations
        if each.promised_limit or each.statutory_limit
    ]
    for place, promised, statutory in places:
        longer = longer_than(promised, statutory) if promised and statutory else None
        if longer is None or promised is None or statutory is None:
            continue
        yield Found(
            "item.promise_over_statute" if longer.always else "item.promise_may_exceed",
            place,
            Text(
                f"承诺{promised.label.zh}，法定{statutory.label.zh}",
                f"promised {promised.label.en}, by law {statutory.label.en}",
            ),
            {
                "受理日": longer.accepted,
                "承诺办结日": longer.promised,
                "法定办结日": longer.statutory,
            },
        )


@lru_cache(maxsize=1024)
def longer_than(promised: Limit, statutory: Limit) -> Longer | None:
    """Whether the promise ends later than the statute allows, on every day of acceptance or on some.

    Units are not converted: both limits run by the national calendar from every day of two years.

    >>> from onedoor.engine.calendars import Unit
    >>> longer_than(Limit(15), Limit(20, Unit.CALENDAR_DAY)).always, longer_than(Limit(5), Limit(20, Unit.CALENDAR_DAY))
    (False, None)
    """
    if promised.unit is statutory.unit and promised.n <= statutory.n:
        return None
    calendar = national_calendar()
    first: Longer | None = None
    always = True
    for number in range(_DAYS):
        start = datetime.combine(_FIRST + timedelta(days=number), _OPENS, calendar.zone)
        if not calendar.is_working_day(start.date()):
            continue
        ends = [due_date(start, limit, calendar).on for limit in (promised, statutory)]
        if ends[0] is None or ends[1] is None:
            break  # beyond the calendars that are published: the days looked at so far tell
        if ends[0] > ends[1]:
            first = first or Longer(start.date(), ends[0], ends[1], False)
        else:
            always = False
        if first and not always:
            return first
    if first is None and promised.unit is statutory.unit:
        return Longer(_FIRST, _FIRST, _FIRST, True)
    return Longer(first.accepted, first.promised, first.statutory, always) if first else None
