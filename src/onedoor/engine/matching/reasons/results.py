"""What is told of a rule that a subject almost meets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.engine.matching.reasons.prices import Cost
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.schema import Column


@dataclass(frozen=True, slots=True)
class Change:
    """A known fact that would have to be another: ``before`` is its value, ``after`` the nearest that will do.

    ``values`` are all that would do, the other facts being where the proposal has them. ``is_least`` tells that
    the interpreter was asked about the next smaller step of a number (or a date), and that it does not suffice.
    """

    column: Column
    before: Any
    after: Any
    values: Values
    is_least: bool = False

    @property
    def fact(self) -> str:
        return self.column.name

    @property
    def by(self) -> Decimal | None:
        """By how much a number grows, or (below zero) shrinks; None for anything else."""
        if isinstance(self.before, Decimal) and isinstance(self.after, Decimal):
            return self.after - self.before
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact that nobody has told, and what it has to turn out to be: any of ``values``, ``example`` for one.

    ``beside`` are other facts to be told that bear on it: then the values are right with their examples only,
    and ``condition`` is what all of them have to fulfil together.
    """

    column: Column
    values: Values
    example: Any
    beside: tuple[str, ...] = ()
    condition: str = ""

    @property
    def fact(self) -> str:
        return self.column.name


@dataclass(frozen=True, slots=True)
class Proposal:
    """With these changes, and these answers, the rule is true; the interpreter was asked."""

    changes: tuple[Change, ...]
    answers: tuple[Answer, ...]
    cost: Cost

    @property
    def facts(self) -> frozenset[str]:
        """The facts it speaks of."""
        changed, told = (each.fact for each in self.changes), (each.fact for each in self.answers)
        return frozenset((*changed, *told))


@dataclass(frozen=True, slots=True)
class Nearly:
    """A rule that is not met, and the cheapest proposals by which it would be, the cheapest first.

    ``is_cut`` tells that the search was ended by its bounds: there may be a cheaper one.
    """

    rule: str
    proposals: tuple[Proposal, ...]
    is_cut: bool = False

    @property
    def best(self) -> Proposal:
        return self.proposals[0]
