"""What the proof of a guide says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onedoor.text import Text


class Kind(StrEnum):
    GAP = "gap"
    OVERLAP = "overlap"
    UNDECIDED = "undecided"
    NEVER_ASKED = "never_asked"
    NEVER_HOLDS = "never_holds"
    ALWAYS_HOLDS = "always_holds"
    CHANGES_NOTHING = "changes_nothing"


_WORDS = {
    Kind.GAP: Text("这样回答，没有任何情形适用", "with these answers no situation applies"),
    Kind.OVERLAP: Text("这样回答，几个情形同时适用", "with these answers several situations apply"),
    Kind.UNDECIDED: Text(
        "都回答了，条件仍得不出真假", "with everything answered the condition is neither true nor false"
    ),
    Kind.NEVER_ASKED: Text("怎样回答都问不到它", "no answers ever lead to it"),
    Kind.NEVER_HOLDS: Text("怎样回答它都不成立", "it holds for no answers"),
    Kind.ALWAYS_HOLDS: Text("怎样回答它都成立", "it holds for all answers"),
    Kind.CHANGES_NOTHING: Text("怎样回答都不影响结果", "its answer changes nothing"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``subject`` is a question's name, a situation's id or a condition's name; ``others`` further situations.

    ``example`` are answers at which it shows; the interpreter was asked about each.
    """

    kind: Kind
    subject: str
    others: tuple[str, ...] = ()
    example: Mapping[str, Any] | None = None

    @property
    def words(self) -> Text:
        return _WORDS[self.kind]

    @property
    def is_error(self) -> bool:
        """Whether somebody would be led wrong by it."""
        return self.kind in (Kind.GAP, Kind.OVERLAP, Kind.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Proof:
    """``leaves`` complete sets of answers, leading to ``lists`` different outcomes. Where ``complete`` is false, more sets than
    could be tried were left out, or a condition reckons with a number: then nothing found is no proof.
    """

    leaves: int
    lists: int
    complete: bool
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Every complete set of answers leads to exactly one situation."""
        return self.complete and not any(each.is_error for each in self.findings)
