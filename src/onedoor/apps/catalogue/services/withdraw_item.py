"""An item is no longer offered."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text


def withdraw_item(*, actor: Actor, code: str, reason: str) -> int:
    """No version of the item is in force any more, from now on; how many were withdrawn.

    Cases that run keep the version they began with and go on to their end. ``reason`` is kept in the audit. Releasing a
    version brings the item back.
    """
    require_designer(actor, "item.withdraw")
    if not reason.strip():
        raise Invalid("item.reason", expected=Text("停用的理由", "why it is withdrawn"), where=code)
    with transaction.atomic():
        item = ServiceItem.objects.select_for_update(no_key=True).one_visible_to(actor, code=code)
        number = ItemVersion.objects.filter(item=item, state=ReleaseState.RELEASED).update(
            state=ReleaseState.WITHDRAWN
        )
        if not number:
            raise Conflict("item.not_released", found=code, expected=Text("已发布的事项", "a released item"))
        record_event(
            actor=actor, action="item.withdrawn", subject=item, data={"reason": reason.strip()[:300]}
        )
    return number
