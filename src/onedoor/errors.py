"""The one error of the house: what was found, what was expected, where, and how to mend it.

Pages, API and commands show the same code and the same four answers. Subclasses only say which
kind of refusal it is, so that the outer floors can choose a status without reading the text.
"""

from __future__ import annotations

from typing import Any

from onedoor.text import Text

Words = Text | str | None


class OnedoorError(Exception):
    """A refusal that its reader can act on.

    ``code`` is stable and dotted (``case.stale``). ``found``, ``expected``, ``where`` and ``mend``
    are sentences or values for people; each may be left out where it would say nothing.
    """

    def __init__(
        self,
        code: str,
        *,
        found: Words = None,
        expected: Words = None,
        where: Words = None,
        mend: Words = None,
    ) -> None:
        self.code = code
        self.found = found
        self.expected = expected
        self.where = where
        self.mend = mend
        super().__init__(code)

    def as_dict(self, language: str = "zh-hans") -> dict[str, Any]:
        """The problem as plain data: ``code`` plus those of the four answers that were given."""
        answers = {
            name: value.in_(language) if isinstance(value, Text) else str(value)
            for name in ("found", "expected", "where", "mend")
            if (value := getattr(self, name)) is not None
        }
        return {"code": self.code, **answers}

    def __str__(self) -> str:
        parts = [f"{name}: {value}" for name, value in self.as_dict().items() if name != "code"]
        return f"{self.code} ({'; '.join(parts)})" if parts else self.code


class NotAllowed(OnedoorError):
    """The actor may not do this (HTTP 403)."""


class NotFound(OnedoorError):
    """Nothing the actor may see answers to that name (HTTP 404)."""


class Conflict(OnedoorError):
    """The state changed, or does not permit this step (HTTP 409)."""


class Invalid(OnedoorError):
    """The input itself is wrong (HTTP 422)."""


class TooLarge(Invalid):
    """More than the stated bound (HTTP 413)."""


class Unavailable(OnedoorError):
    """A resource outside is missing right now: disk, register, signer (HTTP 503)."""
