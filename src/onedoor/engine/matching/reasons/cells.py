"""The answers to one fact as one rule tells them apart, and what each kind of answer makes of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onedoor.engine.matching.plan import Plan, Test
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.hypotheses import Block
from onedoor.engine.matching.reasons.literals import values_for
from onedoor.engine.matching.reasons.signs import segments
from onedoor.engine.matching.reasons.subject import Subject, limits
from onedoor.engine.matching.reasons.truths import UNKNOWN, Planes, truth_at
from onedoor.engine.matching.reasons.values import Spans, Values

Weights = Sequence[int] | None


class Cell(NamedTuple):
    """Answers (bits of the block) that no condition of the rule tells apart, and the rule's truth with them."""

    answers: int
    truth: int


def local(planes: Planes, block: Block) -> Planes:
    """The planes as far as they are about the answers of the block."""
    certain, possible, unrefuted = planes
    start, everyone = block.start, block.all
    return (certain >> start) & everyone, (possible >> start) & everyone, (unrefuted >> start) & everyone


def marks(planes: Planes, everyone: int) -> tuple[int, ...]:
    """The answers by truth, those of none left out."""
    certain, possible, unrefuted = planes
    parts = (certain, possible & ~certain, unrefuted & ~possible, everyone & ~unrefuted)
    return tuple(part for part in parts if part)


def apart(found: Iterable[int], places: Iterable[int]) -> tuple[int, ...]:
    """The marks with each of these answers by itself: values that a rule names are not one kind of answer."""
    alone = [1 << place for place in places]
    rest = [part & ~sum(alone) for part in found]
    return (*alone, *(part for part in rest if part))


def cells(leaves: Iterable[tuple[int, ...]], root: Planes, everyone: int) -> list[Cell]:
    """The cells into which conditions (each by its marks) cut the answers."""
    parts = [everyone]
    for each in leaves:
        if len(each) > 1:
            parts = [part & mark for part in parts for mark in each if part & mark]
    return [Cell(part, truth_at(root, part & -part)) for part in parts]


def share(found: Sequence[Cell], weights: Weights) -> tuple[int, int]:
    """How much settles the rule, and of how much: cells, or the weights of the answers in them."""
    if weights is None:
        return sum(cell.truth != UNKNOWN for cell in found), len(found)
    settling = sum(_weight(cell.answers, weights) for cell in found if cell.truth != UNKNOWN)
    return settling, max(sum(weights), 1)


def _weight(answers: int, weights: Sequence[int]) -> int:
    return sum(weight for place, weight in enumerate(weights) if answers >> place & 1)


def answers_in(
    cell: Cell, leaves: Mapping[int, Planes], block: Block, plan: Plan, subject: Subject
) -> Values | None:
    """All answers of a cell; None where only the interpreter tells them from others."""
    column, bit = subject.schema.columns[block.column], cell.answers & -cell.answers
    found: Values | None = None
    for index, planes in leaves.items():
        node, truth = plan.nodes[index], truth_at(planes, bit)
        if not isinstance(node, Test):
            return None
        if isinstance(node.predicate, Sign):
            low, high = limits(column)
            parts = segments(node.predicate, column.name, subject.unit, low, high)
            spans = tuple((part.low, part.high) for part in parts if part.truth == truth)
            values: Values = Spans(spans, null=bool(cell.answers & block.null))
        else:
            values = values_for(node.predicate, column, truth)
        found = values if found is None else found.meet(values)
    return found


def joined(found: Iterable[Values]) -> tuple[Values, ...]:
    """The same values in as few sets as is easy."""
    spans: list[tuple[int, int]] = []
    null = False
    others: list[Values] = []
    for each in found:
        if isinstance(each, Spans):
            spans += each.spans
            null = null or each.null
        elif each not in others:
            others.append(each)
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and merged[-1][1] + 1 >= low:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    numbers = [Spans(tuple(merged), null)] if merged or null else []
    return (*numbers, *others)
