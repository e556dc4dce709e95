"""Who may change the standards: those who design them, and the house itself."""

from __future__ import annotations

from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed
from onedoor.text import Text


def require_designer(actor: Actor, action: str) -> None:
    """Nothing happens for a designer and for the house; ``NotAllowed`` with ``action`` as its code for others."""
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed(action, expected=str(Role.DESIGNER.label))


def require_house(actor: Actor, action: str) -> None:
    """Nothing happens for the house; ``NotAllowed`` for persons: code lists are the same for all who use the installation."""
    if not actor.is_system:
        raise NotAllowed(action, expected=Text("运维人员在命令行执行", "the operator, from the command line"))
