"""Which facts a part of an expression speaks of, by name or by the path to a member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.access import member_of
from onedoor.engine.feel.binding import scoped_children
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.scope import NOWHERE, Scope


class FactUsed(NamedTuple):
    """A fact, or a member of one, by the ``path`` to it.

    ``is_sure`` is false inside of a filter, where the name may be that of a member of the item.
    """

    path: tuple[str, ...]
    is_sure: bool

    @property
    def text(self) -> str:
        return ".".join(self.path)

    def told(self, scope: Scope) -> Any:
        """Its value in a scope; ``NOWHERE`` where it is not sure to be a fact and nobody told of it."""
        name, *members = self.path
        value = scope.find(name, NOWHERE)
        if value is NOWHERE:
            value = scope.missing(name) if self.is_sure else NOWHERE
        if value is not NOWHERE:
            for member in members:
                value = member_of(value, member)
        return value


def facts_in(node: n.Node, bound: frozenset[str], is_sure: bool = True) -> Iterator[FactUsed]:
    """Each fact named in a tree, in source order and as often as it is; ``bound`` are no facts."""
    path = _path(node)
    if path is not None:
        if path[0] not in bound and path[0] not in BUILTINS:
            yield FactUsed(path, is_sure)
        return
    for child, inside in scoped_children(node, bound):
        filtered = isinstance(node, n.Filter) and child is node.predicate
        yield from facts_in(child, inside, is_sure and not filtered)


def is_chain(node: n.Node) -> bool:
    """Is it a name, or members of one: ``企业.从业人数``?"""
    return _path(node) is not None


def _path(node: n.Node) -> tuple[str, ...] | None:
    members: list[str] = []
    while isinstance(node, n.Path):
        members.append(node.name)
        node = node.base
    return (node.name, *reversed(members)) if isinstance(node, n.Name) else None
