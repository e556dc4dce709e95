"""Which rules one subject certainly or possibly meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import Unknown, evaluate
from onedoor.engine.matching.circuits import in_order
from onedoor.engine.matching.single import Single, Singles
from onedoor.engine.matching.units import Unfit

if TYPE_CHECKING:
    from onedoor.engine.matching.ruleset import RuleSet

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fit:
    """Names of rules, in the order of the set: ``certain`` ones are true, ``open`` ones unknown."""

    certain: tuple[str, ...]
    open: tuple[str, ...]


class Fitting:
    """A rule set made ready for one subject at a time."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.singles = Singles(rules)
        self.names = np.array(list(rules.roots), object)
        self.asking = np.array([rules.plan.asks[root] for root in rules.roots.values()], np.bool_)

    def fit(self, facts: Mapping[str, Any], now: datetime | None) -> Fit:
        """Every rule for these facts, as the interpreter decides it."""
        try:
            single = self.singles.of_facts(facts)
        except Unfit:
            everything = np.arange(len(self.names))
            certain, possible = np.zeros(len(self.names), np.bool_), np.ones(len(self.names), np.bool_)
            self._ask(everything, facts, now, certain, possible)
        else:
            certain, possible = self.states(single, lambda: facts, now)
        open_ = possible & ~certain
        return Fit(tuple(self.names[certain].tolist()), tuple(self.names[open_].tolist()))

    def states(
        self,
        single: Single,
        facts: Callable[[], Mapping[str, Any]],
        now: datetime | None,
        concerned: Flags | None = None,
    ) -> tuple[Flags, Flags]:
        """Whether each rule is certain, and possible; the interpreter is asked about ``concerned`` rules alone."""
        certain, possible, wide = self.singles.run(single)
        doubtful = self.asking & possible & ~certain
        if wide:
            doubtful |= self._resting_on(wide)
        if concerned is not None:
            doubtful &= concerned
        if doubtful.any():
            self._ask(np.flatnonzero(doubtful), facts(), now, certain, possible)
        return certain, possible

    def _ask(
        self, places: Any, facts: Mapping[str, Any], now: datetime | None, certain: Flags, possible: Flags
    ) -> None:
        for place in places:
            value = evaluate(self.rules.expressions[self.names[place]], facts, now=now)
            certain[place] = value is True
            possible[place] = value is True or isinstance(value, Unknown)

    def _resting_on(self, nodes: frozenset[int]) -> Flags:
        plan = self.rules.plan
        return np.array(
            [not nodes.isdisjoint(in_order(plan, [root])) for root in self.rules.roots.values()], np.bool_
        )
