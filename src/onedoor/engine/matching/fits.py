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
Places = NDArray[np.intp]


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
        self.everyone = np.arange(len(self.names))
        self.asking = np.array([rules.plan.asks[root] for root in rules.roots.values()], np.bool_)

    def fit(self, facts: Mapping[str, Any], now: datetime | None) -> Fit:
        """Every rule for these facts, as the interpreter decides it."""
        try:
            single = self.singles.of_facts(facts)
        except Unfit:
            certain, possible = np.zeros(len(self.names), np.bool_), np.ones(len(self.names), np.bool_)
            self._ask({place: place for place in range(len(self.names))}, facts, now, (certain, possible))
        else:
            certain, possible = self.states(single, lambda: facts, now)
        open_ = possible & ~certain
        return Fit(tuple(self.names[certain].tolist()), tuple(self.names[open_].tolist()))

    def states(
        self,
        single: Single,
        facts: Callable[[], Mapping[str, Any]],
        now: datetime | None,
        rules: Places | None = None,
    ) -> tuple[Flags, Flags]:
        """Whether each rule, of these places or all, is certain, and whether it is possible."""
        certain, possible, wide = self.singles.run(single, rules)
        places = self.everyone if rules is None else rules
        doubtful = self.asking[places] & possible & ~certain
        if wide:
            doubtful |= self._resting_on(wide)[places]
        if doubtful.any():
            at = {int(places[where]): where for where in np.flatnonzero(doubtful).tolist()}
            self._ask(at, facts(), now, (certain, possible))
        return certain, possible

    def _ask(
        self,
        at: Mapping[int, int],
        facts: Mapping[str, Any],
        now: datetime | None,
        found: tuple[Flags, Flags],
    ) -> None:
        """Where in what is found each rule stands: by the rule's place."""
        certain, possible = found
        for place, where in at.items():
            value = evaluate(self.rules.expressions[self.names[place]], facts, now=now)
            certain[where] = value is True
            possible[where] = value is True or isinstance(value, Unknown)

    def _resting_on(self, nodes: frozenset[int]) -> Flags:
        plan = self.rules.plan
        return np.array(
            [not nodes.isdisjoint(in_order(plan, [root])) for root in self.rules.roots.values()], np.bool_
        )
