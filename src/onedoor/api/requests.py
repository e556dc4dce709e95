"""A request as the operations take it, and the one way to cut a list into pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from onedoor.api.schemas import Paging
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed

M = TypeVar("M", bound=Model)


class Asked(HttpRequest):
    """A request that was authenticated, or that asks for what is public."""

    actor: Actor


def part(rows: QuerySet[M], paging: Paging) -> tuple[Sequence[M], dict[str, Any]]:
    """The rows asked for, and the head of their page; two queries."""
    head = {"total": rows.count(), "limit": paging.limit, "offset": paging.offset}
    return list(rows[paging.offset : paging.offset + paging.limit]), head


def require(actor: Actor, *roles: Role) -> None:
    """The actor holds one of the roles; ``NotAllowed`` "api.role" otherwise."""
    if not actor.has(*roles):
        raise NotAllowed("api.role", expected=", ".join(str(role.label) for role in roles))
