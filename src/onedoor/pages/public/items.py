"""办事指南: items found by everyday words, each with its guide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.enums import ServiceObject
from onedoor.apps.catalogue.finding import find_items
from onedoor.apps.catalogue.guiding import advice
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.apps.tenancy.enums import Role
from onedoor.pages.public.steps import picture_of
from onedoor.pages.requests import Asked, page_of
from onedoor.reference.elements import item_elements
from onedoor.text import Text

LONGEST_QUERY = 100


@login_not_required
@require_safe
def search(request: Asked) -> HttpResponse:
    """What the words find, best first; without words, every item by code."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context: dict[str, object] = {"q": words, "page": None, "found": []}
    if words:
        context["found"] = [
            {"version": hit.version, "definition": hit.definition, "because": hit.because}
            for hit in find_items(request.actor, words)
        ]
    else:
        versions = ItemVersion.objects.visible_to(request.actor).in_force_on(clock.today())
        page = page_of(versions.select_related("item__department").order_by("code"), request)
        context["page"] = page
        context["found"] = [
            {"version": version, "definition": ItemDefinition.read(version.content), "because": ""}
            for version in page
        ]
    return render(request, "public/items.html", context)


@login_not_required
@require_safe
def guide(request: Asked, code: str) -> HttpResponse:
    """办事指南: who, on what conditions, what to bring for one's own situation, how long, what it costs, and the way to apply.

    The answers to the questions stand in the address, so that a guide can be shared as it was answered.
    """
    version = version_in_force(request.actor, code)
    definition = ItemDefinition.read(version.content)
    given = {each.element: request.GET.get(each.element, "")[:LONGEST_QUERY] for each in definition.questions}
    at_window = request.actor.has(Role.CLERK)
    advised = advice(definition, given)
    return render(
        request,
        "public/item.html",
        {
            "version": version,
            "definition": definition,
            "advice": advised,
            "picture": picture_of(advised.steps),
            "record": _record(definition.record),
            "objects": [ServiceObject(name).label for name in definition.objects],
            "may_apply": definition.can_apply
            and advised.stop is None
            and (not at_window or request.actor.acting_for is not None)
            and (request.actor.user_id is None or request.actor.has(Role.ENTERPRISE, Role.CLERK)),
            "at_window": at_window,
        },
    )


SHOWN = (
    "accept_condition",
    "transact_addr",
    "transact_time",
    "link_way",
    "supervise_way",
    "handle_type",
    "is_express",
)


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a guide shows of the national elements, each with its label; codes in words."""
    known = item_elements()
    shown: dict[str, dict[str, Text] | None] = {}
    for column in SHOWN:
        value = record.get(column)
        if not value:
            shown[column] = None
            continue
        codes = known[column].codes
        values = value if isinstance(value, list) else [value]
        texts = [codes[str(each)].label if str(each) in codes else Text.of(each) for each in values]
        words = Text("、".join(each.zh for each in texts), ", ".join(each.en for each in texts))
        shown[column] = {"label": known[column].name, "words": words}
    return shown
