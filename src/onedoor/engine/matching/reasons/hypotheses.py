"""The subject as it would be with one answer more: all answers to all missing facts, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onedoor.engine.matching.plan import Asked, Test
from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix, Sign
from onedoor.engine.matching.reasons.along import segments
from onedoor.engine.matching.reasons.blocks import Block
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.present import answer, leaf_truth
from onedoor.engine.matching.reasons.signs import sign_truth
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import FALSE, NULL, TRUE, UNKNOWN, Planes
from onedoor.engine.matching.reasons.units import Unit, limits

MOST_ASKED = 1_000
Marks = dict[int, int]


class Hypotheses:
    """Works out the leaves of a plan for every answer; each answer is a subject that differs in one fact.

    ``is_cut`` tells that the interpreter was not asked about all of them: the others count as unknown.
    """

    def __init__(self, ready: Prepared, subject: Subject, units: Mapping[str, Sequence[Unit]]) -> None:
        self.ready = ready
        self.plan = ready.plan
        self.subject = subject
        self.blocks: dict[str, Block] = {}
        self.is_cut = False
        self._left = MOST_ASKED
        count = 0
        for name, each in units.items():
            self.blocks[name] = Block(name, count, each)
            count += len(each)
        self.everyone = (1 << count) - 1

    def leaf(self, index: int) -> Planes:
        """The planes of a test, or of a part that the interpreter decides."""
        marks = dict.fromkeys((TRUE, FALSE, NULL, UNKNOWN), 0)
        rest = self.everyone
        for block in self._blocks(index):
            rest &= ~(block.all << block.start)
            for truth, bits in self._along(index, block).items():
                marks[truth] |= bits << block.start
        if rest:
            marks[leaf_truth(self.plan, index, self.subject)] |= rest
        possible = marks[TRUE] | marks[UNKNOWN]
        return marks[TRUE], possible, possible | marks[NULL]

    def _blocks(self, index: int) -> Iterable[Block]:
        return (self.blocks[name] for name in self.ready.names(index) if name in self.blocks)

    def _along(self, index: int, block: Block) -> Marks:
        """For each truth the answers that give it, as bits of the block."""
        match node := self.plan.nodes[index]:
            case Asked(expression=expression):
                return self._asked(expression, block)
            case Test(predicate=Sign() as sign):
                return self._compared(sign, block)
            case Test(predicate=AtLeast(units=units)):
                _, high = limits(self.subject.schema.columns[block.column])
                return _split(block, block.between(units, high))
            case Test(predicate=Member(values=values, null=null)):
                holds = block.null if null else 0
                for value in values:
                    holds |= 1 << block.places[value] if value in block.places else 0
                return {TRUE: holds, FALSE: block.all & ~holds}
            case Test(predicate=Prefix(text=text)):
                return _split(block, block.beginning_with(text))
            case Test(predicate=Contains(text=text)):
                return _split(block, block.holding.get(text, 0))
        raise AssertionError(node)

    def _compared(self, sign: Sign, block: Block) -> Marks:
        low, high = limits(self.subject.schema.columns[block.column])
        found = dict.fromkeys((TRUE, FALSE, NULL, UNKNOWN), 0)
        for part in segments(sign, block.column, self.subject.unit, low, high):
            found[part.truth] |= block.between(part.low, part.high)
        if block.null:
            truth = sign_truth(sign, lambda name: None if name == block.column else self.subject.unit(name))
            found[truth] |= block.null
        return found

    def _asked(self, expression: int, block: Block) -> Marks:
        if self._left < len(block.units):
            self.is_cut = True
            return {UNKNOWN: block.all}
        self._left -= len(block.units)
        part, subject = self.plan.expressions[expression], self.subject
        return _marks(answer(part, subject, subject.with_units({block.column: each})) for each in block.units)


def _split(block: Block, holds: int) -> Marks:
    """True for these answers, null about null, false for the others."""
    return {TRUE: holds, FALSE: block.all & ~holds & ~block.null, NULL: block.null}


def _marks(truths: Iterable[int]) -> Marks:
    found = dict.fromkeys((TRUE, FALSE, NULL, UNKNOWN), 0)
    for place, truth in enumerate(truths):
        found[truth] |= 1 << place
    return found
