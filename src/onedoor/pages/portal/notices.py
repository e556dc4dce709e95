"""消息: what the house told this enterprise or this person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.services.mark_notice_read import mark_notice_read
from onedoor.pages.requests import Asked, page_of


@require_safe
def mine(request: Asked) -> HttpResponse:
    """All notices, newest first."""
    page = page_of(Notice.objects.visible_to(request.actor).order_by("-sent_at", "-pk"), request)
    return render(request, "portal/notices.html", {"page": page})


@require_POST
def read(request: Asked, notice_id: int) -> HttpResponse:
    """The notice counts as read, and its reader stands at what it was about."""
    notice = mark_notice_read(actor=request.actor, notice_id=notice_id)
    return redirect(notice.link or "portal:notices")
