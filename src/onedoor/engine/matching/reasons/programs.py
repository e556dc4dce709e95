"""The truth of every node of a plan for several subjects at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from onedoor.engine.matching.plan import (
    All,
    Asked,
    Choice,
    Constant,
    Merged,
    Modal,
    Node,
    Not,
    Plan,
    Some,
    Test,
    operands,
)
from onedoor.engine.matching.reasons.junctions import all_of, any_of, chosen, opposite
from onedoor.engine.matching.reasons.truths import BITS, Planes, planes_of

Leaf = Callable[[int], Planes]


class Op(IntEnum):
    """What is done at a node; a leaf is looked up."""

    LEAF = 0
    ALL = 1
    SOME = 2
    NOT = 3
    CHOICE = 4
    MERGED = 5
    MODAL = 6
    CONSTANT = 7


_OPS: Mapping[type[Node], Op] = {
    All: Op.ALL,
    Some: Op.SOME,
    Not: Op.NOT,
    Choice: Op.CHOICE,
    Merged: Op.MERGED,
    Modal: Op.MODAL,
    Constant: Op.CONSTANT,
    Test: Op.LEAF,
    Asked: Op.LEAF,
}


@dataclass(frozen=True, slots=True)
class Program:
    """The nodes that some roots rest on, operands first, ready to be run often."""

    plan: Plan
    steps: tuple[tuple[int, Op, tuple[int, ...]], ...]

    @classmethod
    def of(cls, plan: Plan, roots: Iterable[int]) -> Program:
        steps = [
            (index, _OPS[type(plan.nodes[index])], operands(plan.nodes[index]))
            for index in sorted(reached(plan, roots))
        ]
        return cls(plan, tuple(steps))

    def run(self, leaf: Leaf, everyone: int) -> dict[int, Planes]:
        """The planes of every node; ``everyone`` has a bit for each subject, ``leaf`` answers for tests."""
        found: dict[int, Planes] = {}
        for index, op, below in self.steps:
            if op is Op.ALL:
                found[index] = all_of(found, below, everyone)
            elif op is Op.SOME:
                found[index] = any_of(found, below)
            elif op is Op.LEAF:
                found[index] = leaf(index)
            elif op is Op.NOT:
                found[index] = opposite(found[below[0]], everyone)
            else:
                found[index] = self._other(index, [found[each] for each in below], everyone)
        return found

    def _other(self, index: int, below: list[Planes], everyone: int) -> Planes:
        node = self.plan.nodes[index]
        match node:
            case Constant(value=value):
                return planes_of(BITS[value], everyone)
            case Modal(unknown=unknown):
                certain, possible, _ = below[0]
                answer = possible & ~certain if unknown else certain
                return answer, answer, answer
            case Choice():
                condition, yes, no = below
                return chosen(condition, yes, no, None, everyone)
            case Merged():
                condition, yes, no, same = below
                return chosen(condition, yes, no, same[0], everyone)
        raise AssertionError(node)


def reached(plan: Plan, roots: Iterable[int]) -> Collection[int]:
    """The nodes that these rest on, and they themselves."""
    seen: set[int] = set()
    pending = list(roots)
    while pending:
        index = pending.pop()
        if index not in seen:
            seen.add(index)
            pending += operands(plan.nodes[index])
    return seen
