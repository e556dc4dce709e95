"""Lists taken away as files: asked for here, written by the worker, fetched by the one who asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.services.request_export import request_export
from onedoor.apps.tenancy.files import opened
from onedoor.errors import Conflict
from onedoor.pages.requests import Asked, page_of
from onedoor.pages.watch.overview import supervisor


@require_http_methods(["GET", "POST"])
def mine(request: Asked) -> HttpResponse:
    """The exports of this supervisor; posting asks for another."""
    supervisor(request)
    if request.method == "POST":
        request_export(actor=request.actor, filter_name=request.POST.get("of", "all"))
        messages.success(request, _("已开始导出，完成后可在这里下载。"))
        return redirect("watch:exports")
    page = page_of(Export.objects.visible_to(request.actor).newest_first(), request)
    return render(request, "watch/exports.html", {"page": page})


@require_safe
def download(request: Asked, export_id: int) -> FileResponse:
    """The file, to its requester alone."""
    supervisor(request)
    found = Export.objects.one_visible_to(request.actor, pk=export_id)
    if found.state != ExportState.READY:
        raise Conflict("export.not_ready", found=str(ExportState(found.state).label))
    return FileResponse(opened(found.file), as_attachment=True, content_type="text/csv")
