"""The truth of every node of a plan for a few subjects at once, as whole numbers of Python.

Bit ``n`` of a plane belongs to subject ``n``. The planes are those of ``matching.planes``: *certain* (true),
*possible* (true or unknown) and *unrefuted* (anything but false).
"""

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
    Truth,
    operands,
)

Planes = tuple[int, int, int]
Leaf = Callable[[int], Planes]

# One bit for each truth, so that a demand can name several of them.
TRUE, FALSE, NULL, UNKNOWN = 1, 2, 4, 8
SETTLED, UNMET = TRUE | FALSE | NULL, FALSE | NULL
BITS: Mapping[Truth, int] = {
    Truth.TRUE: TRUE,
    Truth.FALSE: FALSE,
    Truth.NULL: NULL,
    Truth.UNKNOWN: UNKNOWN,
}


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
                found[index] = _all(found, below, everyone)
            elif op is Op.SOME:
                found[index] = _some(found, below)
            elif op is Op.LEAF:
                found[index] = leaf(index)
            elif op is Op.NOT:
                found[index] = _not(found[below[0]], everyone)
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
                return _choose(condition, yes, no, None, everyone)
            case Merged():
                condition, yes, no, same = below
                return _choose(condition, yes, no, same[0], everyone)
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


def planes_of(truth: int, where: int) -> Planes:
    """The planes of a condition that has one truth for all subjects in ``where``."""
    certain = where if truth == TRUE else 0
    possible = where if truth & (TRUE | UNKNOWN) else 0
    return certain, possible, 0 if truth == FALSE else where


def truth_at(planes: Planes, bit: int = 1) -> int:
    """The truth of the one subject with this bit."""
    certain, possible, unrefuted = planes
    if certain & bit:
        return TRUE
    if possible & bit:
        return UNKNOWN
    return NULL if unrefuted & bit else FALSE


def turned(truths: int) -> int:
    """The truths whose negations these are."""
    return (truths & NULL) | (TRUE if truths & FALSE else 0) | (FALSE if truths & TRUE else 0)


def _all(found: Mapping[int, Planes], below: tuple[int, ...], everyone: int) -> Planes:
    certain = unrefuted = everyone
    unknown = 0
    for each in below:
        c, p, u = found[each]
        certain &= c
        unrefuted &= u
        unknown |= p & ~c
    return certain, certain | (unknown & unrefuted), unrefuted


def _some(found: Mapping[int, Planes], below: tuple[int, ...]) -> Planes:
    certain = possible = unrefuted = 0
    for each in below:
        c, p, u = found[each]
        certain |= c
        possible |= p
        unrefuted |= u
    return certain, possible, unrefuted


def _not(planes: Planes, everyone: int) -> Planes:
    certain, possible, unrefuted = planes
    refuted, open_or_false = everyone & ~unrefuted, everyone & ~certain
    return refuted, open_or_false & (refuted | possible), open_or_false


def _choose(condition: Planes, yes: Planes, no: Planes, same: int | None, everyone: int) -> Planes:
    """``if``, as ``matching.planes.choose``: an unknown condition leaves what both branches agree on."""
    taken, possible, _ = condition
    open_, left = possible & ~taken, everyone & ~possible

    def pick(one: int, other: int, alike: int | None = same) -> int:
        return (open_ & one & (other if alike is None else alike)) | (taken & one) | (left & other)

    certain = pick(yes[0], no[0])
    unrefuted = everyone & ~pick(everyone & ~yes[2], everyone & ~no[2])
    null = pick(yes[2] & ~yes[1], no[2] & ~no[1], None)
    return certain, unrefuted & ~null, unrefuted
