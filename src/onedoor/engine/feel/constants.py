"""What the text alone tells of a node: its value where that never differs, and whether it is a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.arithmetic import negate
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.logic import make_range
from onedoor.engine.feel.scope import NOWHERE, Scope
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.values import DECIMAL128

_MOMENTS = frozenset({"date", "time", "date and time", "duration"})


def constant_of(node: n.Node, is_fact: Callable[[str], bool]) -> Any:
    """The value of a node that is the same in every scope; ``NOWHERE`` where it may differ.

    ``is_fact`` tells of a name that nothing inside the expression binds. ``date("2026-01-01")`` is a
    constant then, because a fact of the name ``date`` is never a function.
    """
    match node:
        case n.NumberLiteral(value=value):
            return DECIMAL128.plus(value) if value.is_finite() else NOWHERE
        case n.StringLiteral(value=text) | n.BooleanLiteral(value=text):
            return text
        case n.Negation(operand=n.NumberLiteral(value=value)):
            return negate(DECIMAL128.plus(value))
        case n.TemporalLiteral(text=text):
            return _or_nowhere(parse_temporal(text))
        case n.Call(function=n.Name(name=name), arguments=(n.Argument(None, n.StringLiteral(value=text)),)):
            if name in _MOMENTS and is_fact(name):
                return _or_nowhere(BUILTINS[name](Scope({}), [text]))
        case n.RangeLiteral(low=n.Node() as low, high=n.Node() as high, operator=None):
            ends = constant_of(low, is_fact), constant_of(high, is_fact)
            if NOWHERE not in ends:
                return _or_nowhere(make_range(*ends, node.low_closed, node.high_closed))
    return NOWHERE


def _or_nowhere(value: Any) -> Any:
    return NOWHERE if value is None else value


def is_truth(node: n.Node) -> bool:
    """Can the node's value be nothing but true, false, null or unknown?"""
    if isinstance(node, n.If):
        return is_truth(node.then) and is_truth(node.otherwise)
    if isinstance(node, n.Call) and isinstance(node.function, n.Name):
        builtin = BUILTINS.get(node.function.name)
        return builtin is not None and all(each.result == "boolean" for each in builtin.signatures)
    return isinstance(node, _TRUTHS)


_TRUTHS = (
    *(n.BooleanLiteral, n.NullLiteral, n.Comparison, n.And, n.Or, n.Between, n.In, n.InstanceOf),
    *(n.Quantified, n.UnaryComparison, n.UnaryTests),
)


def mentions_value(node: n.Node) -> bool:
    """Does a test speak of the tested value by its name ``?``."""
    return any(isinstance(each, n.Name) and each.name == "?" for each in n.walk(node))
