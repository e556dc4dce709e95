"""Every day between a start and a due day, and why it counted or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onedoor.engine.calendars.calendar import Judged, UnknownYear, WorkingCalendar
from onedoor.engine.calendars.due import Due
from onedoor.engine.calendars.limits import ONE_DAY, Suspension, union
from onedoor.text import Text

_SUSPENDED = Text("特别程序，不计时", "special procedure, not counted")
_UNKNOWN = Text("放假安排尚未公布", "holidays not published")
_MOVED = Text("期满日顺延至此", "the last day moves to this one")


@dataclass(frozen=True, slots=True)
class Listed:
    """One day; ``number`` is its place among the counted ones, ``None`` where it does not count. ``why`` is never empty."""

    day: date
    number: int | None
    why: Text


def listed_days(
    start: date, due: Due, calendar: WorkingCalendar, suspensions: Sequence[Suspension] = ()
) -> Iterator[Listed]:
    """Each day after ``start`` up to the due day; of a provisional one, up to the last day that could be counted.

    The counted days are ``due.counted``, in the same order. A limit in hours lists nothing.
    """
    if due.hours:
        return
    numbers = {day: number for number, day in enumerate(due.counted, 1)}
    stretches = union(suspensions)
    last = due.on or (due.counted[-1] if due.counted else start)
    day = start
    while day < last:
        day += ONE_DAY
        if any(first <= day <= end for first, end in stretches):
            yield Listed(day, None, _SUSPENDED)
        elif day == due.on and day not in numbers:
            yield Listed(day, None, _MOVED)
        else:
            yield Listed(day, numbers.get(day), _why(day, calendar))


def _why(day: date, calendar: WorkingCalendar) -> Text:
    try:
        judged: Judged = calendar.judged(day)
    except UnknownYear:
        return _UNKNOWN
    label, title = judged.kind.label, judged.title
    return Text(f"{label.zh}：{title.zh}", f"{label.en}: {title.en}") if judged.name else label
