"""Files as operations tell of them: never the bytes, always the hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Schema

if TYPE_CHECKING:
    from onedoor.apps.cases.models import Upload


class UploadOut(Schema):
    id: int
    material: str
    filename: str
    media_type: str
    size: int
    sha256: str


def upload_out(upload: Upload) -> UploadOut:
    return UploadOut(
        id=upload.pk,
        material=upload.material,
        filename=upload.filename,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
    )
