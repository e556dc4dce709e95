"""Who works in the studio."""

from __future__ import annotations

from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed
from onedoor.pages.requests import Asked


def designer(request: Asked) -> None:
    """Nothing happens for those who design standards and items; others are refused (403)."""
    if not request.actor.has(Role.DESIGNER):
        raise NotAllowed("studio.designer", expected=str(Role.DESIGNER.label))
