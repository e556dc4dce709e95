"""How long something may take, and the stretches of time that do not count."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onedoor.errors import Invalid
from onedoor.text import Text

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """Unit of a time limit 时限单位."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Unit.WORKING_DAY: Text("个工作日", "working days"),
    Unit.CALENDAR_DAY: Text("日", "days"),
    Unit.HOUR: Text("小时", "hours"),
    Unit.MONTH: Text("个月", "months"),
    Unit.YEAR: Text("年", "years"),
}
# A century in each unit: counting stays bounded whatever was imported.
_MOST = {
    Unit.WORKING_DAY: 25_000,
    Unit.CALENDAR_DAY: 36_500,
    Unit.HOUR: 876_000,
    Unit.MONTH: 1_200,
    Unit.YEAR: 100,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """``n`` units of time; 0 means on the spot 即办. Hours run round the clock."""

    n: int
    unit: Unit = Unit.WORKING_DAY

    def __post_init__(self) -> None:
        most = _MOST[self.unit]
        if isinstance(self.n, bool) or not isinstance(self.n, int) or not 0 <= self.n <= most:
            raise Invalid("limit.number", found=f"{self.n!r} {self.unit}", expected=f"0..{most}")

    @property
    def label(self) -> Text:
        unit = self.unit.label
        return Text(f"{self.n}{unit.zh}", f"{self.n} {unit.en.removesuffix('s') if self.n == 1 else unit.en}")


@dataclass(frozen=True, slots=True)
class Suspension:
    """Time of a special procedure 特别程序 that does not count (Administrative Licensing Law, art. 45).

    Both ends are inside. With ``resumes_on_end`` the clock runs again on the last day itself, as
    some authorities read it. Without ``end`` the procedure is still going on.
    """

    start: date
    end: date | None = None
    resumes_on_end: bool = False

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Invalid("suspension.order", found=f"{self.start} – {self.end}", expected="start ≤ end")

    @property
    def last(self) -> date | None:
        """The last day that does not count; before ``start`` when none is left, ``None`` while open."""
        return self.end - ONE_DAY if self.end is not None and self.resumes_on_end else self.end


def union(suspensions: Iterable[Suspension]) -> list[tuple[date, date]]:
    """The suspended days as ascending inclusive stretches that neither touch nor overlap.

    So no day is taken off twice. An open suspension reaches to ``date.max``.
    """
    stretches: list[tuple[date, date]] = []
    spans = sorted((span.start, span.last or date.max) for span in suspensions)
    for start, last in spans:
        if last < start:
            continue
        if stretches and (stretches[-1][1] == date.max or start <= stretches[-1][1] + ONE_DAY):
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], last))
        else:
            stretches.append((start, last))
    return stretches


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or its last day where there is none (Civil Code, art. 202).

    Nothing is later than ``date.max``.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
