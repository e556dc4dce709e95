"""What a check found: how serious, where, what was expected, how to mend it, and an input that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.errors import FeelSyntaxError
from onedoor.errors import OnedoorError
from onedoor.text import Text


class Severity(StrEnum):
    """An error will not do what its author means; a warning probably not; a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a source text; ``line`` and ``column`` count from one."""

    source: str
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        return self.start - (self.source.rfind("\n", 0, self.start) + 1) + 1

    @property
    def pointer(self) -> str:
        """The line of the source with carets below the place (wide characters count as two)."""
        line = self.source.split("\n")[self.line - 1]
        begin = max(0, self.column - 61)
        shown = line[begin : begin + 120].replace("\t", " ")
        before = shown[: self.column - 1 - begin]
        marked = shown[self.column - 1 - begin :][: max(self.end - self.start, 1)]
        return f"{shown}\n{' ' * _width(before)}{'^' * max(_width(marked), 1)}"


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


@dataclass(frozen=True)
class Finding:
    """One thing that a reader of the rules should know.

    ``where`` names the element (a decision, a rule, a column), ``place`` the characters in its text,
    ``file_line`` the line of the file its element begins on (0: not from a file). ``rules`` are the rows
    concerned, counted from one; ``example`` is an input, by the text of the input expression, that shows it.
    """

    code: str
    severity: Severity
    message: Text
    expected: Text | None = None
    mend: Text | None = None
    where: Text | None = None
    place: Place | None = None
    rules: tuple[int, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    file_line: int = 0

    def at(self, where: Text, file_line: int = 0) -> Self:
        """The same finding inside a larger element."""
        inner = Text(f"{where.zh}，{self.where.zh}", f"{where.en}, {self.where.en}") if self.where else where
        return replace(self, where=inner, file_line=self.file_line or file_line)

    @property
    def line_in_file(self) -> int:
        """The line of the file that the place is on; 0 when it is not from a file."""
        below = self.place.line - 1 if self.place is not None else 0
        return self.file_line + below if self.file_line else 0

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Errors first, then in the order of the text."""
        start = self.place.start if self.place else 0
        return (list(Severity).index(self.severity), self.file_line, start, self.code)

    @classmethod
    def of_error(cls, error: OnedoorError) -> Self:
        """The finding that tells what a refusal says."""
        place = None
        message = Text.of(error.found) if error.found is not None else Text(error.code, error.code)
        if isinstance(error, FeelSyntaxError):
            place = Place(error.source, error.position, error.position + 1)
            message = Text(f"{message.zh}，不合语法", f"found {message.en}")
        where = Text.of(error.where) if error.where is not None and place is None else None
        return cls(
            error.code, Severity.ERROR, message,
            expected=Text.of(error.expected) if error.expected is not None else None,
            mend=Text.of(error.mend) if error.mend is not None else None,
            where=where, place=place,
        )  # fmt: skip


def place_of(source: str, node: n.Node) -> Place:
    """Where a node stands in its source."""
    return Place(source, node.span.start, node.span.end)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among the findings; None when there are none."""
    order = list(Severity)
    return min((each.severity for each in findings), key=order.index, default=None)
