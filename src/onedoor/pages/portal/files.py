"""Files leave the house here only: certificates and materials, by the one permission filter."""

from __future__ import annotations

from django.http import FileResponse
from django.views.decorators.http import require_safe

from onedoor.apps.cases.models import Upload
from onedoor.apps.certificates.queries import certificates_visible_to
from onedoor.apps.tenancy.files import opened
from onedoor.pages.requests import Asked


@require_safe
def certificate(request: Asked, certificate_id: int) -> FileResponse:
    """The signed PDF, to keep or to pass on."""
    found = certificates_visible_to(request.actor).one_visible_to(request.actor, pk=certificate_id)
    name = f"{found.number}.pdf"
    return FileResponse(opened(found.pdf), as_attachment=True, filename=name, content_type="application/pdf")


@require_safe
def upload(request: Asked, upload_id: int) -> FileResponse:
    """A material; always saved, never shown in the browser: what others sent in is not to be trusted."""
    found = Upload.objects.one_visible_to(request.actor, pk=upload_id)
    return FileResponse(
        opened(found.file),
        as_attachment=True,
        filename=found.filename,
        content_type="application/octet-stream",
    )
