"""A bundle is no longer offered."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.models import Bundle, BundleVersion
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text


def withdraw_bundle(*, actor: Actor, code: str, reason: str) -> int:
    """No version of the bundle is in force any more; how many were withdrawn.

    Its items stay: each can still be applied for by itself. ``reason`` is kept in the audit. Releasing a version brings
    the bundle back.
    """
    require_designer(actor, "bundle.withdraw")
    if not reason.strip():
        raise Invalid("bundle.reason", expected=Text("停用的理由", "why it is withdrawn"), where=code)
    with transaction.atomic():
        bundle = Bundle.objects.select_for_update(no_key=True).one_visible_to(actor, code=code)
        number = BundleVersion.objects.filter(bundle=bundle, state=ReleaseState.RELEASED).update(
            state=ReleaseState.WITHDRAWN
        )
        if not number:
            raise Conflict(
                "bundle.not_released", found=code, expected=Text("已发布的一件事", "a released bundle")
            )
        record_event(
            actor=actor, action="bundle.withdrawn", subject=bundle, data={"reason": reason.strip()[:300]}
        )
    return number
