"""What a decision model is refused for, and where in it."""

from __future__ import annotations

from onedoor.engine.feel import FeelError
from onedoor.errors import Invalid, NotFound, Words
from onedoor.text import Text


class DmnError(Invalid):
    """The model cannot be read; ``where`` names the decision and the cell."""


class NoSuchDecision(NotFound):
    """The model holds no decision of that name."""


def not_readable(error: FeelError, place: Text) -> DmnError:
    """The error of an expression, placed in its model."""
    inner = error.where if isinstance(error.where, Text) else Text("", "")
    where = Text(zh=f"{place.zh} {inner.zh}".strip(), en=f"{place.en} {inner.en}".strip())
    return DmnError(
        f"dmn.{error.code}", found=error.found, expected=error.expected, where=where, mend=error.mend
    )


def bad_model(code: str, found: Words, expected: Words, where: Words = None, mend: Words = None) -> DmnError:
    """A refusal of the model itself."""
    return DmnError(f"dmn.{code}", found=found, expected=expected, where=where, mend=mend)
