"""Calls of business knowledge in the logic of a decision, each with its arguments and its own explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.logic_traces import LogicTrace, facts_in, trace_part
from onedoor.engine.dmn.nodes import DecisionTable, KnownType, Written
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import coerce
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.evaluation import Evaluation
    from onedoor.engine.dmn.model import Decision, KnowledgeSource

MAX_CALL_DEPTH = 8


@dataclass(frozen=True, slots=True)
class CallTrace:
    """A call of business knowledge: what it was given, by parameter, and how it came to its value."""

    name: str
    label: Text
    arguments: tuple[tuple[str, Any], ...]
    value: Any
    logic: LogicTrace | None
    calls: tuple[CallTrace, ...]
    clauses: tuple[KnowledgeSource, ...]
    unknown: frozenset[str]


def calls_in(home: Evaluation, caller: Decision, scope: Scope, depth: int = 0) -> tuple[CallTrace, ...]:
    """The calls of business knowledge in the logic of a decision or, in turn, of business knowledge."""
    logic = caller.logic
    if logic is None or depth >= MAX_CALL_DEPTH:
        return ()
    root = logic.root.body if isinstance(logic.root, n.FunctionDefinition) else logic.root
    traced = (_call(home, caller, scope, node, depth) for node in _plain_calls(root))
    return tuple(each for each in traced if each is not None)


def _call(home: Evaluation, caller: Decision, scope: Scope, node: n.Call, depth: int) -> CallTrace | None:
    assert caller.logic is not None
    named = node.function.body if isinstance(node.function, Written) else node.function
    element = caller.names.get(named.name, "") if isinstance(named, n.Name) else ""
    if not element or not home.model.is_knowledge(element):
        return None
    closures = caller.logic.closures
    other, knowledge = home.home_of(element)
    called = knowledge.logic
    function = called.root if called is not None else None
    if called is None or not isinstance(function, n.FunctionDefinition) or function.external:
        return None
    values = [closures[id(each.value)](scope) for each in node.arguments]
    labels = [each.name for each in node.arguments]
    names = [
        label or name or ""
        for label, name in zip_longest(labels, function.parameters[: len(values)], fillvalue="")
    ]
    given = dict(zip(names, values, strict=True))
    takes = dict(zip(function.parameters, function.types or (None,) * len(function.parameters), strict=False))
    value = closures[id(node)](scope)
    inside = other.scope(knowledge).inner(
        {
            name: coerce(each, kind.type) if isinstance(kind := takes.get(name), KnownType) else each
            for name, each in given.items()
        }
    )
    ran = given.keys() == set(function.parameters)
    return CallTrace(
        name=element,
        label=knowledge.label,
        arguments=tuple(given.items()),
        value=value,
        logic=trace_part(called, function.body, inside) if ran else None,
        calls=calls_in(other, knowledge, inside, depth + 1) if ran else (),
        clauses=knowledge.clauses,
        unknown=facts_in(value),
    )


def _plain_calls(node: n.Node) -> Iterator[n.Call]:
    """The calls in a tree whose arguments mean something outside of loops, filters and functions."""
    pending = [node]
    while pending:
        current = pending.pop(0)
        if isinstance(current, n.Call):
            yield current
        match current:
            case n.Filter(base=base):
                pending.append(base)
            case n.For(iterations=iterations) | n.Quantified(iterations=iterations):
                pending.append(iterations[0].source)
            case n.FunctionDefinition() | n.ContextLiteral() | n.In():
                pass
            case DecisionTable(inputs=inputs):
                pending.extend(inputs)
            case _:
                pending.extend(n.children(current))
