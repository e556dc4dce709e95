"""An officer finishes a step of a case."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.cases.models import Case, Opinion
from onedoor.apps.cases.services.accept_case import accept_case
from onedoor.apps.flows.queries import visible_task
from onedoor.apps.flows.services.complete_task import complete_task
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.text import Text

LONGEST_OPINION = 2000
NEEDS_REASON = {"request_correction", "refuse", "disagree", "deny"}


def handle_task(*, actor: Actor, task_id: int, outcome: str, opinion: str, expected_version: int) -> Case:
    """The step is done with this outcome and opinion, the flow has gone on, the case shows where it stands.

    ``expected_version`` is the case's version that the page showed; a case that moved meanwhile raises
    ``Conflict`` "case.stale" and nothing is changed. Outcomes against the applicant need their reasons
    (Administrative Licensing Law, art. 38). Whoever acts for the applicant is recused (回避).
    """
    opinion = opinion.strip()
    if len(opinion) > LONGEST_OPINION:
        raise Invalid("opinion.too_long", found=str(len(opinion)), expected=f"<= {LONGEST_OPINION}")
    if outcome in NEEDS_REASON and not opinion:
        raise Invalid(
            "opinion.reason_missing",
            expected=Text("写明理由", "the reasons in words"),
            mend=Text("请填写理由：申请人会看到它。", "Write the reasons: the applicant will read them."),
        )
    with transaction.atomic():
        task = visible_task(actor, task_id)
        case = lock_case(actor, case_id_of(task.instance.subject), expected_version)
        if case.enterprise_id in actor.enterprise_ids:
            raise NotAllowed(
                "task.recusal",
                found=Text("您是申请企业的经办人", "You act for the applicant"),
                expected=Text("依法回避", "somebody without an interest in the case"),
                mend=Text("请交由同事办理。", "Leave it to a colleague."),
            )
        complete_task(actor=actor, task_id=task.pk, outcome=outcome, variables={})
        Opinion.objects.create(
            tenant_id=case.tenant_id,
            region_code=case.region_code,
            case=case,
            task_key=task.key,
            department_id=task.department_id,
            user_id=actor.person_id,
            outcome=outcome,
            text=opinion,
            at=clock.now(),
        )
        _effect(actor, case, outcome, opinion)
        record_event(
            actor=actor, action="case.step_done", subject=case, data={"task": task.key, "outcome": outcome}
        )
    return case


def lock_case(actor: Actor, case_id: int, expected_version: int) -> Case:
    """The case, its row locked, still at the version the actor saw."""
    rows = Case.objects.select_related("item_version__item", "enterprise").select_for_update(of=("self",))
    case = rows.one_visible_to(actor, pk=case_id)
    if case.version != expected_version:
        raise Conflict(
            "case.stale",
            found=Text("此办件刚刚有了新的处理", "this case has just moved on"),
            mend=Text("刷新页面，查看最新状态后再操作。", "Reload, look at where it stands, then act."),
        )
    return case


def case_id_of(subject: str) -> int:
    """The case that a flow's subject names.

    >>> case_id_of("case:12")
    12
    """
    kind, _, number = subject.partition(":")
    if kind != "case" or not number.isdecimal():
        raise Invalid("flow.subject", found=subject, expected="case:<number>")
    return int(number)


def _effect(actor: Actor, case: Case, outcome: str, opinion: str) -> None:
    match outcome:
        case "accept":
            accept_case(actor=actor, case=case)
            return
        case "request_correction":
            case.status = CaseStatus.CORRECTION
            _tell_correction(actor, case, opinion)
        case "refuse":
            case.status, case.closed_at = CaseStatus.REFUSED, clock.now()
            _tell_refusal(actor, case, opinion)
        case "grant":
            case.status, case.outcome = CaseStatus.DECIDED, Outcome.GRANTED
        case "deny":
            case.status, case.outcome = CaseStatus.DECIDED, Outcome.DENIED
    case.version += 1
    case.save(update_fields=["status", "outcome", "closed_at", "version"])


def _tell_correction(actor: Actor, case: Case, opinion: str) -> None:
    name = case.item_version.item.name
    send_notice(
        actor=actor,
        to_enterprise=case.enterprise,
        to_user=None,
        kind="case.correction",
        subject=Text(f"请补正：{name}", f"Please correct: {case.item_version.item.name_en or name}"),
        body=Text(f"一次性告知需补正内容：{opinion}", f"All that needs correction: {opinion}"),
        link=f"/portal/cases/{case.pk}/",
        key=f"{case.reference}:correction:{case.version}",
    )


def _tell_refusal(actor: Actor, case: Case, opinion: str) -> None:
    """Not accepting an application is told in writing too (Administrative Licensing Law, art. 32)."""
    name = case.item_version.item.name
    send_notice(
        actor=actor,
        to_enterprise=case.enterprise,
        to_user=None,
        kind="case.refused",
        subject=Text(f"不予受理：{name}", f"Not accepted: {case.item_version.item.name_en or name}"),
        body=Text(f"理由：{opinion}", f"Reasons: {opinion}"),
        link=f"/portal/cases/{case.pk}/",
        key=f"{case.reference}:refused",
    )
