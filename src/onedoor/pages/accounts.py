"""What allauth asks of the house: no open registration, and a plain word when an account is locked."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from onedoor.errors import NotAllowed
from onedoor.pages.errors import refusal_page
from onedoor.text import Text


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from the unified identity, not from a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Told only to whoever knows the password."""
        return refusal_page(
            request,
            NotAllowed(
                "account.inactive",
                found=Text("此账号已停用", "This account is switched off"),
                mend=Text("请联系管理员。", "Ask the administrator."),
            ),
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the name at the top of the page says who is signed in."""


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


def account_asked_for(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that attempts are counted for: as sign-in does, ``LIN`` and ``lin`` are one."""
    return str((credentials or {}).get("username") or request.POST.get("login", "")).lower()


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from, seen past the proxies that were declared; ``None`` where that cannot be told."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


class PlainLogin(LoginForm):  # type: ignore[misc]
    """The form without placeholders, which vanish when one needs them, and without remembering at a counter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class HouseLogin(LoginView):  # type: ignore[misc]
    """The sign-in page; in the demonstration it offers the demo accounts beside the form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held: dict[str, Any] = super().get_context_data(**kwargs)
        held.setdefault("redirect_field_value", "")
        held["demo_accounts"] = demo_accounts()
        return held


def demo_accounts() -> list[dict[str, Any]]:
    """The demo accounts as the sign-in page shows them; none outside the demonstration."""
    if not settings.DEMO_ACCOUNTS:
        return []
    password = import_string(f"{settings.DEMO_ACCOUNTS}.PASSWORD")
    return [
        {
            "login": account.username,
            "password": password,
            "name": account.who,
            "role": account.office,
            "does": account.shows,
        }
        for account in import_string(f"{settings.DEMO_ACCOUNTS}.ACCOUNTS")
    ]
