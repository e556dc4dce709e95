"""Why an expression has its value: every step of it, with its own value and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.expression import Expression, parse
from onedoor.engine.feel.scope import MAX_STEPS, NOWHERE, Budget, Scope
from onedoor.engine.feel.trace.steps import Place, Step, plan_of
from onedoor.engine.feel.values import UNKNOWN, Function, Unknown, unknown_in

# What an explanation may spend; beyond it the steps further down are left out.
EXPLAINING = 4 * MAX_STEPS


class Answer(StrEnum):
    """How a step came out: a condition is met, not met, unknown or null; anything else has a value."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NULL = "null"
    VALUE = "value"

    @classmethod
    def of(cls, value: Any) -> Answer:
        """
        >>> Answer.of(None), Answer.of(False)
        (<Answer.NULL: 'null'>, <Answer.NOT_MET: 'not_met'>)
        """
        if isinstance(value, bool):
            return cls.MET if value else cls.NOT_MET
        return cls.NULL if value is None else cls.UNKNOWN if isinstance(value, Unknown) else cls.VALUE


class Operand(NamedTuple):
    """A value that a step met, and the text it comes from."""

    text: str
    value: Any


class Trace:
    """One step of an explanation; it does not change.

    ``value`` is its value, ``children`` the steps it rests on (literals left out). ``is_decisive`` tells
    that it belongs to those that already force the value of the whole: of a false ``and`` the false
    conditions, of a true ``or`` the first true one, of an unknown one the unknown ones, of an ``if`` the
    branch that applies; the others are there, but could be otherwise.
    """

    __slots__ = ("children", "is_decisive", "scope", "step", "value")

    def __init__(
        self, step: Step, scope: Scope, value: Any, children: tuple[Trace, ...], is_decisive: bool
    ) -> None:
        self.step = step
        self.scope = scope
        self.value = value
        self.children = children
        self.is_decisive = is_decisive

    @property
    def node(self) -> n.Node:
        return self.step.node

    @property
    def text(self) -> str:
        """The source text of the step."""
        return self.step.text

    @property
    def span(self) -> n.Span:
        return self.step.node.span

    @property
    def place(self) -> Place:
        """Line and column of the step in the text of its expression."""
        return self.step.place

    @property
    def outcome(self) -> Answer:
        return Answer.of(self.value)

    @property
    def unknown(self) -> frozenset[str]:
        """The facts named by what is unknown in the value."""
        found = unknown_in(self.value)
        return found.facts if found is not None else frozenset()

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The values it met, in the order of its parts, literals too."""
        return tuple(Operand(part.text, self.met(place)) for place, part in enumerate(self.step.parts))

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that it looks at, with their values; members by their path (``企业.从业人数``)."""
        found = {fact.text: fact.told(self.scope) for fact in self.step.facts}
        return {
            name: value
            for name, value in found.items()
            if value is not NOWHERE and not isinstance(value, Function)
        }

    def met(self, place: int) -> Any:
        """The value of the part at a place among ``step.parts``; unknown where the bounds do not reach it."""
        at = self.step.places[place]
        if at is not None and at < len(self.children):
            return self.children[at].value
        try:
            return self.step.parts[place].closure(self.scope)
        except (FeelLimitError, RecursionError):
            return UNKNOWN

    def __repr__(self) -> str:
        return f"Trace({self.text!r}, {self.value!r})"


def explain(expression: Expression | str, scope: Mapping[str, Any], *, now: datetime | None = None) -> Trace:
    """The explanation of a value; nothing is cut short, so every condition shows, decisive or not.

    Raises:
        FeelSyntaxError, FeelLimitError, FeelInputError: as ``evaluate``. Where only the explanation goes
            beyond the bounds it ends there: the steps further down are left out.

    >>> trace = explain("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31})
    >>> [(step.text, step.value, step.is_decisive) for step in trace.children]
    [('参保人数 <= 30', False, True), ('裁员率 <= 0.2', Unknown(facts=frozenset({'裁员率'})), False)]
    """
    if isinstance(expression, str):
        expression = parse(expression, names=tuple(sorted(scope)))
    return trace_in(expression, expression.scope(dict(scope), now))


def trace_in(expression: Expression, scope: Scope) -> Trace:
    """As ``explain``, in a scope that is there already."""
    return trace_step(plan_of(expression), scope.afresh(Budget(EXPLAINING)), expression.run(scope))


def trace_step(step: Step, scope: Scope, value: Any, is_decisive: bool = True) -> Trace:
    """The explanation of the value that a step has in a scope."""
    below = step.below
    if not below:
        return Trace(step, scope, value, (), is_decisive)
    try:
        values = [each.closure(scope) for each in below]
    except (FeelLimitError, RecursionError):
        return Trace(step, scope, value, (), is_decisive)
    deciding = step.deciding
    if deciding is None or not is_decisive:
        children = [
            trace_step(each, scope, got, is_decisive) for each, got in zip(below, values, strict=True)
        ]
    else:
        marks = deciding(value, values)
        children = [
            trace_step(each, scope, got, mark) for each, got, mark in zip(below, values, marks, strict=True)
        ]
    return Trace(step, scope, value, tuple(children), is_decisive)
