"""How many fit, and what they are due, by many variants of one rule at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice

from onedoor.engine.feel import Expression
from onedoor.engine.matching.bits import BitSet
from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.rule import Rule
from onedoor.engine.matching.whatif.totals import Total
from onedoor.engine.matching.whatif.valuation import Valuation

TOGETHER = 64  # rules matched in one pass: enough to share their conditions, few enough to tell progress by


Advance = Callable[[int, int], None]
"""Told from time to time how many variants of how many are matched."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One variant: how many fit for certain, for how many a fact is missing, and what the first are due together."""

    certain: int
    open: int
    total: Total | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A variant beside the rule as it is: who comes in, who drops out, and what becomes of the amounts."""

    figure: Figure
    came_in: int
    dropped_out: int


class Figures:
    """Measures variants of a rule; equal conditions are matched once, equal benefits reckoned once."""

    def __init__(
        self, rule: Rule, everyone: Everyone, variants: Mapping[str, Rule], advance: Advance | None = None
    ) -> None:
        self.rule = rule
        self.everyone = everyone
        self.variants = variants
        conditions = {each.condition for each in variants.values()} | {rule.condition}
        self._certain, self._open = _matched(everyone, conditions, advance)
        self._base = self._certain[rule.condition]
        subjects = reduce(lambda one, two: one | two, self._certain.values())
        benefits = {each.benefit for each in (rule, *variants.values()) if each.benefit is not None}
        self._benefits = {benefit: benefit for benefit in benefits}
        self._valuation = Valuation(everyone, self._benefits.values(), subjects)
        self._due = self._amounts(rule.benefit)
        self._total = None if self._due is None else self._due.among(self._base).total()

    @property
    def base(self) -> Figure:
        return Figure(self._base.count, self._open[self.rule.condition], self._total)

    def measured(self) -> Iterator[tuple[str, Measured]]:
        """Every variant, those with the same benefit together."""
        ordered = sorted(self.variants.items(), key=lambda each: each[1].benefit != self.rule.benefit)
        for name, variant in ordered:
            certain = self._certain[variant.condition]
            came, dropped = certain - self._base, self._base - certain
            if variant.benefit == self.rule.benefit:
                total = self._moved(came, dropped)
            else:
                due = self._amounts(variant.benefit)
                total = None if due is None else due.among(certain).total()
            figure = Figure(certain.count, self._open[variant.condition], total)
            yield name, Measured(figure, came.count, dropped.count)

    def _moved(self, came: BitSet, dropped: BitSet) -> Total | None:
        """The total by the benefit as it is: only those who move are added and taken away."""
        if self._due is None or self._total is None:
            return None
        return self._total + self._due.among(came).total() - self._due.among(dropped).total()

    def _amounts(self, benefit: Expression | None) -> Amounts | None:
        return None if benefit is None else self._valuation.amounts(self._benefits[benefit])


def _matched(
    everyone: Everyone, conditions: set[Expression], advance: Advance | None
) -> tuple[dict[Expression, BitSet], dict[Expression, int]]:
    """For each condition those that meet it for certain, and the number of those for whom a fact is missing."""
    certain, opened = dict[Expression, BitSet](), dict[Expression, int]()
    pending = iter(conditions)
    if advance is not None:
        advance(0, len(conditions))
    while together := list(islice(pending, TOGETHER)):
        found = everyone.match({str(place): each for place, each in enumerate(together)})
        for place, each in enumerate(together):
            certain[each] = found.certain(str(place))
            opened[each] = found.possible(str(place)).count - certain[each].count
        if advance is not None:
            advance(len(certain), len(conditions))
    return certain, opened
