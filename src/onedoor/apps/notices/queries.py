"""Reads about notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from onedoor import clock
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import ScopedQuerySet, owned_by

if TYPE_CHECKING:
    from onedoor.apps.notices.models import Notice
    from onedoor.apps.parties.models import User


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    """Notices: their addressee's; an enterprise's are its people's, and the window's that holds its papers."""

    def audience(self, actor: Actor) -> Q:
        own = owned_by(actor, "to_enterprise_id")
        return own | Q(to_user_id=actor.user_id) if actor.user_id is not None else own

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-sent_at", "-pk")


def unread_count(actor: Actor) -> int:
    """The number on the bell."""
    from onedoor.apps.notices.models import Notice

    return Notice.objects.visible_to(actor).unread().count()


def people_with_address(notice: Notice) -> list[User]:
    """The active accounts that the notice is for and that have an address: the user, or the enterprise's people."""
    if notice.to_user is not None:
        people = [notice.to_user]
    elif notice.to_enterprise is not None:
        today = clock.today()
        in_force = Q(until__isnull=True) | Q(until__gte=today)
        members = notice.to_enterprise.members.filter(in_force, since__lte=today).select_related("user")
        people = [member.user for member in members.order_by("user_id")]
    return [person for person in people if person.is_active and person.email]
