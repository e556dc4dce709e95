"""Which days are working days, as far as the State Council has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from onedoor.clock import CHINA
from onedoor.errors import Invalid, OnedoorError
from onedoor.text import Text

_SATURDAY = 5


class UnknownYear(OnedoorError):
    """The holiday notice for that year is not loaded, so no day of it can be judged."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            "calendar.unknown_year",
            found=Text(f"{year}年的放假安排尚未载入", f"no holiday notice loaded for {year}"),
            mend=Text(
                "国务院办公厅公布后载入，暂定期限随之重算",
                "load it once the State Council has published it; provisional limits are then recomputed",
            ),
        )


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    MAKE_UP = "make_up"
    OPENED = "opened"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WEEKDAY, DayKind.MAKE_UP, DayKind.OPENED)

    @property
    def label(self) -> Text:
        return _KINDS[self]


_KINDS = {
    DayKind.WEEKDAY: Text("工作日", "working day"),
    DayKind.MAKE_UP: Text("调休上班", "make-up working day"),
    DayKind.OPENED: Text("本地上班", "local working day"),
    DayKind.WEEKEND: Text("周末", "weekend"),
    DayKind.HOLIDAY: Text("法定节假日", "statutory holiday"),
    DayKind.CLOSED: Text("本地停办", "closed locally"),
}


# As the notices of the State Council name them.
_HOLIDAYS_EN = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A day, what it is, and by what name; the name is empty where nothing special happens."""

    day: date
    kind: DayKind
    name: str = ""

    @property
    def title(self) -> Text:
        """The name in both languages: holidays have an English one, what a region says of a day stands as it was said."""
        names = [_HOLIDAYS_EN.get(name, name) for name in self.name.split("、")]
        return Text(self.name, ", ".join(names))

    @property
    def is_working(self) -> bool:
        return self.kind.is_working


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Statutory holidays, make-up working days 调休, and what a region adds to them.

    A day is working when it is a weekday that is no holiday, or a make-up day. ``years`` are those
    whose notice is loaded; about any other day the calendar refuses to answer. The notice for the
    coming year appears in October or November and may still move the last days of December.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    make_up: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    closed: Mapping[date, str] = field(default_factory=dict)
    opened: Mapping[date, str] = field(default_factory=dict)
    zone: ZoneInfo = CHINA

    @classmethod
    def from_data(cls, *documents: Mapping[str, Any], zone: ZoneInfo = CHINA) -> Self:
        """Read ``{"years": {"2026": {"off": {"2026-01-01": "元旦"}, "on": {...}}}}``; later documents win.

        Raises ``Invalid`` when the document has another shape, a date that does not exist, or a day
        that is both off and on.
        """
        years: dict[int, Mapping[str, Mapping[str, str]]] = {}
        try:
            for document in documents:
                years.update({int(year): entry for year, entry in document["years"].items()})
            holidays = _days(entry["off"] for entry in years.values())
            make_up = _days(entry["on"] for entry in years.values())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid(
                "calendar.data", found=str(error), expected="years → off, on → ISO date → name"
            ) from error
        if both := sorted(holidays.keys() & make_up.keys()):
            raise Invalid("calendar.data", found=f"{both[0]} off and on", expected="each day off or on")
        return cls(holidays, make_up, frozenset(years), zone=zone)

    def with_overlay(
        self,
        *,
        closed: Mapping[date, str] | Iterable[date] = (),
        opened: Mapping[date, str] | Iterable[date] = (),
    ) -> Self:
        """The calendar of a region: local holidays or storm closures, and local working days, by name where there is one.

        The overlay wins over the national calendar and adds to an overlay already there. It does
        not make an unknown year known.
        """
        shut, open_ = _named(closed), _named(opened)
        if both := sorted(shut.keys() & open_.keys()):
            raise Invalid("calendar.overlay", found=f"{both[0]} closed and opened", expected="one of the two")
        return replace(
            self,
            closed={day: name for day, name in self.closed.items() if day not in open_} | shut,
            opened={day: name for day, name in self.opened.items() if day not in shut} | open_,
        )

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``; raises ``UnknownYear`` rather than guess."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        if day in self.closed:
            return False
        if day in self.opened or day in self.make_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def judged(self, day: date) -> Judged:
        """What ``day`` is and why; raises ``UnknownYear`` like ``is_working_day``, with which it always agrees."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        for kind, named in (
            (DayKind.CLOSED, self.closed),
            (DayKind.OPENED, self.opened),
            (DayKind.MAKE_UP, self.make_up),
            (DayKind.HOLIDAY, self.holidays),
        ):
            if day in named:
                return Judged(day, kind, named[day])
        return Judged(day, DayKind.WEEKDAY if day.weekday() < _SATURDAY else DayKind.WEEKEND)

    def local_date(self, moment: date | datetime) -> date:
        """The calendar's own date of an aware moment; a plain date is already one."""
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is None:
            raise Invalid("calendar.naive", found=moment.isoformat(), expected="an aware moment")
        return moment.astimezone(self.zone).date()


def _days(groups: Iterable[Mapping[str, str]]) -> dict[date, str]:
    return {date.fromisoformat(day): name for group in groups for day, name in group.items()}


def _named(days: Mapping[date, str] | Iterable[date]) -> dict[date, str]:
    return dict(days) if isinstance(days, Mapping) else dict.fromkeys(days, "")
