"""Refusals as ``application/problem+json`` (RFC 9457): the same code and the same four answers as on pages."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja.errors import ValidationError

from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound, OnedoorError, TooLarge, Unavailable
from onedoor.text import Text

log = logging.getLogger("onedoor.api")

MEDIA_TYPE = "application/problem+json"
MOST_PROBLEMS = 20
LONGEST_QUOTE = 200


class NotSignedIn(NotAllowed):
    """Nobody is known to be asking (HTTP 401)."""

    def __init__(self, found: Text) -> None:
        super().__init__(
            "api.sign_in",
            found=found,
            expected=Text("登录会话，或有效的接口令牌", "a signed-in session or a token that is in force"),
            mend=Text(
                "在请求头写 Authorization: Bearer <令牌>。", "Send the header Authorization: Bearer <token>."
            ),
        )


class Malformed(Invalid):
    """The request cannot be read at all (HTTP 400)."""


class MethodUnknown(Invalid):
    """The address knows other methods (HTTP 405)."""


class TooMany(NotAllowed):
    """More requests than the bound allows (HTTP 429)."""


class Failed(Unavailable):
    """The house itself failed (HTTP 500)."""


# A kind stands before the kind that it refines.
KINDS: tuple[tuple[type[OnedoorError], int, Text], ...] = (
    (NotSignedIn, 401, Text("需要登录", "Not signed in")),
    (TooMany, 429, Text("请求过于频繁", "Too many requests")),
    (Malformed, 400, Text("请求无法读取", "The request cannot be read")),
    (MethodUnknown, 405, Text("不支持的方法", "Method not supported")),
    (TooLarge, 413, Text("超出上限", "Too large")),
    (NotAllowed, 403, Text("没有权限", "Not allowed")),
    (NotFound, 404, Text("没有找到", "Not found")),
    (Conflict, 409, Text("状态不允许", "The state does not permit it")),
    (Failed, 500, Text("内部错误", "Internal error")),
    (Invalid, 422, Text("内容有误", "The content is wrong")),
    (Unavailable, 503, Text("暂时不可用", "Unavailable for now")),
)
TITLES = {status: title for _, status, title in KINDS}
OTHER = (400, Text("请求被拒绝", "Refused"))


def problem(refusal: OnedoorError, language: str) -> dict[str, Any]:
    """The refusal as RFC 9457 has it: ``type``, ``title``, ``status``, ``detail``, and what the house adds."""
    status, title = kind_of(refusal)
    said = refusal.as_dict(language)
    detail = "; ".join(said[name] for name in ("found", "expected", "mend") if name in said)
    return {
        "type": f"urn:onedoor:problem:{refusal.code}",
        "title": title.in_(language),
        "status": status,
        "detail": detail or title.in_(language),
        **said,
    }


def kind_of(refusal: OnedoorError) -> tuple[int, Text]:
    """The HTTP status of a refusal and its title."""
    return next(((status, title) for kind, status, title in KINDS if isinstance(refusal, kind)), OTHER)


def problem_response(request: HttpRequest, refusal: OnedoorError) -> HttpResponse:
    """The refusal in the language that the request asks for."""
    told = problem(refusal, get_language() or "zh-hans")
    log.info("refused %s", refusal.code)
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), status=told["status"], content_type=MEDIA_TYPE
    )
    if isinstance(refusal, NotSignedIn):
        response["WWW-Authenticate"] = 'Bearer realm="onedoor"'
    return response


def invalid(error: ValidationError) -> Invalid:
    """What the schema found wrong: every place once, with what was expected there; no value is repeated."""
    places = [f"{_place(each['loc'])}: {each['msg']}" for each in error.errors[:MOST_PROBLEMS]]
    return Invalid(
        "api.invalid",
        found=Text(f"{len(error.errors)} 处不符合要求", f"{len(error.errors)} places are wrong"),
        where="; ".join(places),
        mend=Text("对照接口说明修改后重试。", "Compare with the description of the API and try again."),
    )


def _place(location: Any) -> str:
    return ".".join(str(part) for part in location)[:LONGEST_QUOTE]
