"""A supervisor asks for a list as a file."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.overview import FILTERS
from onedoor.apps.parties.queries import lock_account
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.text import Text

MOST_WAITING = 5
REGION_LENGTH = 6


def request_export(*, actor: Actor, filter_name: str) -> Export:
    """The export waits for the worker; what it will hold is what its requester may see, and no more."""
    if not actor.has(Role.SUPERVISOR) or actor.user_id is None:
        raise NotAllowed("export.supervisor", expected=str(Role.SUPERVISOR.label))
    if filter_name not in FILTERS:
        raise Invalid("export.filter", found=filter_name[:40], expected=", ".join(FILTERS))
    with transaction.atomic():
        # Locked, so that two requests at once cannot pass the bound together.
        lock_account(actor.user_id)
        if Export.objects.visible_to(actor).waiting().count() >= MOST_WAITING:
            raise Conflict(
                "export.too_many",
                found=Text(
                    f"已有 {MOST_WAITING} 个导出在排队", f"{MOST_WAITING} exports are waiting already"
                ),
                mend=Text("请等它们完成。", "Wait until they are done."),
            )
        export = Export.objects.create(
            tenant_id=actor.tenant_id,
            region_code=actor.region_prefix.ljust(REGION_LENGTH, "0"),
            requested_by_id=actor.user_id,
            requested_at=clock.now(),
            filters={"cases": filter_name},
        )
        record_event(actor=actor, action="export.requested", subject=export, data={"filter": filter_name})
        enqueue_job(
            actor=actor,
            kind="oversight.write_export",
            payload={"export_id": export.pk},
            key=f"export:{export.pk}",
        )
    return export
