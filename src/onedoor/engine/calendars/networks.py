"""Joint limits 联合时限: several activities, each with a limit of its own, some waiting for others.

>>> from datetime import date
>>> notice = {"off": {}, "on": {}}
>>> calendar = WorkingCalendar.from_data({"years": {"2026": notice}})
>>> days = lambda n: Limit(n, Unit.WORKING_DAY)
>>> work = [Activity("licence", days(1)), Activity("seals", days(2), ("licence",)), Activity("tax", days(1), ("licence",))]
>>> joint = joint_due(date(2026, 3, 2), work, calendar)
>>> joint.due.on, joint.path
(datetime.date(2026, 3, 5), ('licence', 'seals'))
>>> path_length(work)
(Fraction(3, 1), ('licence', 'seals'))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from onedoor.engine.calendars.calendar import WorkingCalendar
from onedoor.engine.calendars.due import Due, due_date, working_days_between
from onedoor.engine.calendars.limits import Limit, Suspension, Unit
from onedoor.errors import Invalid
from onedoor.text import Text

AT_ONCE = Limit(0, Unit.WORKING_DAY)
# What a limit comes to in working days where no day is named yet: a week has five, a year about 250.
WORKING_DAYS = {
    Unit.HOUR: Fraction(1, 24),
    Unit.WORKING_DAY: Fraction(1),
    Unit.CALENDAR_DAY: Fraction(5, 7),
    Unit.MONTH: Fraction(250, 12),
    Unit.YEAR: Fraction(250),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One part: it may start when the results of ``after`` are there; without ``limit`` it takes no time."""

    id: str
    limit: Limit | None = None
    after: tuple[str, ...] = ()
    suspensions: tuple[Suspension, ...] = ()


@dataclass(frozen=True, slots=True)
class Timed:
    """When an activity can start at the earliest (the day itself is not counted) and is due.

    ``start`` is ``None`` while that of a predecessor's due day is provisional. ``critical``: were it due later, so were the whole.
    """

    start: date | None
    due: Due
    critical: bool = False


@dataclass(frozen=True, slots=True)
class JointDue:
    """The due day of the whole, each activity's, and one way through the network that takes the longest."""

    due: Due
    activities: Mapping[str, Timed]
    path: tuple[str, ...]


def joint_due(start: date, activities: Iterable[Activity], calendar: WorkingCalendar) -> JointDue:
    """When all of it is due, if every activity starts as soon as it may.

    An activity starts from the latest due day of its predecessors, from ``start`` if it has none; so serial limits add
    up and parallel ones run side by side. A suspension moves the whole only as far as its activity is on the longest
    way. Where one due day is provisional, so is the whole: it could be the last.

    Raises ``Invalid``: "network.cycle", "network.unknown" for a predecessor that is none, "network.twice" for an id
    given twice, "network.hours" for a limit in hours, which no day can be the start of.
    """
    order = in_order(activities)
    found: dict[str, Timed] = {}
    for each in order:
        if each.limit is not None and each.limit.unit is Unit.HOUR:
            raise Invalid("network.hours", found=each.limit.label, expected="days", where=each.id)
        found[each.id] = _timed(start, each, found, calendar)
    return _judged(start, order, found)


def suspension_cost(
    start: date, activities: Sequence[Activity], calendar: WorkingCalendar, of: str
) -> int | None:
    """The working days by which the suspensions of one activity move the whole; ``None`` while a due day is provisional.

    0 where the activity is on no longest way.
    """
    without = [replace(each, suspensions=()) if each.id == of else each for each in activities]
    late, early = (joint_due(start, each, calendar).due.on for each in (activities, without))
    if late is None or early is None:
        return None
    return working_days_between(early, late, calendar)


def path_length(activities: Iterable[Activity]) -> tuple[Fraction, tuple[str, ...]]:
    """The length in working days of the longest way, and that way; of no day in particular, so of no calendar.

    Other units count by ``WORKING_DAYS``. Raises ``Invalid`` as ``joint_due`` does, but for hours.
    """
    longest: dict[str, tuple[Fraction, tuple[str, ...]]] = {}
    for each in in_order(activities):
        before = max((longest[name] for name in each.after), default=(Fraction(0), ()), key=_length)
        longest[each.id] = (before[0] + in_working_days(each.limit), (*before[1], each.id))
    return max(longest.values(), default=(Fraction(0), ()), key=_length)


def in_working_days(limit: Limit | None) -> Fraction:
    """What a limit comes to in working days, by ``WORKING_DAYS``."""
    return limit.n * WORKING_DAYS[limit.unit] if limit else Fraction(0)


def in_order(activities: Iterable[Activity]) -> list[Activity]:
    """Each after all of its predecessors, and otherwise as they came; ``Invalid`` as in ``joint_due``."""
    waiting: dict[str, Activity] = {}
    for each in activities:
        if each.id in waiting:
            raise Invalid("network.twice", found=each.id)
        waiting[each.id] = each
    for each in waiting.values():
        if unknown := [name for name in each.after if name not in waiting]:
            raise Invalid(
                "network.unknown", found=unknown[0], expected=", ".join(waiting), where=f"{each.id}.after"
            )
    ordered: list[Activity] = []
    while waiting:
        ready = [each for each in waiting.values() if not any(name in waiting for name in each.after)]
        if not ready:
            raise Invalid(
                "network.cycle",
                found=" → ".join(_cycle(waiting)),
                mend=Text("去掉其中一个前置。", "Take one of the predecessors away."),
            )
        ordered += ready
        for each in ready:
            del waiting[each.id]
    return ordered


def _timed(start: date, of: Activity, found: Mapping[str, Timed], calendar: WorkingCalendar) -> Timed:
    begins = start
    for name in of.after:
        before = found[name].due
        if before.on is None:
            return Timed(None, Due(None, True, (), before.because))
        begins = max(begins, before.on)
    return Timed(begins, due_date(begins, of.limit or AT_ONCE, calendar, of.suspensions))


def _judged(start: date, order: Sequence[Activity], found: dict[str, Timed]) -> JointDue:
    """The whole, its last activity, and back from there whatever was waited for."""
    if not order:
        return JointDue(Due(start, False, ()), {}, ())
    still_open = next((each.due for each in found.values() if each.due.on is None), None)
    if still_open is not None:
        return JointDue(Due(None, True, (), still_open.because), found, ())
    last = max(timed.due.on for timed in found.values() if timed.due.on is not None)
    critical = {name for name, timed in found.items() if timed.due.on == last}
    for each in reversed(order):
        if each.id in critical:
            critical |= _waited_for(each, found)
    path = [next(each.id for each in order if found[each.id].due.on == last)]
    after = {each.id: each for each in order}
    while waited := sorted(_waited_for(after[path[0]], found), key=list(after).index):
        path.insert(0, waited[0])
    held = {name: replace(timed, critical=name in critical) for name, timed in found.items()}
    return JointDue(found[path[-1]].due, held, tuple(path))


def _waited_for(of: Activity, found: Mapping[str, Timed]) -> set[str]:
    """The predecessors whose due day is the day the activity starts from."""
    return {name for name in of.after if found[name].due.on == found[of.id].start}


def _cycle(waiting: Mapping[str, Activity]) -> list[str]:
    """One way round, its first id at both ends."""
    way = [next(iter(waiting))]
    while way[-1] not in way[:-1]:
        way.append(next(name for name in waiting[way[-1]].after if name in waiting))
    return way[way.index(way[-1]) :]


def _length(way: tuple[Fraction, tuple[str, ...]]) -> Fraction:
    return way[0]
