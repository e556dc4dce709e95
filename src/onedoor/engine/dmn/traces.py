"""Why a decision has its value: its logic step by step, or rule by rule, and the decisions it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.nodes import Coerced, DecisionTable, Written
from onedoor.engine.dmn.table_traces import TableTrace, trace_table
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.trace import Trace, trace_in
from onedoor.engine.feel.values import unknown_in
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.evaluation import Evaluation
    from onedoor.engine.dmn.model import KnowledgeSource


@dataclass(frozen=True, slots=True)
class PartsTrace:
    """A boxed expression made of others: ``kind`` is its kind of node, ``parts`` those reached, by name."""

    kind: str
    value: Any
    parts: tuple[tuple[str, LogicTrace], ...]
    unknown: frozenset[str]


LogicTrace = Trace | TableTrace | PartsTrace


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """Why a decision has its value: its own logic, and the decisions it rests on.

    ``logic`` is None where there is none to show: a decision service, or a decision without logic.
    """

    name: str
    label: Text
    value: Any
    logic: LogicTrace | None
    requires: tuple[DecisionTrace, ...]
    clauses: tuple[KnowledgeSource, ...]
    unknown: frozenset[str]


def trace_of(evaluation: Evaluation, name: str) -> DecisionTrace:
    """The whole explanation of a decision, or of a decision service by its outputs.

    A decision that several others rest on is explained once; they share its trace.
    """
    if name not in evaluation.traces:
        evaluation.traces[name] = _trace(evaluation, name)
    return evaluation.traces[name]


def _trace(evaluation: Evaluation, name: str) -> DecisionTrace:
    value = evaluation.value(name)
    unknown = unknown_in(value)
    facts = unknown.facts if unknown is not None else frozenset()
    service = evaluation.model.service(name)
    if service is not None and name not in evaluation.model.decisions:
        requires = tuple(trace_of(evaluation, each) for each in service.outputs)
        return DecisionTrace(name, service.label, value, None, requires, (), facts)
    decision = evaluation.model.decision(name)
    logic = decision.logic
    return DecisionTrace(
        name=name,
        label=decision.label,
        value=value,
        logic=trace_logic(logic, evaluation.scope(decision)) if logic is not None else None,
        requires=tuple(trace_of(evaluation, each) for each in decision.decisions),
        clauses=decision.clauses,
        unknown=facts,
    )


def trace_logic(logic: BoxedExpression, scope: Scope) -> LogicTrace:
    """The explanation of a whole boxed expression in a scope."""
    if logic.source:
        return trace_in(logic, scope)
    return _part(logic, logic.root, scope)


def _part(logic: BoxedExpression, node: n.Node, scope: Scope) -> LogicTrace:
    match node:
        case Coerced(value=value):
            return _part(logic, value, scope)
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
    traced = tuple((name, _part(logic, part, scope)) for name, part in parts)
    return PartsTrace(type(node).__name__, value, traced, _facts(value))


def _context(logic: BoxedExpression, node: n.Node, scope: Scope) -> PartsTrace:
    """Each entry in the scope of those before it."""
    value = logic.closures[id(node)](scope)
    context = node.base if isinstance(node, n.Path) else node
    assert isinstance(context, n.ContextLiteral)
    built: dict[str, Any] = {}
    inside, traced = scope.inner(built), []
    for entry in context.entries:
        traced.append((entry.key, _part(logic, entry.value, inside)))
        built[entry.key] = logic.closures[id(entry.value)](inside)
    return PartsTrace("ContextLiteral", value, tuple(traced), _facts(value))


def _facts(value: Any) -> frozenset[str]:
    unknown = unknown_in(value)
    return unknown.facts if unknown is not None else frozenset()
