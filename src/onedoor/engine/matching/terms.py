"""Syntax trees with equal parts shared, so that work on a part is done once however often it stands."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from operator import is_
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
        names = _NAMES.get(kind) or _names(kind)
        key: list[Any] = [kind]
        changed: dict[str, Any] = {}
        shared: Any
        for name in names:
            value = getattr(node, name)
            if isinstance(value, n.Node):
                shared = self.share(value)
                key.append(id(shared))
            elif value.__class__ is tuple:
                shared = self._items(value)
                key.append(_key(shared))
            else:
                shared = value
                key.append(str(value) if value.__class__ is Decimal else value)
            if shared is not value:
                changed[name] = shared
        found = self._shared.get(whole := tuple(key))
        if found is None:
            found = self._shared[whole] = replace(node, **changed) if changed else node
            self._known[id(found)] = found
        return found

    def constant(self, node: n.Node) -> Any:
        """The value of a part that names no fact and no clock, else ``NOT_CONSTANT``."""
        node = self.share(node)
        if (value := self._constants.get(id(node), self)) is self:
            value = evaluate(Expression("", node), {}) if self._is_closed(node) else NOT_CONSTANT
            value = NOT_CONSTANT if isinstance(value, Unknown) else value
            self._constants[id(node)] = value
        return value

    def _items(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """The items shared; the very tuple where they are already."""
        shared = tuple([self._item(item) for item in items])
        return items if all(map(is_, items, shared)) else shared

    def _item(self, item: Any) -> Any:
        if isinstance(item, n.Node):
            return self.share(item)
        return self._items(item) if isinstance(item, tuple) else item

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
                    closed = all(self._is_closed(child) for child in n.children(node))
            self._closed[id(node)] = closed
        return closed


_NAMES: dict[type[n.Node], tuple[str, ...]] = {}


def _names(kind: type[n.Node]) -> tuple[str, ...]:
    """The fields that tell one node of a kind from another; where it stands does not."""
    names = _NAMES[kind] = tuple(each.name for each in fields(kind) if each.name != "span")
    return names


def _key(value: Any) -> Any:
    """What tells one field from another: shared parts by identity, numbers with their digits."""
    if isinstance(value, n.Node):
        return id(value)
    if isinstance(value, tuple):
        return tuple(_key(item) for item in value)
    return str(value) if isinstance(value, Decimal) else value
