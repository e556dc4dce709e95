"""The API: every area under ``/api/v1/``, closed unless an operation says otherwise."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.operation import Operation

from onedoor import __version__
from onedoor.api import (
    audit,
    cases,
    catalogue,
    certificates,
    desk,
    drafts,
    health,
    notices,
    oversight,
    policies,
)
from onedoor.api.auth import ApiToken, Session
from onedoor.api.docs import docs, openapi
from onedoor.api.problems import Failed, Malformed, NotSignedIn, TooMany, invalid, problem_response
from onedoor.api.throttle import MOST_A_MINUTE, PerPerson
from onedoor.api.wording import _
from onedoor.errors import NotFound, OnedoorError, TooLarge
from onedoor.text import Text

log = logging.getLogger("onedoor.api")


class HouseAPI(NinjaAPI):
    """Operations answer 401 by themselves, so the sign-in page of the middleware is not theirs."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        own: list[URLResolver | URLPattern] = [
            path("openapi.json", openapi, name="openapi"),
            path("docs", docs, name="docs"),
        ]
        for found in super()._get_urls():
            if isinstance(found, URLPattern):
                login_not_required(found.callback)
            own.append(found)
        return own

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's name: stable as long as the function is."""
        return operation.view_func.__name__


api = HouseAPI(
    title="Onedoor 一扇门",
    version=__version__,
    description=_("与页面相同的服务，经同一套权限。金额以分计，日期为 ISO 8601，错误为 RFC 9457。"),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=[ApiToken(), Session()],
    throttle=[PerPerson()],
)
for prefix, area in (
    ("items", catalogue),
    ("policies", policies),
    ("drafts", drafts),
    ("cases", cases),
    ("tasks", desk),
    ("notices", notices),
    ("certificates", certificates),
    ("oversight", oversight),
    ("audit", audit),
    ("health", health),
):
    api.add_router(f"/{prefix}", area.router)


@api.exception_handler(OnedoorError)
def refused(request: HttpRequest, refusal: OnedoorError) -> HttpResponse:
    return problem_response(request, refusal)


@api.exception_handler(ValidationError)
def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(request, invalid(error))


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(request, NotFound("api.address"))


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem_response(request, TooLarge("api.too_large", expected="<= 1 MB"))


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnreadablePostError)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem_response(request, Malformed("api.unreadable"))


@api.exception_handler(HttpError)
def framework(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses: no sign-in, a body that is no JSON, too many requests."""
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return problem_response(request, NotSignedIn(Text("没有登录", "nobody is signed in")))
    if isinstance(error, Throttled):
        return problem_response(request, TooMany("api.too_many", expected=f"<= {MOST_A_MINUTE} / min"))
    return problem_response(request, Malformed("api.unreadable"))


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """The log has the traceback, the caller a code."""
    log.error("failed %s", type(error).__name__, exc_info=error)
    return problem_response(request, Failed("api.failed", mend=Text("请稍后再试。", "Try again later.")))
