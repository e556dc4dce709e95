"""What the requirements of a model promise: names that resolve, chains that end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from onedoor.engine.dmn.errors import DmnError, Place, bad_model
from onedoor.engine.feel import BUILTINS
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import scoped_children
from onedoor.text import Text

MAX_CHAIN = 64


def unresolved(node: n.Node, bound: frozenset[str]) -> frozenset[str]:
    """Names that nothing provides. What stands in a filter may be a member of the item: not judged."""
    if isinstance(node, n.Name):
        known = node.name in bound or node.name in BUILTINS or node.name == "?"
        return frozenset() if known else frozenset({node.name})
    if isinstance(node, n.Filter):
        return unresolved(node.base, bound)
    missing: frozenset[str] = frozenset()
    for child, inside in scoped_children(node, bound):
        missing |= unresolved(child, inside)
    return missing


def in_order(
    required: Mapping[str, Sequence[str]], places: Mapping[str, Place], report: Callable[[DmnError], None]
) -> tuple[list[str], set[str]]:
    """The names so that each comes after those it requires, and those that cannot be put so.

    ``report`` is told of each circle and of a chain that is too long; it may raise.
    """
    depth: dict[str, int] = {}
    broken: set[str] = set()
    for start in required:
        pending = [start]
        while pending:
            name = pending[-1]
            others = [each for each in required[name] if each in required]
            waiting = [each for each in others if each not in depth and each not in broken]
            if circle := next((each for each in waiting if each in pending), None):
                around = [*pending[pending.index(circle) :], circle]
                report(_circle(around, places[circle]))
                broken.update(around)
                pending.pop()
                continue
            if waiting:
                pending.append(waiting[0])
                continue
            depth[name] = 1 + max((depth.get(each, 0) for each in others), default=0)
            if depth[name] > MAX_CHAIN:
                report(bad_model("chain", str(depth[name]), f"<= {MAX_CHAIN}", places[name]))
                broken.add(name)
            pending.pop()
    return sorted(required, key=lambda name: depth.get(name, 0)), broken


def _circle(around: Sequence[str], place: Place) -> DmnError:
    return bad_model(
        "cycle",
        " → ".join(around),
        Text("互不循环的决策", "decisions that do not require themselves"),
        place,
        Text("请去掉其中一个 informationRequirement。", "Remove one informationRequirement of the circle."),
    )


def own_names(node: n.Node) -> Iterator[str]:
    """The names that occur in a tree as names, bound or not."""
    return (each.name for each in n.walk(node) if isinstance(each, n.Name))
