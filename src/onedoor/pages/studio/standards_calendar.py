"""工作日历: a year as a region works it, and the days that it closes or opens on its own."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor import clock
from onedoor.apps.standards.calendars import forget_calendars
from onedoor.apps.standards.enums import OverlayKind
from onedoor.apps.standards.models import CalendarOverlay, Code
from onedoor.apps.standards.queries import REGIONS, region_name, working_calendar
from onedoor.apps.standards.services.add_overlay import MOST_DAYS, add_overlay
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.engine.calendars import Judged, WorkingCalendar
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound
from onedoor.pages.requests import Asked, given
from onedoor.pages.studio.access import designer
from onedoor.pages.studio.standards_forms import DayInput, StudioForm, tell
from onedoor.text import Text

FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEK = months.Calendar(months.MONDAY)
WEEKDAYS = tuple(
    Text(zh, en) for zh, en in zip("一二三四五六日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of seven places; ``None`` where another month stands."""

    first: date
    weeks: list[list[Judged | None]]
    worked: int


@require_safe
def calendar(request: Asked) -> HttpResponse:
    """A year of a region: twelve months, what is special in them, who entered what."""
    designer(request)
    own = region_of_tenant(request.actor.tenant_id)
    region = given(request, "region") or own
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    # Whichever process it was entered through, the page shows it at once.
    forget_calendars()
    held = working_calendar(region)
    is_known = year in held.years
    overlays = CalendarOverlay.objects.visible_to(request.actor).in_year(year).select_related("user")
    context = {
        "year": year,
        "years": sorted({*held.years, year}),
        "region": region,
        "region_name": region_name(region),
        "regions": _regions(own),
        "is_known": is_known,
        "weekdays": WEEKDAYS,
        "months": [_month(year, number, held) for number in range(1, 13)] if is_known else [],
        "special": _special(year, held) if is_known else [],
        "overlays": [(each, OverlayKind(each.kind)) for each in overlays.order_by("-pk")[:50]],
        "today": clock.today(),
    }
    return render(request, "studio/standards/calendar.html", context)


def _month(year: int, number: int, held: WorkingCalendar) -> Month:
    weeks = [
        [held.judged(day) if day.month == number else None for day in week]
        for week in WEEK.monthdatescalendar(year, number)
    ]
    worked = sum(day is not None and day.is_working for week in weeks for day in week)
    return Month(date(year, number, 1), weeks, worked)


def _special(year: int, held: WorkingCalendar) -> list[dict[str, Any]]:
    """Days with a name, those in a row and alike together."""
    found: list[dict[str, Any]] = []
    day = date(year, 1, 1)
    while day.year == year:
        judged = held.judged(day)
        if judged.name:
            last = found[-1] if found else None
            if last and last["last"] == day - timedelta(days=1) and _alike(last["judged"], judged):
                last["last"] = day
                last["number"] += 1
            else:
                found.append({"judged": judged, "first": day, "last": day, "number": 1})
        day += timedelta(days=1)
    return found


def _alike(one: Judged, other: Judged) -> bool:
    return (one.kind, one.name) == (other.kind, other.name)


def _regions(own: str) -> list[tuple[str, str]]:
    """The government's own region and those right below it that stand today."""
    language = get_language() or "zh-hans"
    below = Code.objects.current(REGIONS).under(own).valid_on(clock.today()).order_by("code", "pk")
    return [
        (own, region_name(own).in_(language)),
        *((each.code, each.label.in_(language)) for each in below),
    ]


class OverlayForm(StudioForm):
    """Days that a region closes or opens."""

    region = forms.ChoiceField(label=gettext_lazy("地区"))
    kind = forms.ChoiceField(label=gettext_lazy("安排"), choices=OverlayKind)
    first = forms.DateField(label=gettext_lazy("第一天"), widget=DayInput())
    last = forms.DateField(
        label=gettext_lazy("最后一天"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("只有一天的不填。"),
    )
    name = forms.CharField(
        label=gettext_lazy("事由"), max_length=100, help_text=gettext_lazy("会显示给申请人，如“台风停工”。")
    )
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("通告的机关和文号。")
    )

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]

    def days(self) -> list[date]:
        """Every day from the first to the last; one too many where there are more than the service takes."""
        first = self.cleaned_data["first"]
        number = ((self.cleaned_data["last"] or first) - first).days + 1
        return [first + timedelta(days=each) for each in range(min(number, MOST_DAYS + 1))]


@require_http_methods(["GET", "POST"])
def overlay(request: Asked) -> HttpResponse:
    """Days are closed, worked, or as everywhere again."""
    designer(request)
    own = region_of_tenant(request.actor.tenant_id)
    form = OverlayForm(
        _regions(own), request.POST or None, initial={"region": request.GET.get("region", own)}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            entered = add_overlay(
                actor=request.actor,
                region_code=data["region"],
                days=form.days(),
                kind=OverlayKind(data["kind"]),
                name=data["name"],
                basis=data["basis"],
            )
        except (Conflict, Invalid, NotAllowed, NotFound) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("已登记，暂定的期限将重新计算。"))
            year = entered[0].day.year
            return redirect(f"{reverse('standards:calendar')}?year={year}&region={data['region']}")
    return render(
        request, "studio/standards/overlay.html", {"form": form}, status=422 if form.errors else 200
    )
