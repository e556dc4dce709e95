"""Cases: one's own, the department's or the region's; the applicant's deeds on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import StrictInt

from onedoor import clock
from onedoor.api.files import UploadOut, upload_out
from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked, part
from onedoor.api.schemas import (
    Answer,
    Answers,
    Body,
    Code,
    Line,
    Page,
    Paging,
    Prose,
    Version,
    Words,
    answers,
    words,
)
from onedoor.api.wording import _
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case, PointResult, Rating
from onedoor.apps.cases.services.add_material import add_material
from onedoor.apps.cases.services.correct_case import correct_case
from onedoor.apps.cases.services.rate_case import rate_case
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.certificates.queries import certificates_visible_to
from onedoor.apps.flows.queries import progress
from onedoor.apps.policies.queries import payments_visible_to
from onedoor.text import Text

router = Router(tags=["cases"])


class CaseRow(Schema):
    id: int
    case_no: str
    item_code: str
    item_name: Words
    enterprise: str
    uscc: str
    department: str
    channel: str
    status: str
    outcome: str = Field(description="granted, denied, or empty before a decision")
    submitted_at: datetime
    due_on: date | None
    provisional: bool = Field(description="The calendar of the due day is not published yet.")
    card: str = Field(description="none, yellow (due soon), red (overdue) or provisional")
    closed_at: datetime | None
    amount_cents: int | None
    version: int


class CasePage(Page):
    rows: list[CaseRow]


class UploadRow(Schema):
    id: int
    material: str
    filename: str
    size: int
    sha256: str


class CertificateRow(Schema):
    id: int
    number: str
    verify_code: str


class PaymentRow(Schema):
    amount_cents: int
    state: str
    ordered_at: datetime


class CaseOut(CaseRow):
    accepted_at: datetime | None
    answers: dict[str, Answer]
    submission_hash: str = Field(description="SHA-256 of the newest snapshot.")
    correction: str = Field(description="What the office asked to be corrected, while it waits for that.")
    uploads: list[UploadRow]
    certificates: list[CertificateRow]
    payments: list[PaymentRow]
    grade: int | None = Field(description="The applicant's grade, for those who may see it.")


class StepOut(Schema):
    key: str
    name: Words
    state: str = Field(description="done, current or ahead")
    at: datetime | None
    outcome: Words | None


class PointOut(Schema):
    point: str
    outcome: str = Field(description="met, not_met, unknown or needs_person")
    severity: str
    label: Words
    basis: Words
    if_not: Words
    explanation: Words | None = Field(
        description="The condition beside the values that it met; none in old cases."
    )
    facts: list[dict[str, Any]]


class Filter(Paging):
    status: CaseStatus | None = None
    item_code: Code | None = None


class Correct(Body):
    version: Version
    answers: Answers


class Withdraw(Body):
    version: Version
    reason: Annotated[Prose, Field(max_length=500)] = ""


class Rate(Body):
    grade: Annotated[StrictInt, Field(ge=1, le=5)]
    comment: Annotated[Prose, Field(max_length=500)] = ""


class RatingOut(Schema):
    grade: int
    comment: str
    at: datetime


@router.get("", response=CasePage, summary=_("办件列表"))
def list_cases(request: Asked, sought: Query[Filter]) -> CasePage:
    """Every case that one may see, newest first."""
    cases = Case.objects.visible_to(request.actor).with_listed_data().with_card(clock.today())
    if sought.status is not None:
        cases = cases.filter(status=sought.status)
    if sought.item_code is not None:
        cases = cases.filter(item_version__code=sought.item_code)
    found, head = part(cases.newest_first(), sought)
    return CasePage(rows=[case_row(each) for each in found], **head)


@router.get("/{int:case_id}", response=CaseOut, summary=_("办件详情"), openapi_extra=refuses(404))
def read_case(request: Asked, case_id: int) -> CaseOut:
    """Where it stands, what was submitted, what came of it."""
    case = one_case(request, case_id)
    last = case.submissions.order_by("-number").first()
    rating = Rating.objects.visible_to(request.actor).filter(case=case).first()
    certificates = certificates_visible_to(request.actor).of_subject(case.reference)
    payments = payments_visible_to(request.actor).filter(case=case).order_by("pk")
    return CaseOut(
        **case_row(case).model_dump(),
        accepted_at=case.accepted_at,
        answers=answers(last.snapshot["answers"]) if last else {},
        submission_hash=last.content_hash if last else "",
        correction=_correction(case),
        uploads=[UploadRow.from_orm(each) for each in case.uploads.order_by("pk")],
        certificates=[CertificateRow.from_orm(each) for each in certificates],
        payments=[PaymentRow.from_orm(each) for each in payments],
        grade=rating.grade if rating else None,
    )


@router.get(
    "/{int:case_id}/progress", response=list[StepOut], summary=_("办理进度"), openapi_extra=refuses(404)
)
def read_progress(request: Asked, case_id: int) -> list[StepOut]:
    """The steps: done, waiting, usually following."""
    instance = one_case(request, case_id).flow_instance
    steps = progress(instance) if instance is not None else []
    return [
        StepOut(
            key=step.key,
            name=words(step.name),
            state=str(step.state.value),
            at=step.at,
            outcome=words(step.outcome) if step.outcome else None,
        )
        for step in steps
    ]


@router.get(
    "/{int:case_id}/points", response=list[PointOut], summary=_("审查要点"), openapi_extra=refuses(404)
)
def read_points(request: Asked, case_id: int) -> list[PointOut]:
    """What the automated review found on the newest submission that it has looked at."""
    case = one_case(request, case_id)
    newest = case.submissions.filter(point_results__isnull=False).order_by("-number").first()
    return [point_out(each) for each in newest.point_results.order_by("pk")] if newest else []


@router.post("/{int:case_id}/correct", response=CaseRow, summary=_("补正"), openapi_extra=refuses(404, 409))
def send_correction(request: Asked, case_id: int, body: Correct) -> CaseRow:
    """A further snapshot stands beside the first; a stale version is refused (409)."""
    correct_case(actor=request.actor, case_id=case_id, typed=body.answers, expected_version=body.version)
    return case_row(one_case(request, case_id))


@router.post(
    "/{int:case_id}/withdraw", response=CaseRow, summary=_("撤回申请"), openapi_extra=refuses(404, 409)
)
def take_back_case(request: Asked, case_id: int, body: Withdraw) -> CaseRow:
    """Withdrawn; possible until it is decided."""
    withdraw_case(actor=request.actor, case_id=case_id, reason=body.reason, expected_version=body.version)
    return case_row(one_case(request, case_id))


@router.post(
    "/{int:case_id}/materials",
    response={201: UploadOut},
    summary=_("补正时补充材料"),
    openapi_extra=refuses(404, 409, 413, 503),
)
def add_case_material(
    request: Asked, case_id: int, material: Annotated[Line, Form()], file: Annotated[UploadedFile, File()]
) -> Status[UploadOut]:
    """The file stands under the material of a case that waits for its correction; bounds as for a draft."""
    added = add_material(actor=request.actor, case_id=case_id, material=material, file=file)
    return Status(201, upload_out(added))


@router.post("/{int:case_id}/rating", response=RatingOut, summary=_("评价"), openapi_extra=refuses(404, 409))
def give_rating(request: Asked, case_id: int, body: Rate) -> RatingOut:
    """The applicant's own grade, 5 is best; once."""
    rating = rate_case(actor=request.actor, case_id=case_id, grade=body.grade, comment=body.comment)
    return RatingOut(grade=rating.grade, comment=rating.comment, at=rating.at)


def case_row(case: Case) -> CaseRow:
    """A case that was read with ``with_listed_data`` and ``with_card``."""
    item = case.item_version.item
    return CaseRow(
        id=case.pk,
        case_no=case.case_no,
        item_code=item.code,
        item_name=Words(zh=item.name, en=item.name_en or item.name),
        enterprise=case.enterprise.name,
        uscc=case.enterprise.uscc,
        department=case.department.name,
        channel=case.channel,
        status=case.status,
        outcome=case.outcome,
        submitted_at=case.submitted_at,
        due_on=case.due_on,
        provisional=case.provisional,
        card=str(case.card),  # type: ignore[attr-defined]
        closed_at=case.closed_at,
        amount_cents=case.amount_cents,
        version=case.version,
    )


def point_out(result: PointResult) -> PointOut:
    trace = result.trace
    return PointOut(
        point=result.point_id,
        outcome=result.outcome,
        severity=result.severity,
        label=words(Text.of(trace["label"])),
        basis=words(Text.of(trace["basis"])),
        if_not=words(Text.of(trace["if_not"])),
        explanation=words(Text.of(trace["explanation"])) if "explanation" in trace else None,
        facts=trace["facts"],
    )


def one_case(request: Asked, case_id: int) -> Case:
    """The case as every description of it needs it read."""
    rows = Case.objects.with_listed_data().with_card(clock.today())
    return rows.select_related("flow_instance__flow_version").one_visible_to(request.actor, pk=case_id)


def _correction(case: Case) -> str:
    if case.status != CaseStatus.CORRECTION:
        return ""
    asked = case.opinions.filter(outcome="request_correction").order_by("-pk").first()
    return asked.text if asked else ""
