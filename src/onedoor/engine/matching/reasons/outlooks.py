"""What is told of a missing fact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.schema import Column


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the answer to a question does to one open rule.

    ``share`` is the part of the answers that settle it. ``certain`` are those with which it is true, ``refused``
    those with which it is settled and not true; both are None where only the interpreter can tell.
    """

    rule: str
    share: Fraction
    benefit: Fraction
    certain: tuple[Values, ...] | None
    refused: tuple[Values, ...] | None


@dataclass(frozen=True, slots=True)
class Question:
    """A missing fact, and what comes of its answer. ``resting`` is the number of open rules that rest on it.

    ``outlooks`` are the open rules that some answer settles, the weightiest first. ``is_cut`` tells that the
    interpreter was not asked about every answer, so that shares may be higher than told.
    """

    column: Column
    score: Fraction
    resting: int
    outlooks: tuple[Outlook, ...]
    is_cut: bool = False

    @property
    def fact(self) -> str:
        return self.column.name

    @property
    def settled(self) -> tuple[str, ...]:
        """The rules that are settled whatever the answer is."""
        return tuple(each.rule for each in self.outlooks if each.share == 1)

    @property
    def may_settle(self) -> tuple[str, ...]:
        """The rules that some answers settle and others do not."""
        return tuple(each.rule for each in self.outlooks if each.share < 1)
