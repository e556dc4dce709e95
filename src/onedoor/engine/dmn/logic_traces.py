"""How a boxed expression came to its value: step by step in FEEL, rule by rule in tables, part by part in boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onedoor.engine.dmn.nodes import Coerced, DecisionTable, Written
from onedoor.engine.dmn.table_traces import TableTrace, trace_table
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.trace import Trace, trace_in
from onedoor.engine.feel.values import unknown_in


@dataclass(frozen=True, slots=True)
class PartsTrace:
    """A boxed expression made of others: ``kind`` is its kind of node, ``parts`` those reached, by name."""

    kind: str
    value: Any
    parts: tuple[tuple[str, LogicTrace], ...]
    unknown: frozenset[str]


LogicTrace = Trace | TableTrace | PartsTrace


def trace_logic(logic: BoxedExpression, scope: Scope) -> LogicTrace:
    """The explanation of a whole boxed expression in a scope."""
    if logic.source:
        return trace_in(logic, scope)
    return trace_part(logic, logic.root, scope)


def trace_part(logic: BoxedExpression, node: n.Node, scope: Scope) -> LogicTrace:
    """The explanation of one part of it, in the scope of that part."""
    match node:
        case Coerced(value=value):
            return trace_part(logic, value, scope)
        case Written(text=text, body=body):
            return trace_in(logic.part(text, body), scope)
        case DecisionTable():
            return trace_table(logic, node, scope)
        case n.ContextLiteral() | n.Path(base=n.ContextLiteral()):
            return _context(logic, node, scope)
        case n.ListLiteral(items=items):
            return _parts(logic, node, scope, [(str(at), item) for at, item in enumerate(items, 1)])
        case n.If(condition=condition, then=then, otherwise=otherwise):
            parts = [("if", condition)]
            answer = logic.closures[id(condition)](scope)
            if answer is not False and answer is not None:
                parts.append(("then", then))
            if answer is not True:
                parts.append(("else", otherwise))
            return _parts(logic, node, scope, parts)
        case n.Call(arguments=arguments):
            return _parts(logic, node, scope, [(each.name or "", each.value) for each in arguments])
        case n.Filter(base=base):
            return _parts(logic, node, scope, [("in", base)])
        case n.For(iterations=iterations) | n.Quantified(iterations=iterations):
            return _parts(logic, node, scope, [("in", iterations[0].source)])
    return _parts(logic, node, scope, [])


def _parts(logic: BoxedExpression, node: n.Node, scope: Scope, parts: list[tuple[str, n.Node]]) -> PartsTrace:
    value = logic.closures[id(node)](scope)
    traced = tuple((name, trace_part(logic, part, scope)) for name, part in parts)
    return PartsTrace(type(node).__name__, value, traced, facts_in(value))


def _context(logic: BoxedExpression, node: n.Node, scope: Scope) -> PartsTrace:
    """Each entry in the scope of those before it."""
    value = logic.closures[id(node)](scope)
    context = node.base if isinstance(node, n.Path) else node
    assert isinstance(context, n.ContextLiteral)
    built: dict[str, Any] = {}
    inside, traced = scope.inner(built), []
    for entry in context.entries:
        traced.append((entry.key, trace_part(logic, entry.value, inside)))
        built[entry.key] = logic.closures[id(entry.value)](inside)
    return PartsTrace("ContextLiteral", value, tuple(traced), facts_in(value))


def facts_in(value: Any) -> frozenset[str]:
    """The facts that are missing for what is unknown in a value."""
    unknown = unknown_in(value)
    return unknown.facts if unknown is not None else frozenset()
