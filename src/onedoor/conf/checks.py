"""What the public must not be served with, beyond what Django's own deployment checks find."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}


@register(deploy=True)
def fit_for_the_public(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One warning for each setting that still is the demo's."""
    address = urlsplit(settings.BASE_URL)
    faults = (
        (settings.DEMO, "W001", "The demo is on: its passwords are public.", "Set ONEDOOR_DEMO=0."),
        (
            set(settings.ALLOWED_HOSTS) <= LOCAL or "*" in settings.ALLOWED_HOSTS,
            "W002",
            "The house answers to no name of its own, or to every name.",
            "Set ONEDOOR_HOSTS to its host names.",
        ),
        (
            address.scheme != "https" or address.hostname in LOCAL,
            "W003",
            "Mails and documents would point to an address that nobody can reach safely.",
            "Set ONEDOOR_BASE_URL to https://….",
        ),
        (
            settings.EMAIL_BACKEND.rpartition(".")[0].endswith((".console", ".dummy", ".locmem")),
            "W004",
            "Mails are sent to nobody.",
            "Set ONEDOOR_EMAIL_BACKEND.",
        ),
    )
    return [
        Warning(found, hint=mend, id=f"onedoor.{number}") for is_so, number, found, mend in faults if is_so
    ]
