"""A file is added to a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.models import Case, Draft, Upload
from onedoor.apps.cases.uploads import ALLOWED, check_file
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, Invalid, Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.models import ItemVersion

MOST_FILES = 40


def upload_material(*, actor: Actor, draft_id: int, material: str, file: File[bytes]) -> Upload:
    """The checked file belongs to the draft under the name of one of its materials.

    The bytes are written before the row, so a full disk loses nothing that was there before: it raises
    ``Unavailable`` "storage.full" and leaves no row.
    """
    draft = Draft.objects.select_related("item_version").one_visible_to(actor, pk=draft_id)
    if draft.case_id is not None:
        raise Conflict("draft.submitted")
    check_material(draft.item_version, material)
    if draft.uploads.count() >= MOST_FILES:
        raise Invalid("upload.count", found=str(MOST_FILES), expected=f"<= {MOST_FILES}")
    upload = checked_upload(actor, file, material, enterprise_id=draft.enterprise_id, scope=draft)
    upload.draft = draft
    write_bytes(upload, file)
    try:
        _keep(actor, upload, draft.pk)
    except Exception:
        upload.file.delete(save=False)
        raise
    return upload


def check_material(version: ItemVersion, material: str) -> None:
    """Refuses a name that is none of the item's materials."""
    names = {each.name.zh for each in ItemDefinition.read(version.content).materials}
    if material not in names:
        raise Invalid("upload.material", found=material, expected="、".join(sorted(names)))


def checked_upload(
    actor: Actor, file: File[bytes], material: str, *, enterprise_id: int, scope: Draft | Case
) -> Upload:
    """The row for a file that was looked at, not saved yet."""
    checked = check_file(file, name=file.name or "", size=file.size, most_bytes=settings.UPLOAD_MAX_BYTES)
    return Upload(
        tenant_id=scope.tenant_id,
        region_code=scope.region_code,
        enterprise_id=enterprise_id,
        material=material,
        filename=checked.filename,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by_id=actor.person_id,
        uploaded_at=clock.now(),
    )


def write_bytes(upload: Upload, file: File[bytes]) -> None:
    """The bytes are in storage under their hash: the sender's name never touches the file system."""
    try:
        upload.file.save(upload.sha256[:32] + ALLOWED[upload.media_type], file, save=False)
    except OSError as full:
        raise Unavailable(
            "storage.full",
            found=Text("文件未能保存", "the file could not be stored"),
            mend=Text("请稍后再试；已保存的内容没有丢失。", "Try again later; what was saved is not lost."),
        ) from full


def _keep(actor: Actor, upload: Upload, draft_id: int) -> None:
    """The row stands, if the draft was not submitted while the bytes were written."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=draft_id, case__isnull=True).first()
        if draft is None:
            raise Conflict("draft.submitted")
        upload.save()
        record_event(actor=actor, action="material.uploaded", subject=draft, data={"sha256": upload.sha256})
