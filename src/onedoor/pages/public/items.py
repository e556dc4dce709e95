"""办事指南: items found by everyday words, each with its guide."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.enums import ServiceObject
from onedoor.apps.catalogue.finding import find_items
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.apps.tenancy.enums import Role
from onedoor.pages.requests import Asked, page_of

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
    """One item: who handles it, how long it takes, what to bring, and the way to apply."""
    version = version_in_force(request.actor, code)
    definition = ItemDefinition.read(version.content)
    at_window = request.actor.has(Role.CLERK)
    return render(
        request,
        "public/item.html",
        {
            "version": version,
            "definition": definition,
            "objects": [ServiceObject(name).label for name in definition.objects],
            "may_apply": definition.can_apply
            and (not at_window or request.actor.acting_for is not None)
            and (request.actor.user_id is None or request.actor.has(Role.ENTERPRISE, Role.CLERK)),
            "at_window": at_window,
        },
    )
