"""Certificates: verified by anybody who holds one, downloaded by those who may see it."""

from __future__ import annotations

from datetime import date

from django.http import FileResponse
from ninja import Field, Router, Schema

from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked
from onedoor.api.schemas import Code, Words, words
from onedoor.api.wording import _
from onedoor.apps.certificates.queries import certificates_visible_to, verify
from onedoor.apps.tenancy.files import opened

router = Router(tags=["certificates"])


class VerificationOut(Schema):
    """What anybody may learn of a document; of an unknown one nothing but that."""

    status: str = Field(description="valid, revoked or unknown")
    code: str
    issuer: str
    title: Words
    number: str
    holder: str = Field(description="Masked.")
    issued_on: date | None
    revoked_on: date | None


@router.get("/verify/{code}", auth=None, response=VerificationOut, summary=_("核验证照"))
def verify_certificate(request: Asked, code: Code) -> VerificationOut:
    """What was issued under the code that is printed on a document; public."""
    found = verify(code)
    return VerificationOut(
        status=str(found.status.value),
        code=found.code,
        issuer=found.issuer,
        title=words(found.title),
        number=found.number,
        holder=found.holder,
        issued_on=found.issued_on,
        revoked_on=found.revoked_on,
    )


@router.get("/{int:certificate_id}/file", summary=_("下载证照"), openapi_extra=refuses(404, 503))
def download_certificate(request: Asked, certificate_id: int) -> FileResponse:
    """The signed PDF as it was issued."""
    found = certificates_visible_to(request.actor).one_visible_to(request.actor, pk=certificate_id)
    return FileResponse(
        opened(found.pdf),
        as_attachment=True,
        filename=f"{found.number}.pdf",
        content_type="application/pdf",
    )
