"""What allauth asks of the house: no open registration, and a plain word when an account is locked."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from onedoor.errors import NotAllowed
from onedoor.pages.errors import refusal_page
from onedoor.text import Text


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from the unified identity, not from a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Ten wrong passwords lock an account at an address for one hour (429)."""
    response = refusal_page(
        request,
        NotAllowed(
            "account.locked",
            found=Text("密码连续输错 10 次", "Ten wrong passwords in a row"),
            expected=Text("一小时后再试", "Try again in an hour"),
            mend=Text("忘记密码请联系管理员重置。", "Ask the administrator to reset a forgotten password."),
        ),
    )
    response.status_code = 429
    return response
