"""What every request passes: a bound on its size, the actor it speaks for, refusals told as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from onedoor.apps.parties.queries import actor_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant
from onedoor.errors import OnedoorError, TooLarge
from onedoor.pages.errors import not_opened, refusal_page
from onedoor.text import Text

log = logging.getLogger("onedoor.pages")
Next = Callable[[HttpRequest], HttpResponse]

ACTING_FOR = "acting_for"
DRAINED_AT_MOST = 512 * 1024 * 1024


class RequestBound:
    """A body above the bound is refused before anything parses it.

    The body is read and thrown away first: a browser that is cut off while it sends shows its own error
    page instead of ours, and the reader would never learn what the bound is.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() else 0
        if size <= settings.REQUEST_MAX_BYTES:
            return self.get_response(request)
        left = min(size, DRAINED_AT_MOST)
        stream = request.META["wsgi.input"]
        while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
            left -= len(chunk)
        return refusal_page(request, too_large(size))


class ActorOfRequest:
    """``request.actor`` is who this request acts as; nothing else in pages or API asks for the user."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of_request(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.actor.user_id is not None:  # type: ignore[attr-defined]
            # At a shared computer the next person must not find it by going back.
            patch_cache_control(response, private=True, no_store=True)
        return response


class RefusalsAsPages:
    """A refusal raised below becomes a page with its code, what to do, and the right status; no page is blank."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return not_opened(request, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OnedoorError):
            return None
        log.info("refused %s", exception.code)
        return refusal_page(request, exception)


def actor_of_request(request: HttpRequest) -> Actor:
    """The signed-in actor (at the window with the papers in hand), or an anonymous one of the default tenant."""
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    if not request.user.is_authenticated:
        tenant = Tenant.objects.order_by("pk").values_list("pk", flat=True).first()
        return Actor.anonymous(tenant or 0)
    actor = actor_of(request.user, language=language)
    if actor.has(Role.CLERK):
        return actor.at_window_for(request.session.get(ACTING_FOR))
    return actor


def too_large(size: int) -> TooLarge:
    bound = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return TooLarge(
        "upload.too_large",
        found=Text(f"{size // (1024 * 1024)} MB", f"{size // (1024 * 1024)} MB"),
        expected=Text(f"单个文件不超过 {bound} MB", f"a file of at most {bound} MB"),
        mend=Text(
            "请压缩或拆分文件后重新上传；已保存的填写内容没有丢失。",
            "Compress or split the file and upload it again; what you had saved is still there.",
        ),
    )
