"""Refusals as pages: one template, the code, and how to mend it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound, OnedoorError, TooLarge, Unavailable
from onedoor.text import Text

STALE = "form.stale_session"
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


def refusal_page(request: HttpRequest, refusal: OnedoorError, status: int = 0) -> HttpResponse:
    """A page that says what was found, what was expected, how to mend it, and leads back to where one was."""
    context = {
        "problem": refusal.as_dict(get_language() or "zh-hans"),
        "status": status or status_of(refusal),
        "back": came_from(request),
        "sign_in": refusal.code == STALE and not _is_signed_in(request),
    }
    return render(request, "errors/refusal.html", context, status=status or status_of(refusal))


def came_from(request: HttpRequest) -> str:
    """The path of this house's page that one was on before; empty where there is none, or it is this one."""
    referer = urlsplit(request.headers.get("Referer", ""))
    here = request.method == "GET" and referer.path == request.path
    if referer.netloc != request.get_host() or here or not referer.path.startswith("/"):
        return ""
    way = f"{referer.path}?{referer.query}" if referer.query else referer.path
    return way if url_has_allowed_host_and_scheme(way, allowed_hosts=None) else ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from elsewhere; what was saved is still there."""
    mend = Text(
        "请重新登录，再从刚才的页面继续；已保存的草稿没有丢失。",
        "Sign in again and go on from the page you were on; saved drafts are still there.",
    )
    if _is_signed_in(request):
        mend = Text(
            "回到刚才的页面重新提交；已保存的草稿没有丢失。",
            "Go back to the page and submit again; saved drafts are still there.",
        )
    found = Text("页面停留时间过长，或登录状态已经改变", "The page was open too long, or you signed in again")
    return refusal_page(request, NotAllowed(STALE, found=found, mend=mend))


def not_opened(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only takes what a page's button sends was opened as a page."""
    refusal = Invalid(
        "request.method",
        found=Text(
            "这个地址只接收页面上的按钮发来的内容", "This address only takes what a page's button sends"
        ),
        mend=Text(
            "请从首页或“我的办件”进入，再按页面上的按钮。",
            "Begin at the home page and use the button on the page.",
        ),
    )
    page = refusal_page(request, refusal, status=405)
    page.headers["Allow"] = allowed
    return page


def _is_signed_in(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated
