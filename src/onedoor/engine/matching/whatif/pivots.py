"""The comparison that a threshold stands in, taken out of its rule: what if it were true, what if it were false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.comparisons import Compared, compared_in, standing
from onedoor.engine.matching.whatif.constants import constants_in
from onedoor.engine.matching.whatif.places import Place, part_at, with_part
from onedoor.engine.matching.whatif.settling import settled
from onedoor.engine.matching.whatif.threshold import Threshold

CONDITION: Place = ("items", 0)
LIMIT = "#limit"  # no fact can be called so


@dataclass(frozen=True, slots=True)
class Pivot:
    """One occurrence of a threshold in a comparison.

    ``asked`` is the comparison with ``LIMIT`` in its place; ``taken`` holds for those whose branch of ``if`` it is.
    """

    compared: Compared
    asked: n.Comparison
    taken: n.Node


def pivots(tree: n.Node) -> Mapping[Place, list[Pivot]]:
    """The comparisons in a tree by the place of each constant in them."""
    found: dict[Place, list[Pivot]] = {}
    for each in standing(tree):
        for compared in compared_in(each.node, each.place):
            for on_left, side, at in (
                (True, compared.left, compared.left_at),
                (False, compared.right, compared.right_at),
            ):
                for constant in constants_in(side, (*compared.at, *at)):
                    inside = constant.chosen[len(compared.at) + len(at) :]
                    moved = with_part(side, inside, n.Name(LIMIT))
                    left, right = (moved, compared.right) if on_left else (compared.left, moved)
                    taken = _taken(tree, constant.chosen, constant.place)
                    asked = n.Comparison(compared.operator, left, right)
                    found.setdefault(constant.place, []).append(Pivot(compared, asked, taken))
    return found


def pivot_of(threshold: Threshold, by_place: Mapping[Place, list[Pivot]]) -> Pivot | None:
    """The one comparison in the condition of a rule that the threshold stands in; None where there is not one."""
    found = [by_place.get(place, []) for place in _in_condition(threshold)]
    if not found or any(len(each) != 1 for each in found) or not threshold.is_ordering:
        return None
    asked = {each[0].asked for each in found}
    return found[0][0] if len(asked) == 1 else None


def answered(
    tree: n.Node, threshold: Threshold, by_place: Mapping[Place, list[Pivot]], answer: bool
) -> n.Node:
    """The tree of a rule in whose condition the comparisons of a threshold are settled."""
    for place in _in_condition(threshold):
        compared = by_place[place][0].compared
        host = part_at(tree, compared.at)
        tree = with_part(tree, compared.at, settled(host, compared, n.BooleanLiteral(answer)))
    return tree


def _in_condition(threshold: Threshold) -> list[Place]:
    return [place for place in threshold.places if place[:2] == CONDITION]


def _taken(tree: n.Node, chosen: Place, place: Place) -> n.Node:
    """Holds where every ``if`` from ``chosen`` down to ``place`` takes the branch that leads there."""
    conditions: list[n.Node] = []
    for length in range(len(chosen), len(place)):
        node = _node_at(tree, place[:length])
        if isinstance(node, n.If):
            is_then = place[length] == "then"
            conditions.append(n.If(node.condition, n.BooleanLiteral(is_then), n.BooleanLiteral(not is_then)))
    return n.And(tuple(conditions)) if conditions else n.BooleanLiteral(True)


def _node_at(tree: n.Node, place: Place) -> object:
    """What stands there: a node, or the tuple that holds it."""
    found: object = tree
    for step in place:
        found = (
            found[step] if isinstance(step, int) and isinstance(found, tuple) else getattr(found, str(step))
        )
    return found
