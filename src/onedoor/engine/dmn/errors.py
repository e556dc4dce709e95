"""What a decision model is refused for, and where in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onedoor.engine.feel import FeelError
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.errors import Invalid, NotFound, Words
from onedoor.text import Text


class DmnError(Invalid):
    """The model cannot be read; ``where`` names the file, the line, the element and the cell.

    ``place`` is the same in parts, where it is known.
    """

    place: Place | None = None


class WrongFact(Invalid):
    """A fact is not of the type that the model declares for it; ``where`` names the input data."""


class NoSuchDecision(NotFound):
    """The model holds no decision of that name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the file, the line its element begins on (0: unknown), the element, the part."""

    file: str = ""
    line: int = 0
    element: Text = Text("", "")
    part: Text = Text("", "")

    def at(self, part: Text, line: int = 0) -> Place:
        """A part of the same element."""
        joined = Text(f"{self.part.zh} {part.zh}".strip(), f"{self.part.en} {part.en}".strip())
        return Place(self.file, line or self.line, self.element, joined)

    @property
    def text(self) -> Text:
        """The place in words."""
        zh = (self.file, f"第{self.line}行" if self.line else "", self.element.zh, self.part.zh)
        en = (self.file, f"line {self.line}" if self.line else "", self.element.en, self.part.en)
        return Text(" ".join(each for each in zh if each), " ".join(each for each in en if each))


def not_readable(error: FeelError, place: Place) -> DmnError:
    """The error of an expression, placed in its model."""
    inner = error.where if isinstance(error.where, Text) else Text("", "")
    outer = place.text
    where = Text(zh=f"{outer.zh} {inner.zh}".strip(), en=f"{outer.en} {inner.en}".strip())
    refusal = DmnError(
        f"dmn.{error.code}", found=error.found, expected=error.expected, where=where, mend=error.mend
    )
    refusal.place = place
    return refusal


def bad_model(
    code: str, found: Words, expected: Words, where: Words | Place = None, mend: Words = None
) -> DmnError:
    """A refusal of the model itself."""
    told = where.text if isinstance(where, Place) else where
    refusal = DmnError(f"dmn.{code}", found=found, expected=expected, where=told, mend=mend)
    refusal.place = where if isinstance(where, Place) else None
    return refusal


def did_you_mean(name: str, known: Iterable[str]) -> Text | None:
    """The question whether the known name nearest to a wrong one was meant; None when none is near."""
    alike = nearest(name, known)
    return Text(f"是否想写“{alike}”？", f"Did you mean {alike}?") if alike is not None else None


def listed(names: Iterable[str], most: int = 12) -> Text:
    """Names one after another; how many more there are when they are many."""
    every = list(names)
    shown, rest = every[:most], len(every) - most
    zh, en = "、".join(shown), ", ".join(shown)
    return Text(f"{zh}等{len(every)}个", f"{en} and {rest} more") if rest > 0 else Text(zh, en)
