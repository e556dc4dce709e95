"""The nodes that most of a text consists of, made as their constructors make them but in half the time.

The constructor of a frozen dataclass sets each field by name, through ``object.__setattr__``; here the slots are
set by their descriptors, which are looked up once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from onedoor.engine.feel import nodes as n

_new = object.__new__
# The same places stand in text after text. A span is made once: there are as many as nodes, and they would be
# half of what the garbage collector has to look through.
span = lru_cache(maxsize=1 << 14)(n.Span)


def _slot(kind: type[n.Node], name: str) -> Callable[[n.Node, Any], None]:
    setter: Callable[[n.Node, Any], None] = getattr(kind, name).__set__
    return setter


def _of_one(kind: type[n.AnyNode], name: str) -> Callable[[Any, int, int], n.AnyNode]:
    put, put_span = _slot(kind, name), _slot(kind, "span")

    def made(value: Any, start: int, end: int) -> n.AnyNode:
        node = _new(kind)
        put(node, value)
        put_span(node, span(start, end))
        return node

    return made


def _of_two(kind: type[n.AnyNode], first: str, second: str) -> Callable[[Any, Any, int, int], n.AnyNode]:
    put_first, put_second, put_span = _slot(kind, first), _slot(kind, second), _slot(kind, "span")

    def made(one: Any, other: Any, start: int, end: int) -> n.AnyNode:
        node = _new(kind)
        put_first(node, one)
        put_second(node, other)
        put_span(node, span(start, end))
        return node

    return made


def _of_operator(kind: type[n.AnyNode]) -> Callable[[n.Operator, n.Node, n.Node, int, int], n.AnyNode]:
    put_operator, put_left, put_right = _slot(kind, "operator"), _slot(kind, "left"), _slot(kind, "right")
    put_span = _slot(kind, "span")

    def made(operator: n.Operator, left: n.Node, right: n.Node, start: int, end: int) -> n.AnyNode:
        node = _new(kind)
        put_operator(node, operator)
        put_left(node, left)
        put_right(node, right)
        put_span(node, span(start, end))
        return node

    return made


# The fields in order, then where the node begins and ends in the source.
name = _of_one(n.Name, "name")
text = _of_one(n.StringLiteral, "value")
number = _of_one(n.NumberLiteral, "value")
conjunction = _of_one(n.And, "operands")
disjunction = _of_one(n.Or, "operands")
argument = _of_two(n.Argument, "name", "value")
call = _of_two(n.Call, "function", "arguments")
comparison = _of_operator(n.Comparison)
arithmetic = _of_operator(n.Arithmetic)
