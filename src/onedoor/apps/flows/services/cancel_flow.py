"""A flow ends before its end."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.flows.enums import FlowStatus, TaskState
from onedoor.apps.flows.models import FlowInstance
from onedoor.apps.flows.services.complete_task import lock_instance
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, Invalid

LONGEST_REASON = 500


def cancel_flow(*, actor: Actor, instance_id: int, reason: str) -> FlowInstance:
    """The run has ended and nothing of it waits any more; its steps so far stay on record.

    Whether it may be ended, the app that owns the subject has made sure. Raises ``Conflict`` "flow.ended"
    when it has ended already.
    """
    if len(reason) > LONGEST_REASON:
        raise Invalid("flow.reason", found=str(len(reason)), expected=f"<= {LONGEST_REASON}")
    with transaction.atomic():
        instance = lock_instance(actor.tenant_id, instance_id)
        if instance.status != FlowStatus.RUNNING:
            raise Conflict("flow.ended", found=str(FlowStatus(instance.status).label))
        instance.tasks.filter(state=TaskState.OPEN).update(state=TaskState.CANCELLED, done_at=clock.now())
        instance.status, instance.ended_at = FlowStatus.CANCELLED, clock.now()
        instance.cancel_reason = reason
        instance.version += 1
        instance.save(update_fields=["status", "ended_at", "cancel_reason", "version"])
        record_event(actor=actor, action="flow.cancelled", subject=instance)
    return instance
