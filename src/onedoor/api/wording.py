"""Wordings of operations, translated when they are read: the language is the request's."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy


def _(chinese: str) -> str:
    """The wording; a promise that behaves as the text it stands for."""
    return cast(str, gettext_lazy(chinese))
