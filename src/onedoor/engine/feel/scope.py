"""Where names get their values while an expression runs, and how much it may still do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.text import Text

MAX_STEPS = 1_000_000
MAX_CALLS = 64


class Budget:
    """The steps (iterations and calls) and the depth of calls that one evaluation may use."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.limit = self.steps = steps
        self.calls = 0

    def spend(self, steps: int = 1) -> None:
        """Count work down; raises FeelLimitError when there is none left."""
        self.steps -= steps
        if self.steps < 0:
            raise FeelLimitError(Text(zh="计算步数", en="steps of evaluation"), self.limit)

    def enter(self) -> None:
        """One call deeper."""
        self.spend()
        self.calls += 1
        if self.calls > MAX_CALLS:
            raise FeelLimitError(Text(zh="函数调用层数", en="levels of function calls"), MAX_CALLS)

    def leave(self) -> None:
        self.calls -= 1


class Scope:
    """Names and values; inner scopes hide outer ones. Values are FEEL values already.

    ``now`` is the moment that ``now()`` and ``today()`` answer; without one they are unknown.
    ``of_item`` marks the scope of a filter over contexts, where a name found nowhere is an absent
    member (null) and not a missing fact.
    """

    __slots__ = ("budget", "now", "of_item", "outer", "values")

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        outer: Scope | None = None,
        budget: Budget | None = None,
        now: datetime | None = None,
        of_item: bool = False,
    ) -> None:
        self.values = values
        self.outer = outer
        self.budget: Budget = budget or (outer.budget if outer else Budget())
        self.now: datetime | None = now or (outer.now if outer else None)
        self.of_item: bool = of_item or (outer.of_item if outer else False)

    def inner(self, values: Mapping[str, Any], *, of_item: bool = False) -> Scope:
        """A scope in which these names come first."""
        return Scope(values, outer=self, of_item=of_item)

    def find(self, name: str, default: Any) -> Any:
        """The value of the name in the innermost scope that has it; ``default`` when it is nowhere."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.outer
        return default
