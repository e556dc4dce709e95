"""代码集: lists of codes, and since when and until when each was valid."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import Code, CodeList
from onedoor.apps.standards.queries import predecessors, successors
from onedoor.errors import NotFound
from onedoor.pages.requests import Asked, given, page_of
from onedoor.pages.studio.access import designer
from onedoor.text import Text

LONGEST_QUERY = 100
LEVELS = {
    "province": Text("省级", "province"),
    "city": Text("地级", "city"),
    "county": Text("县级", "county"),
    "street": Text("乡镇、街道", "town or street"),
    "section": Text("门类", "section"),
    "division": Text("大类", "division"),
    "group": Text("中类", "group"),
    "class": Text("小类", "class"),
}


@require_safe
def lists(request: Asked) -> HttpResponse:
    """Every code list with its edition and what it covers."""
    designer(request)
    found: list[Any] = list(CodeList.objects.with_current().order_by("slug"))
    held = [{"list": each, "origin": Origin(each.origin) if each.origin else None} for each in found]
    return render(request, "studio/standards/lists.html", {"rows": held})


@require_safe
def code_list(request: Asked, slug: str) -> HttpResponse:
    """The codes of a list by words, level, what they lie in, and the day on which they have to be valid."""
    designer(request)
    found = _list(slug)
    asked = {name: given(request, name, LONGEST_QUERY) for name in ("q", "level", "under", "of", "on")}
    today = clock.today()
    day = _day(asked["on"]) or today
    codes = Code.objects.current(slug).called(asked["q"])
    if asked["level"]:
        codes = codes.filter(level=asked["level"])
    if asked["under"]:
        codes = codes.under(asked["under"])
    if asked["of"] == "ended":
        codes = codes.ended_before(day)
    elif asked["of"] != "all":
        codes = codes.valid_on(day)
    page = page_of(codes.order_by("code", "pk"), request)
    levels = Code.objects.current(slug).exclude(level="").order_by("level").values_list("level", flat=True)
    known = set(levels.distinct())
    context = {
        "list": found,
        "page": page,
        "rows": [_row(row, day) for row in page],
        "asked": asked | {"on": day.isoformat()},
        "levels": [(key, label) for key, label in LEVELS.items() if key in known],
        "standings": [("", _("这一天有效")), ("ended", _("这一天已停用")), ("all", _("全部"))],
        "has_levels": bool(known),
    }
    return render(request, "studio/standards/list.html", context)


@require_safe
def code(request: Asked, slug: str, code: str) -> HttpResponse:
    """One code: its names and times, what it lies in, what lies in it, what it came from and what became of it."""
    designer(request)
    found = _list(slug)
    # What no database can hold is no code.
    held = [] if "\0" in code else list(Code.objects.current(slug).filter(code=code).order_by("-pk"))
    if not held:
        raise NotFound("code.unknown", found=code[:64], expected=slug)
    today = clock.today()
    parent = (
        Code.objects.current(slug).filter(code=held[0].parent).order_by("-pk").first()
        if held[0].parent
        else None
    )
    below = Code.objects.current(slug).under(code).valid_on(today).order_by("code", "pk")
    context = {
        "list": found,
        "code": held[0],
        "level": LEVELS.get(held[0].level),
        "history": [_row(row, today) for row in held],
        "parent": parent,
        "successors": successors(code, today, slug),
        "predecessors": predecessors(code, slug),
        "page": page_of(below, request),
    }
    return render(request, "studio/standards/code.html", context)


def _row(row: Code, day: date) -> dict[str, Any]:
    ended = row.valid_to is not None and row.valid_to < day
    return {
        "code": row,
        "level": LEVELS.get(row.level),
        "is_ended": ended,
        "is_ahead": row.valid_from is not None and row.valid_from > day,
    }


def _list(slug: str) -> Any:
    found = CodeList.objects.with_current().filter(slug=slug).first()
    if found is None:
        raise NotFound("codes.list", found=slug)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
