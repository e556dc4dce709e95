"""The kinds of answers to one fact that conditions tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onedoor.engine.matching.plan import Plan, Test
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.along import segments
from onedoor.engine.matching.reasons.blocks import Block
from onedoor.engine.matching.reasons.literals import values_for
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import Planes
from onedoor.engine.matching.reasons.units import limits
from onedoor.engine.matching.reasons.values import Values


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


def cut(answers: int, conditions: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """The cells into which conditions, each by its marks, cut the answers.

    >>> [f"{cell:04b}" for cell in cut(0b1111, [(0b1100, 0b0011), (0b0110, 0b1001)])]
    ['0100', '1000', '0010', '0001']
    """
    cells: tuple[int, ...] = (answers,)
    for each in conditions:
        if len(each) > 1:
            cells = tuple(cell & mark for cell in cells for mark in each if cell & mark)
    return cells


def answers_in(
    cell: int, truths: Sequence[tuple[int, int]], block: Block, plan: Plan, subject: Subject
) -> Values | None:
    """All answers of a cell, where leaves (by their index) have these truths; None where only the interpreter
    tells them from others."""
    column = subject.schema.columns[block.column]
    found: Values | None = None
    for index, truth in truths:
        node = plan.nodes[index]
        if not isinstance(node, Test):
            return None
        if isinstance(node.predicate, Sign):
            low, high = limits(column)
            parts = segments(node.predicate, column.name, subject.unit, low, high)
            spans = tuple((part.low, part.high) for part in parts if part.truth == truth)
            values: Values = Spans(spans, null=bool(cell & block.null))
        else:
            values = values_for(node.predicate, column, truth)
        found = values if found is None else found.meet(values)
    return found
