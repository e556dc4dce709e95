"""What the text alone tells of a node: its value where that never differs, and whether it is a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.literals import literal_value
from onedoor.engine.feel.logic import make_range
from onedoor.engine.feel.scope import NOWHERE


def constant_of(node: n.Node, is_fact: Callable[[str], bool]) -> Any:
    """The value of a node that is the same in every scope; ``NOWHERE`` where it may differ.

    ``is_fact`` tells of a name that nothing inside the expression binds. ``date("2026-01-01")`` is a
    constant then, because a fact of the name ``date`` is never a function.
    """
    match node:
        case n.BooleanLiteral(value=value):
            return value
        case n.RangeLiteral(low=n.Node() as low, high=n.Node() as high, operator=None):
            ends = constant_of(low, is_fact), constant_of(high, is_fact)
            if NOWHERE in ends:
                return NOWHERE
            return _or_nowhere(make_range(*ends, node.low_closed, node.high_closed))
        case n.Call(function=n.Name(name=name)) if not is_fact(name):
            return NOWHERE
    return _or_nowhere(literal_value(node))


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
