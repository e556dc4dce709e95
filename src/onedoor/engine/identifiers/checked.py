"""The answer of a check: the normalised value, and every problem found with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onedoor.text import Text

SHOWN = 40


class Severity(StrEnum):
    """An ``ERROR`` makes the identifier invalid; a ``WARNING`` asks somebody to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. ``position`` counts characters of the normalised text from 1."""

    code: str
    message: Text
    severity: Severity = Severity.ERROR
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """``ok`` when no problem is an error. ``parts`` names the fields inside a valid identifier."""

    value: str
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


def shown(text: str) -> str:
    """A text short enough for a message, whatever was pasted."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def wrong_length(code: str, found: int, expected: str) -> Problem:
    return Problem(
        f"{code}.length",
        Text(f"应为{expected}位，实为{found}位。", f"Expected {expected} characters, found {found}."),
    )


def wrong_character(code: str, position: int, found: str, expected: Text) -> Problem:
    return Problem(
        f"{code}.character",
        Text(
            f"第{position}位应为{expected.zh}，实为“{found}”。",
            f"Character {position} should be {expected.en}, found “{found}”.",
        ),
        position=position,
    )


def wrong_check(
    code: str, position: int, found: str, expected: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(
        f"{code}.check",
        Text(
            f"第{position}位校验码应为“{expected}”，实为“{found}”。",
            f"Check character {position} should be “{expected}”, found “{found}”.",
        ),
        severity,
        position,
    )
