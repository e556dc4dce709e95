"""Who asks: a program with a token, or a person's session; sessions only with the token against forgery."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import HttpBearer
from ninja.security.base import AuthBase

from onedoor import clock
from onedoor.api.problems import NotSignedIn
from onedoor.apps.parties.queries import actor_of, token_of_secret
from onedoor.apps.parties.services.note_token_use import note_token_use
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel
from onedoor.errors import NotAllowed
from onedoor.text import Text

LONGEST_SECRET = 200


class ApiToken(HttpBearer):
    """``Authorization: Bearer …``. A token that opens nothing is refused, whatever session comes with it."""

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        if found is None and request.headers.get(self.header):
            raise NotSignedIn(Text("令牌无效、已过期或已撤销", "the token is unknown, expired or revoked"))
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        held = token_of_secret(token) if len(token) <= LONGEST_SECRET else None
        if held is None:
            return None
        language = getattr(request, "LANGUAGE_CODE", "zh-hans")
        actor = actor_of(held.user, channel=Channel.API, language=language)
        # Asked here too, so that reading over the API takes no write lock but once a day.
        if held.last_used_on != clock.today():
            note_token_use(actor=actor, token_id=held.pk)
        request.actor = actor  # type: ignore[attr-defined]
        return actor


class Forgery(CsrfViewMiddleware):
    """Django's own check, told as a reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


class Session(AuthBase):
    """A signed-in browser of this site; what changes something needs the header ``X-CSRFToken``."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        if not request.user.is_authenticated:
            return None
        if _forged(request):
            raise NotAllowed(
                "api.csrf",
                found=Text("没有 CSRF 标记，或标记不符", "no CSRF token, or a wrong one"),
                mend=Text(
                    "程序请用接口令牌；页面请带 X-CSRFToken。",
                    "Programs use a token; pages send X-CSRFToken.",
                ),
            )
        return request.actor  # type: ignore[attr-defined]


def _forged(request: HttpRequest) -> bool:
    check = Forgery(_nothing)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is not None


def _nothing(request: HttpRequest) -> HttpResponse:
    """Stands where the check expects a view; it is never called."""
    return HttpResponse()
