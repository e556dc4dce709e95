"""Who may work on the catalogue: those who design standards and rules for the whole government, and the house itself."""

from __future__ import annotations

from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed


def require_designer(actor: Actor, action: str) -> None:
    """Nothing happens for a designer and for the house; ``NotAllowed`` with ``action`` as its code for others."""
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed(action, expected=str(Role.DESIGNER.label))
