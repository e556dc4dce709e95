"""One page for the whole region: cases, clocks, ratings, matches, money; each number leads to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.oversight.overview import Overview, overview
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed
from onedoor.pages.requests import Asked
from onedoor.text import Text

PIECES = Text("件", "")


@require_safe
def show(request: Asked) -> HttpResponse:
    """The figures as they stand now."""
    supervisor(request)
    figures = overview(request.actor, clock.today())
    context = {
        "figures": figures,
        "cases": case_figures(figures),
        "clocks": clock_figures(figures),
        "ratings": rating_figures(figures),
        "money": money_figures(figures),
    }
    return render(request, "watch/overview.html", context)


def supervisor(request: Asked) -> None:
    if not request.actor.has(Role.SUPERVISOR):
        raise NotAllowed("watch.supervisor", expected=str(Role.SUPERVISOR.label))


def _of(name: str) -> str:
    return f"{reverse('watch:cases')}?of={name}"


def case_figures(figures: Overview) -> list[dict[str, Any]]:
    words = {
        "all": Text("全部办件", "All cases"),
        "open": Text("在办", "Open"),
        "granted": Text("准予", "Granted"),
        "denied": Text("不予", "Refused"),
        "window": Text("窗口代办", "At the counter"),
    }
    return [
        {"value": figures.cases[name], "unit": PIECES, "label": label, "href": _of(name)}
        for name, label in words.items()
    ]


def clock_figures(figures: Overview) -> list[dict[str, Any]]:
    words = {
        "yellow": (Text("黄牌：即将到期", "Yellow: due soon"), "warn"),
        "red": (Text("红牌：已超期", "Red: overdue"), "bad"),
        "provisional": (Text("期限暂定", "Limit provisional"), ""),
    }
    return [
        {
            "value": figures.cards[name],
            "unit": PIECES,
            "label": label,
            "href": _of(name),
            "tone": tone if figures.cards[name] else "",
        }
        for name, (label, tone) in words.items()
    ]


def rating_figures(figures: Overview) -> list[dict[str, Any]]:
    return [
        {
            "value": figures.average_grade,
            "unit": Text("分（满分 5）", "of 5"),
            "label": Text("平均评价", "Average grade"),
            "href": reverse("watch:ratings"),
            "note": Text(
                f"{figures.ratings} 次评价，{figures.rateable} 件可评价",
                f"{figures.ratings} ratings of {figures.rateable} cases that could be rated",
            ),
        },
        {
            "value": figures.bad_ratings,
            "unit": PIECES,
            "label": Text("差评", "Bad ratings"),
            "href": f"{reverse('watch:ratings')}?of=bad",
            "tone": "bad" if figures.bad_ratings else "",
        },
    ]


def money_figures(figures: Overview) -> list[dict[str, Any]]:
    return [
        {
            "value": None,
            "cents": figures.paid_cents,
            "label": Text("已下达资金", "Money ordered"),
            "href": reverse("watch:payments"),
        },
        {
            "value": figures.payments,
            "unit": Text("笔", ""),
            "label": Text("兑付", "Payments"),
            "href": reverse("watch:payments"),
        },
    ]
