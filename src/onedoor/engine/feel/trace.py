"""Why an expression has its value: every condition in it, with its own value and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.expression import Expression, parse
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import unknown_in


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of an explanation.

    ``text`` is the source of the step, ``children`` the steps it rests on (literals left out),
    ``unknown`` the facts that are missing for it.
    """

    text: str
    span: n.Span
    value: Any
    children: tuple[Trace, ...]
    unknown: frozenset[str]


def explain(expression: Expression | str, scope: Mapping[str, Any], *, now: datetime | None = None) -> Trace:
    """The explanation tree; nothing is cut short, so every condition shows, decisive or not.

    >>> trace = explain("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31})
    >>> [(step.text, step.value, sorted(step.unknown)) for step in trace.children]
    [('参保人数 <= 30', False, []), ('裁员率 <= 0.2', Unknown(facts=frozenset({'裁员率'})), ['裁员率'])]
    """
    if isinstance(expression, str):
        expression = parse(expression, names=tuple(sorted(scope)))
    return trace_in(expression, expression.scope(scope, now))


def trace_in(expression: Expression, scope: Scope) -> Trace:
    """As ``explain``, in a scope that is there already."""
    return _step(expression, expression.root, scope)


def _step(expression: Expression, node: n.Node, scope: Scope) -> Trace:
    value = expression.closures[id(node)](scope)
    unknown = unknown_in(value)
    text = expression.source[node.span.start : node.span.end] or print_node(node)
    below = tuple(_step(expression, child, scope) for child in _explained(node))
    return Trace(text, node.span, value, below, unknown.facts if unknown is not None else frozenset())


def _explained(node: n.Node) -> list[n.Node]:
    """The children that mean something in the same scope and are worth a line."""
    match node:
        case n.Call(arguments=arguments):
            below = [argument.value for argument in arguments]
        case n.Filter(base=base):
            below = [base]
        case n.For(iterations=iterations) | n.Quantified(iterations=iterations):
            below = [iterations[0].source]
        case n.In(value=value):
            below = [value]
        case n.FunctionDefinition() | n.ContextLiteral() | n.UnaryTests() | n.InstanceOf():
            below = []
        case n.Path():
            below = []
        case _:
            below = list(n.children(node))
    return [child for child in below if not isinstance(child, _SILENT)]


_SILENT = (n.NumberLiteral, n.StringLiteral, n.BooleanLiteral, n.NullLiteral, n.TemporalLiteral)
