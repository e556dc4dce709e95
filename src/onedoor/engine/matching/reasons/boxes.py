"""Ways of meeting a condition: for each fact the values it leaves, and comparisons of several facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.prices import ANSWER, FREE, Cost, price
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.units import NOT_KNOWN
from onedoor.engine.matching.reasons.values import Values

MOST_BOXES = 64


class Demand(NamedTuple):
    """What is left to one fact, and what that costs."""

    values: Values
    cost: Cost


class Compared(NamedTuple):
    """A comparison of several facts that must have one of these truths, and whether it has it already."""

    predicate: Sign
    truths: int
    holds: bool


class Box(NamedTuple):
    """All demands have to be met. ``cost`` is the least that this can cost."""

    demands: Mapping[str, Demand]
    compared: tuple[Compared, ...]
    cost: Cost

    @property
    def needs(self) -> frozenset[str]:
        """The facts that have to change or be told in any case."""
        return frozenset(name for name, demand in self.demands.items() if demand.cost != FREE)


ANYTHING = Box({}, (), FREE)


def box_of(subject: Subject, demands: Mapping[str, Demand], compared: tuple[Compared, ...] = ()) -> Box:
    """The box with its cost: a comparison that fails needs a fact of its own beside those that change anyway."""
    changes = answers = distance = 0
    for _, (more, told, further) in demands.values():
        changes, answers, distance = changes + more, answers + told, distance + further
    cost = Cost(changes, answers, distance)
    if any(not each.holds for each in compared):
        cost = cost.plus(_extra(subject, demands, compared))
    return Box(demands, compared, cost)


def _extra(subject: Subject, demands: Mapping[str, Demand], compared: tuple[Compared, ...]) -> Cost:
    for each in compared:
        names = each.predicate.names
        if not each.holds and not any(name in demands and demands[name].cost != FREE for name in names):
            return ANSWER if any(subject.unit(name) is NOT_KNOWN for name in names) else Cost(changes=1)
    return FREE


def met(subject: Subject, one: Box, other: Box) -> Box | None:
    """Both together; None where that cannot be."""
    if not other.demands and not other.compared:
        return one
    if not one.demands and not one.compared:
        return other
    demands = dict(one.demands)
    for name, demand in other.demands.items():
        held = demands.get(name)
        if held is None:
            demands[name] = demand
            continue
        values = held.values.meet(demand.values)
        if values == held.values:
            continue
        cost = demand.cost if values == demand.values else price(subject, name, values)
        if cost is None:
            return None
        demands[name] = Demand(values, cost)
    compared = one.compared
    if other.compared:
        compared = (*compared, *(each for each in other.compared if each not in compared))
    return box_of(subject, demands, compared)


def cheapest(boxes: Iterable[Box], most: int = MOST_BOXES) -> tuple[tuple[Box, ...], bool]:
    """At most so many, the cheapest first, and whether some were left out."""
    ordered = sorted(boxes, key=lambda box: box.cost)
    return tuple(ordered[:most]), len(ordered) > most
