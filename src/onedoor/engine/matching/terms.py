"""Syntax trees with equal parts shared, so that work on a part is done once however often it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter, is_not
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
        kind = type(node)
        changed: dict[str, Any] = {}
        leaf = _LEAVES.get(kind)
        key = (kind, leaf(node)) if leaf is not None else self._key(kind, node, changed)
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = _with(node, changed) if changed else node
            self._known[id(found)] = found
        return found

    def _key(self, kind: type[n.Node], node: n.Node, changed: dict[str, Any]) -> tuple[Any, ...]:
        """What tells the part from others: the parts below it by identity. ``changed`` gets fields with new ones."""
        key: list[Any] = [kind]
        for name in _NAMES.get(kind) or _names(kind):
            value = getattr(node, name)
            of = value.__class__
            if of in _PLAIN:
                key.append(value)
            elif of is tuple:
                items = tuple([self.share(each) if isinstance(each, n.Node) else each for each in value])
                key.append(tuple([id(each) if isinstance(each, n.Node) else each for each in items]))
                if any(map(is_not, items, value)):
                    changed[name] = items
            elif isinstance(value, n.Node):
                part = self.share(value)
                key.append(id(part))
                if part is not value:
                    changed[name] = part
            else:
                key.append(str(value) if of is Decimal else value)
        return tuple(key)

    def constant(self, node: n.Node) -> Any:
        """The value of a part that names no fact and no clock, else ``NOT_CONSTANT``."""
        node = node if id(node) in self._known else self.share(node)
        if (value := self._constants.get(id(node), self)) is self:
            value = evaluate(Expression("", node), {}) if self._is_closed(node) else NOT_CONSTANT
            value = NOT_CONSTANT if isinstance(value, Unknown) else value
            self._constants[id(node)] = value
        return value

    def _is_closed(self, node: n.Node) -> bool:
        if (closed := self._closed.get(id(node))) is None:
            match node:
                case n.Name(name=name):
                    closed = name in BUILTINS
                case n.For() | n.Quantified() | n.Filter() | n.FunctionDefinition():
                    closed = not free_names(node, frozenset())
                case _ if type(node).__module__ != n.__name__:
                    closed = False  # what only decision models have is for their own compiler
                case _:
                    closed = all(map(self._is_closed, n.children(node)))
            self._closed[id(node)] = closed
        return closed


_PLAIN = frozenset({str, bool, type(None), n.Operator})
# Most of the parts: what tells one from another of its kind. A number is told by its digits, too.
_LEAVES: dict[type[n.Node], Callable[[Any], str]] = {
    n.Name: attrgetter("name"),
    n.StringLiteral: attrgetter("value"),
    n.NumberLiteral: lambda node: str(node.value),
}
_NAMES: dict[type[n.Node], tuple[str, ...]] = {}


def _names(kind: type[n.Node]) -> tuple[str, ...]:
    """The fields that tell one node of a kind from another; where it stands does not."""
    names = _NAMES[kind] = tuple(each.name for each in fields(kind) if each.name != "span")
    return names


def _with(node: n.Node, changed: dict[str, Any]) -> n.Node:
    """As ``replace``, for nodes: all their fields but where they stand are given by position."""
    values = [changed.get(name) or getattr(node, name) for name in _NAMES[type(node)]]
    return type(node)(*values, span=node.span)
