"""Syntax trees with equal parts shared, so that work on a part is done once however often it stands."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import BUILTINS, Expression, Unknown, evaluate
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.matching.schema import Schema

NOT_CONSTANT = object()


class Terms:
    """The parts of all rules of a set. Equal shared parts are one object; they live as long as this."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._shared: dict[Any, n.Node] = {}
        self._known: dict[int, n.Node] = {}
        self._constants: dict[int, Any] = {}
        self._closed: dict[int, bool] = {}

    def share(self, node: n.Node) -> n.Node:
        """The one object for this part. Decision tables put the same part in many places."""
        if id(node) in self._known:
            return node
        names = (each.name for each in fields(node) if each.name != "span")
        values = {name: self._value(getattr(node, name)) for name in names}
        key = type(node), tuple(_key(value) for value in values.values())
        if (shared := self._shared.get(key)) is None:
            shared = self._shared[key] = replace(node, **values)
            self._known[id(shared)] = shared
        return shared

    def constant(self, node: n.Node) -> Any:
        """The value of a part that names no fact and no clock, else ``NOT_CONSTANT``."""
        node = self.share(node)
        if (value := self._constants.get(id(node), self)) is self:
            value = evaluate(Expression("", node), {}) if self._is_closed(node) else NOT_CONSTANT
            value = NOT_CONSTANT if isinstance(value, Unknown) else value
            self._constants[id(node)] = value
        return value

    def _value(self, value: Any) -> Any:
        if isinstance(value, n.Node):
            return self.share(value)
        return tuple(self._value(item) for item in value) if isinstance(value, tuple) else value

    def _is_closed(self, node: n.Node) -> bool:
        if (closed := self._closed.get(id(node))) is None:
            match node:
                case n.Name(name=name):
                    closed = name in BUILTINS
                case n.For() | n.Quantified() | n.Filter() | n.FunctionDefinition():
                    closed = not free_names(node, frozenset())
                case _:
                    closed = all(self._is_closed(child) for child in n.children(node))
            self._closed[id(node)] = closed
        return closed


def _key(value: Any) -> Any:
    """What tells one field from another: shared parts by identity, numbers with their digits."""
    if isinstance(value, n.Node):
        return id(value)
    if isinstance(value, tuple):
        return tuple(_key(item) for item in value)
    return str(value) if isinstance(value, Decimal) else value
