"""What a file of items cannot say, or the house cannot take: named by table, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from onedoor.text import Text

NOTHING = Text("", "")
LONGEST_FOUND = 120


class Severity(StrEnum):
    """What follows from a problem: the item is not taken, something of it is left behind, or somebody should look."""

    REFUSED = "refused"
    LOST = "lost"
    WARNING = "warning"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Severity.REFUSED: Text("拒绝", "refused"),
    Severity.LOST: Text("未能带入", "not carried over"),
    Severity.WARNING: Text("提醒", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong. ``row`` counts as the file's reader does, 1 for the first line; 0: the file as a whole."""

    severity: Severity
    code: str
    table: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    expected: Text = NOTHING
    mend: Text = NOTHING

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON; what says nothing is left out."""
        plain: dict[str, Any] = {"severity": str(self.severity), "code": self.code}
        for name in ("table", "row", "column", "found"):
            if value := getattr(self, name):
                plain[name] = value
        for name in ("expected", "mend"):
            if (text := getattr(self, name)).zh:
                plain[name] = text.as_dict()
        return plain

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """Read back ``as_dict()``."""
        return cls(
            severity=Severity(plain["severity"]),
            code=plain["code"],
            table=plain.get("table", ""),
            row=plain.get("row", 0),
            column=plain.get("column", ""),
            found=plain.get("found", ""),
            expected=Text.of(plain.get("expected", "")),
            mend=Text.of(plain.get("mend", "")),
        )


def shown(value: object) -> str:
    """A value as a report shows it: on one line, and not without end."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}…"
