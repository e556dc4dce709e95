"""Where a part stands in a syntax tree: the fields and positions that lead to it from the root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from onedoor.engine.feel import nodes as n

Place = tuple[str | int, ...]


def part_at(root: n.Node, place: Place) -> n.Node:
    """The part that stands there."""
    found: Any = root
    for step in place:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    part: n.Node = found
    return part


def with_part(root: n.Node, place: Place, part: n.Node) -> n.Node:
    """The tree with another part at that place; the rest is shared with the old tree."""
    changed: n.Node = _changed(root, place, part)
    return changed


def with_parts(root: n.Node, places: Iterable[Place], part: n.Node) -> n.Node:
    """The tree with the same part at several places, none of which lies inside another."""
    for place in places:
        root = with_part(root, place, part)
    return root


def _changed(value: Any, place: Place, part: n.Node) -> Any:
    if not place:
        return part
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        return (*value[:step], _changed(value[step], rest, part), *value[step + 1 :])
    return replace(value, **{step: _changed(getattr(value, step), rest, part)})


def placed_children(node: n.Node) -> Iterator[tuple[Place, n.Node]]:
    """The nodes directly below, each with the steps that lead to it, in source order."""
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, n.Node):
            yield (each.name,), value
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, n.Node):
                    yield (each.name, position), item
