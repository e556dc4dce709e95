"""The version that a form was made from: how a stale page is told from a fresh one."""

from __future__ import annotations

from django.http import HttpRequest

from onedoor.errors import Invalid
from onedoor.text import Text

LONGEST = 9


def version_of(request: HttpRequest) -> int:
    """The number in the form's hidden field; ``Invalid`` "form.version" where it is missing or not one."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        raise Invalid(
            "form.version",
            found=text[:20] or Text("没有版本号", "no version"),
            expected=Text("页面上的版本号", "the version on the page"),
            mend=Text("刷新页面后再试。", "Reload the page and try again."),
        )
    return int(text)
