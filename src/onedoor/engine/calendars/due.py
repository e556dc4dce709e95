"""The day by which something must be done, and every day that was counted on the way there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from onedoor.engine.calendars.calendar import UnknownYear, WorkingCalendar
from onedoor.engine.calendars.limits import ONE_DAY, Limit, Suspension, Unit, add_months, union
from onedoor.errors import Invalid
from onedoor.text import Text

_OPEN = Text("特别程序尚未结束", "a special procedure has not ended")
_BEYOND = Text("超出日历范围", "beyond the calendar")
_LAST = date.max - ONE_DAY

Stretches = Sequence[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, or why it cannot be said yet.

    ``on`` is ``None`` exactly when ``provisional``; ``because`` then says what is missing, and
    ``counted`` holds the days counted so far. For limits in hours ``at`` is the moment and
    ``hours`` the length; ``counted`` is empty.
    """

    on: date | None
    provisional: bool
    counted: tuple[date, ...]
    because: Text | None = None
    at: datetime | None = None
    hours: int = 0


def due_date(
    start: date | datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension] = (),
    extension: Limit | None = None,
) -> Due:
    """The due day of ``limit`` from ``start``, the start itself not counted.

    Working days are counted one by one. Days, months and years follow the calendar and a last day
    that is no working day moves to the next one (Civil Code, art. 201-203; Administrative Licensing
    Law, art. 82). Suspended days never count, overlapping suspensions once. ``extension`` runs from
    the due day of ``limit``. Zero units end on the start, moved on likewise. Hours need an aware
    ``start``. Where the count would need an unpublished calendar or the end of an open suspension,
    the result is provisional and names no day.
    """
    stretches = union(suspensions)
    first = _due(start, limit, calendar, stretches)
    if extension is None or first.on is None:
        return first
    if (limit.unit is Unit.HOUR) != (extension.unit is Unit.HOUR):
        raise Invalid(
            "limit.extension", found=f"{limit.unit} + {extension.unit}", expected="both in hours or neither"
        )
    second = _due(first.at or first.on, extension, calendar, stretches)
    return replace(second, counted=first.counted + second.counted, hours=first.hours + second.hours)


def working_days(
    start: date, end: date, calendar: WorkingCalendar, suspensions: Sequence[Suspension] = ()
) -> tuple[date, ...]:
    """The working days after ``start`` up to and including ``end``, suspended ones left out.

    Raises ``UnknownYear`` where the calendar is not published.
    """
    days = []
    for day in _unsuspended(start, union(suspensions)):
        if day > end:
            break
        if calendar.is_working_day(day):
            days.append(day)
    return tuple(days)


def working_days_between(
    start: date, end: date, calendar: WorkingCalendar, suspensions: Sequence[Suspension] = ()
) -> int:
    """How many working days lie after ``start`` up to ``end``; negative when ``end`` is earlier.

    For a limit of working days, ``working_days_between(start, due.on, ...) == limit.n``.
    """
    if end < start:
        return -len(working_days(end, start, calendar, suspensions))
    return len(working_days(start, end, calendar, suspensions))


def _due(start: date | datetime, limit: Limit, calendar: WorkingCalendar, stretches: Stretches) -> Due:
    if limit.unit is Unit.HOUR:
        return _due_in_hours(start, limit.n, calendar, stretches)
    day = calendar.local_date(start)
    counted: list[date] = []
    days = _unsuspended(day, stretches)
    try:
        for _ in range(_calendar_days(day, limit)):
            counted.append(next(days))
        while limit.unit is Unit.WORKING_DAY and len(counted) < limit.n:
            if calendar.is_working_day(following := next(days)):
                counted.append(following)
        last = counted[-1] if counted else day
        if not calendar.is_working_day(last) or any(first <= last <= end for first, end in stretches):
            last = next(later for later in _unsuspended(last, stretches) if calendar.is_working_day(later))
    except UnknownYear as unknown:
        zh, en = f"{unknown.year}年放假安排尚未公布", f"the holidays of {unknown.year} are not published"
        return Due(None, True, tuple(counted), Text(zh, en))
    except StopIteration:
        still_open = bool(stretches) and stretches[-1][1] >= _LAST
        return Due(None, True, tuple(counted), _OPEN if still_open else _BEYOND)
    return Due(last, False, tuple(counted))


def _due_in_hours(start: date | datetime, hours: int, calendar: WorkingCalendar, stretches: Stretches) -> Due:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise Invalid("limit.hours", found=str(start), expected="an aware moment to count hours from")
    at = start.astimezone(calendar.zone)
    left = timedelta(hours=hours)
    for first, last in stretches:
        begins = datetime.combine(first, datetime.min.time(), calendar.zone)
        if at + left < begins:
            break
        if last >= _LAST:
            return Due(None, True, (), _OPEN, None, hours)
        ends = datetime.combine(last + ONE_DAY, datetime.min.time(), calendar.zone)
        if at >= ends:
            continue
        left -= max(begins - at, timedelta())
        at = ends
    at += left
    return Due(at.date(), False, (), None, at, hours)


def _calendar_days(start: date, limit: Limit) -> int:
    """How many days the limit spans when every day counts; 0 for working days."""
    if limit.unit is Unit.WORKING_DAY:
        return 0
    if limit.unit is Unit.CALENDAR_DAY:
        return limit.n
    end = add_months(start, limit.n * (12 if limit.unit is Unit.YEAR else 1))
    return (end - start).days


def _unsuspended(after: date, stretches: Stretches) -> Iterator[date]:
    """Each day after ``after`` outside the stretches; a stretch costs one step, however long."""
    index = 0
    day = after
    while day < date.max:
        day += ONE_DAY
        while index < len(stretches) and stretches[index][1] < day:
            index += 1
        if index < len(stretches) and stretches[index][0] <= day:
            day = stretches[index][1]
            continue
        yield day
