"""What every page may lean on: who is here, which parts of the house are theirs, whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from onedoor.apps.notices.queries import unread_count
from onedoor.apps.parties.queries import visible_enterprise
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotFound


def house(request: HttpRequest) -> dict[str, Any]:
    """Variables of ``base.html``; every one is always there, so that an undefined one is a mistake."""
    actor: Actor = getattr(request, "actor", None) or Actor.anonymous(0)
    signed_in = actor.user_id is not None
    return {
        "actor": actor,
        "is_demo": settings.DEMO,
        "unread_notices": unread_count(actor) if signed_in else 0,
        "acting_for_name": _acting_for(actor) if signed_in else "",
        "nav": {
            "portal": signed_in and actor.has(Role.ENTERPRISE),
            "desk": signed_in and actor.has(Role.CLERK, Role.REVIEWER, Role.DECIDER),
            "window": signed_in and actor.has(Role.CLERK),
            "watch": signed_in and actor.has(Role.SUPERVISOR),
            "studio": signed_in and actor.has(Role.DESIGNER),
        },
    }


def _acting_for(actor: Actor) -> str:
    if actor.acting_for is None:
        return ""
    try:
        return visible_enterprise(actor, actor.acting_for).name
    except NotFound:
        # Refusals are told on pages too: this one must not stand in the way of telling any.
        return ""
