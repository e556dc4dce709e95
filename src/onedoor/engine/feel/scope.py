"""Where names get their values while an expression runs, and how much it may still do."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.temporal import DateTime, from_python
from onedoor.engine.feel.values import PLAIN, Unknown, is_number, to_feel, weight
from onedoor.text import Text

MAX_STEPS = 1_000_000
MAX_CALLS = 64
PARTS_IN_A_STEP = 4
MAX_PATTERN_TIME = 1_000  # milliseconds
NOWHERE = object()


@lru_cache(maxsize=4096)
def unknown_fact(name: str) -> Unknown:
    """The fact of that name, which nobody told."""
    return Unknown(frozenset({name}))


class Budget:
    """What one evaluation may use: steps (iterations, calls, parts looked at), depth of calls, time for patterns."""

    __slots__ = ("calls", "limit", "pattern_time", "steps")

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.limit = self.steps = steps
        self.calls = 0
        self.pattern_time = MAX_PATTERN_TIME

    def spend(self, steps: int = 1) -> None:
        """Count work down; raises FeelLimitError when there is none left."""
        self.steps -= steps
        if self.steps < 0:
            raise FeelLimitError(Text(zh="计算步数", en="steps of evaluation"), self.limit)

    def look_at(self, value: Any) -> None:
        """Count the work of going through a list or context, whatever is in it."""
        if isinstance(value, (list, dict, str)):
            self.spend(weight(value) // PARTS_IN_A_STEP)

    def enter(self) -> None:
        """One call deeper."""
        self.spend()
        self.calls += 1
        if self.calls > MAX_CALLS:
            raise FeelLimitError(Text(zh="函数调用层数", en="levels of function calls"), MAX_CALLS)

    def leave(self) -> None:
        self.calls -= 1


class Facts(dict[str, Any]):
    """Facts from outside, each made a FEEL value when it is first asked for; one that nobody told is unknown."""

    __slots__ = ("told",)

    told: Mapping[str, Any]

    def __missing__(self, name: str) -> Any:
        value = self.told.get(name, NOWHERE)
        if value is NOWHERE:
            value = unknown_fact(name)
        elif type(value) not in PLAIN and not (type(value) is Decimal and is_number(value)):
            value = to_feel(value, name)
        self[name] = value
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.told


class Scope:
    """Names and values; inner scopes hide outer ones. Values are FEEL values already.

    ``now`` is the moment that ``now()`` and ``today()`` answer; without one they are unknown.
    ``closed`` tells that all names there are have been given: one that is found nowhere is then null,
    as the standard says, and not a missing fact. ``members`` are the names of all members of the items
    that a filter goes through: an item that lacks one of them lacks it for certain.
    """

    __slots__ = ("_budget", "closed", "members", "now", "outer", "values")

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        outer: Scope | None = None,
        budget: Budget | None = None,
        now: datetime | DateTime | None = None,
        closed: bool = False,
    ) -> None:
        self.values = values
        self.outer = outer
        self._budget: Budget | None = budget or (outer.budget if outer else None)
        self.now: DateTime | None = _moment(now) if now is not None else outer.now if outer else None
        self.closed: bool = closed or (outer is not None and outer.closed)
        self.members: Set[str] | None = None

    @classmethod
    def of_facts(cls, told: Mapping[str, Any], now: datetime | DateTime | None = None) -> Scope:
        """The outermost scope of an evaluation: facts as they were told, the others unknown."""
        facts = Facts()
        facts.told = told
        scope = _new(cls)
        scope.values = facts
        scope.outer = scope._budget = scope.members = None
        scope.now = _moment(now) if now is not None else None
        scope.closed = False
        return scope

    @property
    def budget(self) -> Budget:
        """What this evaluation may still use, in all its scopes together; made when it is first asked for."""
        if self._budget is None:
            self._budget = Budget()
        return self._budget

    def inner(self, values: Mapping[str, Any], members: Set[str] | None = None) -> Scope:
        """A scope in which these names come first; ``members`` where they are those of a filtered item."""
        scope = _new(Scope)
        scope.values = values
        scope.outer = self
        scope._budget = self.budget
        scope.now = self.now
        scope.closed = self.closed
        scope.members = members
        return scope

    def afresh(self, budget: Budget) -> Scope:
        """The same names and values, with another budget."""
        scope = _new(Scope)
        for slot in Scope.__slots__:
            setattr(scope, slot, getattr(self, slot))
        scope._budget = budget
        return scope

    def find(self, name: str, default: Any) -> Any:
        """The value of the name in the innermost scope that has it; ``default`` when it is nowhere."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.outer
        return default

    def missing(self, name: str) -> Unknown | None:
        """What a name that is nowhere stands for: a fact nobody told, or null where all was told."""
        scope: Scope | None = self
        while scope is not None:
            if scope.members is not None and name in scope.members:
                return None
            scope = scope.outer
        return None if self.closed else unknown_fact(name)


_new = Scope.__new__


def _moment(now: datetime | DateTime) -> DateTime:
    if isinstance(now, DateTime):
        return now
    moment = from_python(now)
    assert isinstance(moment, DateTime)
    return moment
