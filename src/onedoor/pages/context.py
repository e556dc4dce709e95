"""What every page may lean on: who is here, which parts of the house are theirs, whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from onedoor.apps.tenancy.enums import Role


def house(request: HttpRequest) -> dict[str, Any]:
    """Variables of ``base.html``; every one is always there, so that an undefined one is a mistake."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.user_id is not None
    return {
        "actor": actor,
        "is_demo": settings.DEMO,
        "nav": {
            "portal": signed_in and actor.has(Role.ENTERPRISE),
            "desk": signed_in and actor.has(Role.CLERK, Role.REVIEWER, Role.DECIDER),
            "window": signed_in and actor.has(Role.CLERK),
            "watch": signed_in and actor.has(Role.SUPERVISOR),
        },
    }
