"""Refusals as pages: one template, the code, and how to mend it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound, OnedoorError, TooLarge, Unavailable
from onedoor.text import Text

STATUS: tuple[tuple[type[OnedoorError], int], ...] = (
    (TooLarge, 413),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Invalid, 422),
    (Unavailable, 503),
)


def status_of(refusal: OnedoorError) -> int:
    """The HTTP status that a kind of refusal answers with."""
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), 400)


def refusal_page(request: HttpRequest, refusal: OnedoorError) -> HttpResponse:
    """A page that says what was found, what was expected, and how to mend it."""
    status = status_of(refusal)
    problem = refusal.as_dict(get_language() or "zh-hans")
    return render(request, "errors/refusal.html", {"problem": problem, "status": status}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from elsewhere; what was saved is still there."""
    return refusal_page(
        request,
        NotAllowed(
            "form.stale_session",
            found=Text(
                "页面停留时间过长，或登录状态已经改变", "The page was open too long, or you signed in again"
            ),
            mend=Text(
                "返回上一页刷新后重新提交；已保存的草稿没有丢失。",
                "Go back, reload and submit again; saved drafts are still there.",
            ),
        ),
    )
