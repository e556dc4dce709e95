"""An error at an address of the API is told as a problem, whoever in front of the operations found it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onedoor.api.problems import MEDIA_TYPE, Failed, Malformed, MethodUnknown, problem_response
from onedoor.errors import NotAllowed, NotFound, OnedoorError, TooLarge
from onedoor.text import Text

PREFIX = "/api/"
GENERAL: dict[int, OnedoorError] = {
    400: Malformed("api.unreadable"),
    403: NotAllowed("api.refused"),
    404: NotFound(
        "api.address",
        mend=Text("接口清单见 /api/v1/docs。", "The operations are listed at /api/v1/docs."),
    ),
    405: MethodUnknown("api.method"),
    413: TooLarge("api.too_large"),
    500: Failed("api.failed"),
}


class ApiProblems:
    """Pages for browsers that come out of an API address become problems; problems pass as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith(PREFIX):
            return response
        if response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        told = problem_response(request, GENERAL.get(response.status_code, GENERAL[400]))
        for name in ("Allow", "Retry-After"):
            if name in response:
                told[name] = response[name]
        return told
