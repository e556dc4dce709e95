"""What a proof says: how many sets of answers there are, where they lead, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onedoor.engine.feel.checker.findings import Severity
from onedoor.engine.situations import wording
from onedoor.engine.situations.cell import Cell
from onedoor.engine.situations.kinds import SEVERITIES, Kind, Part
from onedoor.text import Text


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a guide. ``about`` are ids of its ``part`` (questions by name, rows of a table as ``id#row``).

    ``example`` are answers that show it, complete and confirmed by the interpreter; empty where there are none to show.
    ``sets`` says for how many complete sets of answers it holds.
    """

    kind: Kind
    part: Part
    about: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    sets: int = 0

    @property
    def code(self) -> str:
        return f"situations.{self.kind}"

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.kind]

    @property
    def message(self) -> Text:
        return wording.message(self.kind, wording.named(self.part, self.about), self.sets)

    @property
    def mend(self) -> Text:
        return wording.MENDS[self.kind]

    @property
    def sort_key(self) -> tuple[int, int, tuple[str, ...]]:
        """Errors first."""
        return (list(Severity).index(self.severity), list(Kind).index(self.kind), self.about)


@dataclass(frozen=True)
class Proof:
    """``leaves``: complete sets of answers, the numbers of a cell counting once. ``lists``: how many different lists they
    lead to, told apart by situation and by which further conditions hold. Both are None where the bound was met before
    they were counted. ``cells`` are the answers told apart, by question; ``judged`` the conditions that were looked at.
    """

    leaves: int | None
    lists: int | None
    findings: tuple[Finding, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    judged: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Was everything looked at, and every number at every place where something changes?"""
        return not any(each.kind in (Kind.LIMIT, Kind.SAMPLED) for each in self.findings)

    @property
    def is_sound(self) -> bool:
        """Is it proved that every complete set of answers leads to exactly one list?"""
        return self.is_complete and not any(each.severity is Severity.ERROR for each in self.findings)
