"""Reads about exports."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import ScopedQuerySet

if TYPE_CHECKING:
    from onedoor.apps.oversight.models import Export


class ExportQuerySet(ScopedQuerySet["Export"]):
    """Exports are their requester's alone: what is in one depends on what that person may see."""

    def audience(self, actor: Actor) -> Q:
        return Q(requested_by_id=actor.user_id)

    def waiting(self) -> Self:
        return self.filter(state=ExportState.WAITING)

    def expired_at(self, moment: datetime) -> Self:
        """Those whose days are over, the oldest first."""
        return self.filter(expires_at__lte=moment).order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-requested_at", "-pk")
