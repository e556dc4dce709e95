"""The door itself, and the way from it to each one's own place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from onedoor.apps.tenancy.enums import Role
from onedoor.pages.requests import Asked

PLACES = (
    (Role.SUPERVISOR, "watch:overview"),
    (Role.REVIEWER, "desk:tasks"),
    (Role.DECIDER, "desk:tasks"),
    (Role.CLERK, "desk:window"),
    (Role.DESIGNER, "studio:items"),
    (Role.ENTERPRISE, "portal:policies"),
)
EVERYDAY = ("开饭店", "招人", "职业中介", "档案出境")


@login_not_required
@require_safe
def home(request: Asked) -> HttpResponse:
    """Search in everyday words, and the two ways in: policies and items."""
    return render(request, "public/home.html", {"examples": EVERYDAY})


@require_safe
def start(request: Asked) -> HttpResponse:
    """After signing in everybody stands where their work is."""
    for role, place in PLACES:
        if request.actor.has(role):
            return redirect(place)
    return redirect("home")
