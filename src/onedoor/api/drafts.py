"""Applications being filled in: begin, read, save, add files, submit."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any

from ninja import Field, File, Form, Header, Query, Router, Schema, Status
from ninja.files import UploadedFile

from onedoor.api.cases import CaseRow, case_row, one_case
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
    Version,
    Words,
    answers,
    words,
)
from onedoor.api.wording import _
from onedoor.apps.cases.answers import (
    is_waived,
    materials_to_show,
    missing_fields,
    missing_materials,
    wrong_fields,
)
from onedoor.apps.cases.models import Draft
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.upload_material import upload_material
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.facts.queries import profile_of
from onedoor.errors import Conflict
from onedoor.text import Text

router = Router(tags=["drafts"])


class MaterialState(Schema):
    name: Words
    required: bool
    waived: bool = Field(description="A register holds what it would show.")
    uploads: list[UploadOut]


class Lacking(Schema):
    """What still stops the submission."""

    where: str
    what: Words


class DraftRow(Schema):
    id: int
    item_code: str
    item_name: Words
    version: int
    saved_at: datetime


class DraftPage(Page):
    rows: list[DraftRow]


class DraftOut(DraftRow):
    item_version: int
    case_id: int | None
    answers: dict[str, Answer]
    materials: list[MaterialState]
    lacking: list[Lacking]


class Start(Body):
    item_code: Code


class Save(Body):
    version: Version
    answers: Answers


class Submit(Body):
    version: Version


IdempotencyKey = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Chosen by the caller, one for each submission: the same key again answers with the same case.",
    ),
]


@router.get("", response=DraftPage, summary=_("草稿列表"))
def list_drafts(request: Asked, paging: Query[Paging]) -> DraftPage:
    """Drafts that are not submitted, the last saved first."""
    mine = Draft.objects.visible_to(request.actor).unsubmitted().newest_first()
    found, head = part(mine.select_related("item_version__item"), paging)
    return DraftPage(rows=[DraftRow(**_row(each)) for each in found], **head)


@router.post("", response=DraftOut, summary=_("开始申请"), openapi_extra=refuses(404, 409))
def begin_draft(request: Asked, body: Start) -> DraftOut:
    """The open draft of the item, begun now and prefilled, or the one that was begun before."""
    return _out(request, start_draft(actor=request.actor, item_code=body.item_code).pk)


@router.get("/{int:draft_id}", response=DraftOut, summary=_("读取草稿"), openapi_extra=refuses(404))
def read_draft(request: Asked, draft_id: int) -> DraftOut:
    """Answers with their sources, materials, and what still stops the submission."""
    return _out(request, draft_id)


@router.patch(
    "/{int:draft_id}", response=DraftOut, summary=_("保存草稿"), openapi_extra=refuses(404, 409, 413)
)
def keep_draft(request: Asked, draft_id: int, body: Save) -> DraftOut:
    """The answers named are laid over those held; a version that is not the newest is refused (409)."""
    save_draft(actor=request.actor, draft_id=draft_id, typed=body.answers, expected_version=body.version)
    return _out(request, draft_id)


@router.post(
    "/{int:draft_id}/materials",
    response={201: UploadOut},
    summary=_("上传材料"),
    openapi_extra=refuses(404, 409, 413, 503),
)
def add_material(
    request: Asked, draft_id: int, material: Annotated[Line, Form()], file: Annotated[UploadedFile, File()]
) -> Status[UploadOut]:
    """The file stands under the material, named in Chinese as in the guide; PDF, PNG, JPG, DOCX, XLSX to 20 MB."""
    added = upload_material(actor=request.actor, draft_id=draft_id, material=material, file=file)
    return Status(201, upload_out(added))


@router.post(
    "/{int:draft_id}/submit", response={201: CaseRow}, summary=_("提交申请"), openapi_extra=refuses(404, 409)
)
def submit_draft(request: Asked, draft_id: int, body: Submit, key: IdempotencyKey) -> Status[CaseRow]:
    """The case that the draft has become; asking again with the same key makes no second one.

    Whoever submits promises that the content is true. A key that was used for another draft is refused (409).
    """
    case = submit_case(
        actor=request.actor,
        draft_id=draft_id,
        expected_version=body.version,
        idempotency_key=own_key(request.actor.person_id, key),
    )
    if not Draft.objects.visible_to(request.actor).filter(pk=draft_id, case=case).exists():
        raise Conflict(
            "case.key_reused",
            found=Text("此幂等键已用于另一份草稿", "the key was used for another draft"),
            mend=Text("每次提交用一个新键。", "Choose a new key for each submission."),
        )
    return Status(201, case_row(one_case(request, case.pk)))


def own_key(person_id: int, key: str) -> str:
    """The caller's key as the house keeps it: no caller can meet another's."""
    return hashlib.sha256(f"{person_id}:{key}".encode()).hexdigest()


def _row(draft: Draft) -> dict[str, Any]:
    item = draft.item_version.item
    return {
        "id": draft.pk,
        "item_code": item.code,
        "item_name": Words(zh=item.name, en=item.name_en or item.name),
        "version": draft.version,
        "saved_at": draft.saved_at,
    }


def _out(request: Asked, draft_id: int) -> DraftOut:
    rows = Draft.objects.select_related("item_version__item")
    draft = rows.one_visible_to(request.actor, pk=draft_id)
    definition = ItemDefinition.read(draft.item_version.content)
    profile = profile_of(request.actor, draft.enterprise_id)
    uploads = list(draft.uploads.order_by("pk"))
    lacking = [
        *missing_fields(definition, draft.answers),
        *wrong_fields(definition, draft.answers),
        *missing_materials(definition, profile, [each.material for each in uploads], draft.answers),
    ]
    return DraftOut(
        **_row(draft),
        item_version=draft.item_version.version,
        case_id=draft.case_id,
        answers=answers(draft.answers),
        materials=[
            MaterialState(
                name=words(material.name),
                required=material.required,
                waived=is_waived(material.waived_by, profile),
                uploads=[upload_out(each) for each in uploads if each.material == material.name.zh],
            )
            for material in materials_to_show(definition, profile, draft.answers)
        ],
        lacking=[Lacking(where=where, what=words(what)) for where, what in lacking],
    )
