"""补正: a file is added to a case that waits for correction."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case, Upload
from onedoor.apps.cases.services.upload_material import (
    MOST_FILES,
    check_material,
    checked_upload,
    write_bytes,
)
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, Invalid


def add_material(*, actor: Actor, case_id: int, material: str, file: File[bytes]) -> Upload:
    """The checked file belongs to the case under the name of one of its materials.

    It enters the next snapshot when the correction is submitted; the first one stays as it was. Raises as
    ``upload_material`` does, and ``Conflict`` "case.state" for a case that does not wait for its applicant.
    """
    rows = Case.objects.of_applicant(actor).select_related("item_version")
    case = rows.one_visible_to(actor, pk=case_id)
    check_material(case.item_version, material)
    if case.uploads.count() >= MOST_FILES:
        raise Invalid("upload.count", found=str(MOST_FILES), expected=f"<= {MOST_FILES}")
    upload = checked_upload(actor, file, material, enterprise_id=case.enterprise_id, scope=case)
    upload.case = case
    write_bytes(upload, file)
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=case_id)
            if case.status != CaseStatus.CORRECTION:
                raise Conflict("case.state", found=str(CaseStatus(case.status).label))
            upload.save()
            record_event(
                actor=actor, action="material.uploaded", subject=case, data={"sha256": upload.sha256}
            )
    except Exception:
        upload.file.delete(save=False)
        raise
    return upload
