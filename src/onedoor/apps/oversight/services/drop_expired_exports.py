"""Exports are taken away when their days are over."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.oversight.models import Export
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotAllowed


def drop_expired_exports(*, actor: Actor) -> int:
    """No export whose days are over is left, neither row nor file; how many went. For the house itself only.

    A file goes once its row is gone for good: a crash in between leaves a file that nobody can reach.
    """
    if not actor.is_system:
        raise NotAllowed("export.system_only")
    with transaction.atomic():
        expired = list(Export.objects.visible_to(actor).expired_at(clock.now()).select_for_update())
        for export in expired:
            record_event(actor=actor, action="export.expired", subject=export)
            if export.file.name:
                transaction.on_commit(partial(export.file.storage.delete, export.file.name), robust=True)
            export.delete()
    return len(expired)
