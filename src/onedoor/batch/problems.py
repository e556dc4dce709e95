"""What is wrong with a file, told precisely; and what cannot take part because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from onedoor.engine.feel.checker import Finding, Severity
from onedoor.engine.feel.checker.report import printed
from onedoor.errors import OnedoorError
from onedoor.text import Text


class Effect(StrEnum):
    """What a fault costs a run that keeps going: rules, the whole file, or values that count as unknown."""

    RULES = "rules"
    FILE = "file"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file and what it costs; ``rules`` are those concerned, by name.

    ``line`` and ``column`` count from one; 0 where the fault has no such place.
    """

    file: str
    finding: Finding
    effect: Effect = Effect.FILE
    rules: tuple[str, ...] = ()
    line: int = 0
    column: int = 0

    @classmethod
    def of_error(cls, file: str, error: OnedoorError) -> Problem:
        """The problem that a refusal tells."""
        return cls(file, Finding.of_error(error))

    @classmethod
    def told(
        cls,
        file: str,
        code: str,
        found: Text,
        *,
        expected: Text | None = None,
        mend: Text | None = None,
        where: Text | None = None,
        effect: Effect = Effect.FILE,
        rules: tuple[str, ...] = (),
        line: int = 0,
        column: int = 0,
    ) -> Problem:
        """A problem in words."""
        finding = Finding(code, Severity.ERROR, found, expected=expected, mend=mend, where=where)
        return cls(file, finding, effect, rules, line, column)

    @property
    def spot(self) -> str:
        """``file:line:column``, as far as they are known."""
        return ":".join([self.file, *(str(each) for each in (self.line, self.column) if each)])

    def printed(self, language: str) -> str:
        """The problem in lines, as a compiler tells it."""
        return printed(replace(self.finding, file_line=0, where=self._where()), language, self.spot)

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data, in both languages."""
        finding = self.finding
        words = {"found": finding.message, "expected": finding.expected, "mend": finding.mend}
        told = {
            "file": self.file,
            "line": self.line or None,
            "column": self.column or None,
            "rules": list(self.rules) or None,
            "effect": self.effect.value,
            "code": finding.code,
            **{name: text.as_dict() if text else None for name, text in words.items()},
            "where": finding.where.as_dict() if finding.where else None,
        }
        return {name: value for name, value in told.items() if value is not None}

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> Problem:
        """Read ``as_dict()`` back; what it points at in a text is lost."""
        words = {
            name: Text.of(told[name]) if name in told else None for name in ("expected", "mend", "where")
        }
        return cls.told(
            told["file"],
            told["code"],
            Text.of(told["found"]),
            **words,
            effect=Effect(told["effect"]),
            rules=tuple(told.get("rules", ())),
            line=told.get("line", 0),
            column=told.get("column", 0),
        )

    def _where(self) -> Text | None:
        parts = [] if self.finding.where is None else [self.finding.where]
        if self.rules:
            names = listed(self.rules)
            parts.insert(0, Text(f"规则 {names.zh}", f"rule{'s' * (len(self.rules) > 1)} {names.en}"))
        if not parts:
            return None
        return Text("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def listed(names: Iterable[str], most: int = 8) -> Text:
    """Names one after another, sorted; how many there are when they are many."""
    every = sorted(names)
    shown, rest = every[:most], len(every) - most
    zh, en = "、".join(shown), ", ".join(shown)
    return Text(f"{zh}等{len(every)}个", f"{en} and {rest} more") if rest > 0 else Text(zh, en)
