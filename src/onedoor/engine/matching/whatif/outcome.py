"""Figures of a what-if: for all subjects, or for a group of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onedoor.engine.matching.whatif.groups import Group, Key
from onedoor.engine.matching.whatif.moves import Move
from onedoor.engine.matching.whatif.totals import Total


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule among some subjects.

    ``total`` is what those are due that fit for certain, ``open_total`` what those would be due for whom a fact is
    missing, if they turned out to fit; both are None for a rule without a benefit.
    """

    certain: int
    open: int
    rest: int
    total: Total | None
    open_total: Total | None

    @property
    def subjects(self) -> int:
        return self.certain + self.open + self.rest


@dataclass(frozen=True, slots=True)
class Moved:
    """Those who made one move, and what they are due before and after; None where a rule has no benefit.

    What is due to those who do not fit, or not for certain, is nothing.
    """

    count: int
    before: Total | None
    after: Total | None


@dataclass(frozen=True, slots=True)
class Line:
    """Some subjects before and after: all of them (``key`` is None) or one group."""

    key: Key | None
    before: Outcome
    after: Outcome
    moves: Mapping[Move, Moved]

    @property
    def subjects(self) -> int:
        return self.after.subjects

    @property
    def difference(self) -> int | None:
        """The change of the known amounts, in cents; None where a rule has no benefit."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total.cents - self.before.total.cents


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The groups that occur, those that belong to none last."""

    group: Group
    lines: tuple[Line, ...]
