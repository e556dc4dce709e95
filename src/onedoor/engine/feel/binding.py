"""Which names an expression takes from outside, and putting other expressions in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.functions import BUILTINS

_FILTER_NAMES = frozenset({"item"})
_BINDING = frozenset({n.Filter, n.FunctionDefinition, n.ContextLiteral, n.For, n.Quantified})


def free_names(node: n.Node, bound: frozenset[str] = frozenset({"?"})) -> frozenset[str]:
    """The names used but not bound inside: facts, decisions, functions that are not built in."""
    found: set[str] = set()
    _add_free(node, bound, found)
    return frozenset(found)


def _add_free(node: n.Node, bound: frozenset[str], found: set[str]) -> None:
    """With ``found`` also holding the free names of this node."""
    level = [node]
    while level:
        plain: list[n.Node] = []
        for each in level:
            if type(each) is n.Name:
                name = each.name
                if name not in found and name not in bound and name not in BUILTINS:
                    found.add(name)
            elif type(each) in _BINDING:
                for child, inside in scoped_children(each, bound):
                    _add_free(child, inside, found)
            else:
                plain.append(each)
        level = n.below(plain)


def scoped_children(node: n.Node, bound: frozenset[str]) -> list[tuple[n.Node, frozenset[str]]]:
    """Each child with the names bound where it stands."""
    match node:
        case n.Filter(base=base, predicate=predicate):
            return [(base, bound), (predicate, bound | _FILTER_NAMES)]
        case n.FunctionDefinition(parameters=parameters, body=body):
            return [(body, bound.union(parameters))]
        case n.ContextLiteral(entries=entries):
            scoped: list[tuple[n.Node, frozenset[str]]] = []
            for entry in entries:
                scoped.append((entry, bound))
                bound |= {entry.key}
            return scoped
        case n.For() | n.Quantified():
            scoped = []
            for iteration in node.iterations:
                scoped.append((iteration, bound))
                bound |= {iteration.name}
            if isinstance(node, n.For):
                return [*scoped, (node.body, bound | {"partial"})]
            return [*scoped, (node.condition, bound)]
    return [(child, bound) for child in n.children(node)]


def substitute(node: n.Node, others: Mapping[str, n.Node], bound: frozenset[str] = frozenset()) -> n.Node:
    """The tree with every free name in ``others`` replaced by the tree given for it.

    Raises:
        ValueError: a replacement uses a name that is bound where it would stand.
    """
    if isinstance(node, n.Name):
        if node.name not in others or node.name in bound:
            return node
        if captured := free_names(others[node.name]) & bound:
            raise ValueError(f"names bound twice: {', '.join(sorted(captured))}")
        return others[node.name]
    inside = {id(child): names for child, names in scoped_children(node, bound)}

    def put(value: Any) -> Any:
        if isinstance(value, n.Node):
            return substitute(value, others, inside.get(id(value), bound))
        return tuple(put(item) for item in value) if isinstance(value, tuple) else value

    changed = {each.name: put(getattr(node, each.name)) for each in fields(node) if each.name != "span"}
    return replace(node, **changed)
