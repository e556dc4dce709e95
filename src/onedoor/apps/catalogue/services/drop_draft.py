"""A draft is given up."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.models import ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import NotFound
from onedoor.text import Text


def drop_draft(*, actor: Actor, code: str) -> None:
    """The item has no draft; what is released stays. An item that was never released is no longer there at all."""
    require_designer(actor, "item.draft")
    with transaction.atomic():
        item = (
            ServiceItem.objects.select_for_update(no_key=True)
            .filter(tenant_id=actor.tenant_id, code=code)
            .first()
        )
        draft = item.versions.filter(state=ReleaseState.DRAFT).first() if item else None
        if item is None or draft is None:
            raise NotFound("item.no_draft", found=code, expected=Text("有草稿的事项", "an item with a draft"))
        record_event(
            actor=actor, action="item.draft_dropped", subject=item, data={"hash": draft.content_hash}
        )
        draft.delete()
        if not item.versions.exists():
            item.delete()
