"""What a model promises before anything is decided: names that resolve, requirements that end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.feel import BUILTINS
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import scoped_children
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Decision

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


def in_order(decisions: Mapping[str, Decision], where: Text) -> list[str]:
    """The names so that each comes after those it requires.

    Raises:
        DmnError: the requirements run in a circle, or the longest chain of them is too long.
    """
    depth: dict[str, int] = {}
    for start in decisions:
        pending = [start]
        while pending:
            name = pending[-1]
            required = [each for each in _required(decisions[name]) if each in decisions]
            waiting = [each for each in required if each not in depth]
            if circle := next((each for each in waiting if each in pending), None):
                around = " → ".join([*pending[pending.index(circle) :], circle])
                raise bad_model(
                    "cycle",
                    around,
                    Text("互不循环的决策", "decisions that do not require themselves"),
                    where,
                    Text(
                        "请去掉其中一个 informationRequirement。",
                        "Remove one informationRequirement of the circle.",
                    ),
                )
            if waiting:
                pending.append(waiting[0])
                continue
            depth[name] = 1 + max((depth[each] for each in required), default=0)
            pending.pop()
    if depth and max(depth.values()) > MAX_CHAIN:
        raise bad_model("chain", str(max(depth.values())), f"<= {MAX_CHAIN}", where)
    return sorted(decisions, key=lambda name: depth[name])


def _required(decision: Decision) -> tuple[str, ...]:
    return (*decision.decisions, *decision.knowledge)
