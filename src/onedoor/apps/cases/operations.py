"""The steps of a case that no person does; flows name them, the worker runs them.

Each takes the flow's subject and answers with variables for the flow. Running one twice leaves what running
it once left: certificates, payments and notices carry keys made of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.decisions import decision_body, decision_rows, decision_title, result_notice
from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.cases.models import Case, PointResult, Submission
from onedoor.apps.cases.review import Finding, is_vetoed, review
from onedoor.apps.cases.services.accept_case import accept_case
from onedoor.apps.cases.services.handle_task import case_id_of
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.certificates.services.issue_certificate import issue_certificate
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.flows.operations import operation
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.policies.services.record_payment import record_payment as order_payment
from onedoor.apps.tenancy.actor import Actor
from onedoor.text import Text

Variables = Mapping[str, Any]
PLATFORM = Text("本平台的决定", "Decision made here")


@operation("cases.accept_automatically")
def accept_automatically(*, actor: Actor, subject: str, variables: Variables) -> Variables:
    """A complete application of a benefit is accepted as it comes in; its clock starts."""
    case = locked(actor, subject)
    if case.status == CaseStatus.SUBMITTED:
        accept_case(actor=actor, case=case)
    return {"accepted": True}


@operation("cases.review_automatically")
def review_automatically(*, actor: Actor, subject: str, variables: Variables) -> Variables:
    """Every point of the newest submission has its result; ``veto`` says whether one alone decides."""
    case = locked(actor, subject)
    submission = newest_submission(case)
    definition = ItemDefinition.read(case.item_version.content)
    findings, case.amount_cents = review(actor, definition, submission.snapshot["facts"], reference_day(case))
    if not submission.point_results.exists():
        PointResult.objects.bulk_create(_row(case, submission.pk, finding) for finding in findings)
    case.version += 1
    case.save(update_fields=["amount_cents", "version"])
    veto = is_vetoed(findings)
    record_event(actor=actor, action="case.reviewed", subject=case, data={"veto": veto})
    return {"veto": veto}


@operation("cases.issue_decision")
def issue_decision(*, actor: Actor, subject: str, variables: Variables) -> Variables:
    """The decision is a signed document, and what was granted is a fact about the enterprise."""
    case = locked(actor, subject)
    definition = ItemDefinition.read(case.item_version.content)
    granted = case.outcome == Outcome.GRANTED
    certificate = issue_certificate(
        actor=actor,
        kind="decision",
        holder=case.enterprise.name,
        holder_enterprise_id=case.enterprise_id,
        department_id=case.department_id,
        subject=subject,
        region_code=case.region_code,
        issuer=case.department.name,
        title=decision_title(case, definition),
        paragraphs=decision_body(case, definition),
        facts=decision_rows(case, definition),
        key=f"{subject}:decision",
    )
    if granted and definition.result_element:
        record_facts(
            actor=actor,
            enterprise=case.enterprise,
            values={definition.result_element: certificate.number},
            source="onedoor.decision",
            source_name=PLATFORM,
            source_kind=SourceKind.DECISION,
        )
    return {"granted": granted}


@operation("cases.record_payment")
def record_payment(*, actor: Actor, subject: str, variables: Variables) -> Variables:
    """The money that the decision ordered is on record, once."""
    case = locked(actor, subject)
    definition = ItemDefinition.read(case.item_version.content)
    if case.outcome == Outcome.GRANTED and case.amount_cents:
        order_payment(
            actor=actor,
            case_id=case.pk,
            enterprise_id=case.enterprise_id,
            region_code=case.region_code,
            measure_code=definition.measure,
            on=reference_day(case),
            cents=case.amount_cents,
            key=f"{subject}:payment",
        )
    return {}


@operation("cases.notify_applicant")
def notify_applicant(*, actor: Actor, subject: str, variables: Variables) -> Variables:
    """The case is completed and the applicant told, with the way to the decision and to the rating."""
    case = locked(actor, subject)
    definition = ItemDefinition.read(case.item_version.content)
    title, body = result_notice(case, definition)
    send_notice(
        actor=actor,
        to_enterprise=case.enterprise,
        to_user=None,
        kind="case.decided",
        subject=title,
        body=body,
        link=f"/portal/cases/{case.pk}/",
        key=f"{subject}:decided",
    )
    case.status, case.closed_at = CaseStatus.COMPLETED, clock.now()
    case.version += 1
    case.save(update_fields=["status", "closed_at", "version"])
    record_event(actor=actor, action="case.completed", subject=case)
    return {}


def locked(actor: Actor, subject: str) -> Case:
    """The case that a flow's subject names, its row locked, with what every step reads."""
    rows = Case.objects.select_related("item_version__item", "enterprise", "department")
    return rows.select_for_update(of=("self",)).one_visible_to(actor, pk=case_id_of(subject))


def newest_submission(case: Case) -> Submission:
    """What the case is decided on; every case began with one."""
    return case.submissions.order_by("-number")[0]


def reference_day(case: Case) -> date:
    """The day by whose rules a case is decided: that of the application, however often it was corrected since.

    Whoever applied within the time keeps that; a correction asked for by the office shall not cost it.
    """
    return case.submitted_at.astimezone(clock.CHINA).date()


def _row(case: Case, submission_id: int, finding: Finding) -> PointResult:
    return PointResult(
        tenant_id=case.tenant_id,
        region_code=case.region_code,
        submission_id=submission_id,
        case=case,
        point_id=finding.point_id,
        outcome=finding.outcome,
        severity=finding.severity,
        trace=finding.as_dict(),
        at=clock.now(),
    )
