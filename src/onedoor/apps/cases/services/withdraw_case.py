"""撤回: the applicant takes the application back."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.answers import check_text
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.queries import OPEN
from onedoor.apps.cases.services.handle_task import lock_case
from onedoor.apps.flows.services.cancel_flow import cancel_flow
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, NotAllowed
from onedoor.text import Text


def withdraw_case(*, actor: Actor, case_id: int, reason: str, expected_version: int) -> Case:
    """The case is withdrawn and its flow ended; possible until it is decided."""
    check_text("reason", reason)
    with transaction.atomic():
        case = lock_case(actor, case_id, expected_version)
        if case.enterprise_id not in actor.enterprise_ids and case.enterprise_id != actor.acting_for:
            raise NotAllowed(
                "case.not_yours", mend=Text("只有申请人可以撤回。", "Only the applicant may withdraw.")
            )
        if case.status not in OPEN or case.status == CaseStatus.DECIDED:
            raise Conflict("case.state", found=str(CaseStatus(case.status).label))
        if case.flow_instance_id is not None:
            cancel_flow(actor=actor, instance_id=case.flow_instance_id, reason=reason)
        case.status, case.closed_at = CaseStatus.WITHDRAWN, clock.now()
        case.version += 1
        case.save(update_fields=["status", "closed_at", "version"])
        record_event(actor=actor, action="case.withdrawn", subject=case)
    return case
