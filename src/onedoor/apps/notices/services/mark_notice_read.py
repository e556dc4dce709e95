"""A notice was read."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.notices.models import Notice
from onedoor.apps.tenancy.actor import Actor


def mark_notice_read(*, actor: Actor, notice_id: int) -> Notice:
    """The notice is read since the first time that its addressee opened it.

    A clerk who opens it at the window for the enterprise leaves it unread: the enterprise has not seen it.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update().one_visible_to(actor, pk=notice_id)
        own = (
            notice.to_user_id == actor.user_id
            if notice.to_user_id
            else notice.to_enterprise_id in actor.enterprise_ids
        )
        if own and notice.read_at is None:
            notice.read_at = clock.now()
            notice.save(update_fields=["read_at"])
    return notice
