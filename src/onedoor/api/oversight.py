"""Oversight: the figures of a region, the cases behind them, and lists taken away. For supervisors."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import FileResponse
from ninja import Field, Query, Router, Schema, Status

from onedoor import clock
from onedoor.api.cases import CasePage, case_row
from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked, part, require
from onedoor.api.schemas import Body, Line, Page, Paging, Words
from onedoor.api.wording import _
from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.overview import filtered_cases, overview
from onedoor.apps.oversight.services.request_export import request_export
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.files import opened
from onedoor.errors import Conflict

router = Router(tags=["oversight"])
Figure = Literal[
    "all",
    "open",
    "granted",
    "denied",
    "window",
    "red",
    "yellow",
    "provisional",
    "rated",
    "bad",
    "paid",
]


class MatchRow(Schema):
    code: str
    name: Words
    certain: int
    open: int
    amount_cents: int | None


class Figures(Schema):
    """Counts by the names that ``/oversight/cases`` takes."""

    cases: dict[str, int]
    cards: dict[str, int]
    ratings: int
    rateable: int
    average_grade: str = Field(description="One decimal, or a dash where nothing was rated.")
    bad_ratings: int
    matches: list[MatchRow]
    matched_at: datetime | None
    payments: int
    paid_cents: int


class Behind(Paging):
    of: Figure = "all"


class Wanted(Body):
    of: Line = "all"


class ExportRow(Schema):
    id: int
    of: str
    state: str
    problem: str
    requested_at: datetime
    rows: int | None
    expires_at: datetime | None


class ExportPage(Page):
    rows: list[ExportRow]


@router.get("", response=Figures, summary=_("监督总览"))
def read_overview(request: Asked) -> Figures:
    """The figures of one's region as they stand now."""
    require(request.actor, Role.SUPERVISOR)
    seen = overview(request.actor, clock.today())
    return Figures(
        cases=dict(seen.cases),
        cards=dict(seen.cards),
        ratings=seen.ratings,
        rateable=seen.rateable,
        average_grade=seen.average_grade,
        bad_ratings=seen.bad_ratings,
        matches=[
            MatchRow(**{**each, "name": Words(zh=each["name"], en=each["name_en"])}) for each in seen.matches
        ],
        matched_at=seen.matched_at,
        payments=seen.payments,
        paid_cents=seen.paid_cents,
    )


@router.get("/cases", response=CasePage, summary=_("数字背后的办件"))
def list_filtered_cases(request: Asked, sought: Query[Behind]) -> CasePage:
    """The cases that one figure counts, the most urgent first."""
    require(request.actor, Role.SUPERVISOR)
    cases = filtered_cases(request.actor, sought.of, clock.today())
    found, head = part(cases.with_listed_data().most_urgent_first(), sought)
    return CasePage(rows=[case_row(each) for each in found], **head)


@router.get("/exports", response=ExportPage, summary=_("我的导出"))
def list_exports(request: Asked, paging: Query[Paging]) -> ExportPage:
    """One's own exports, newest first."""
    require(request.actor, Role.SUPERVISOR)
    found, head = part(Export.objects.visible_to(request.actor).newest_first(), paging)
    return ExportPage(rows=[export_row(each) for each in found], **head)


@router.post("/exports", response={202: ExportRow}, summary=_("申请导出"), openapi_extra=refuses(409))
def ask_export(request: Asked, body: Wanted) -> Status[ExportRow]:
    """The worker writes the list that a figure counts; ask for its state until it is ready."""
    return Status(202, export_row(request_export(actor=request.actor, filter_name=body.of)))


@router.get("/exports/{int:export_id}", response=ExportRow, summary=_("导出状态"), openapi_extra=refuses(404))
def read_export(request: Asked, export_id: int) -> ExportRow:
    """waiting, ready or failed; ``problem`` says why it failed."""
    require(request.actor, Role.SUPERVISOR)
    return export_row(Export.objects.one_visible_to(request.actor, pk=export_id))


@router.get(
    "/exports/{int:export_id}/file",
    summary=_("下载导出"),
    openapi_extra=refuses(404, 409, 503),
)
def download_export(request: Asked, export_id: int) -> FileResponse:
    """The list as CSV in UTF-8, to the one who asked."""
    require(request.actor, Role.SUPERVISOR)
    found = Export.objects.one_visible_to(request.actor, pk=export_id)
    if found.state != ExportState.READY:
        raise Conflict("export.not_ready", found=str(ExportState(found.state).label))
    return FileResponse(opened(found.file), as_attachment=True, content_type="text/csv")


def export_row(export: Export) -> ExportRow:
    return ExportRow(
        id=export.pk,
        of=export.filters.get("cases", "all"),
        state=export.state,
        problem=export.problem,
        requested_at=export.requested_at,
        rows=export.rows,
        expires_at=export.expires_at,
    )
