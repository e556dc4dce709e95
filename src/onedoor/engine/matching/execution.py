"""Running a plan over one block of subjects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.bits import Bits, pack, unpack
from onedoor.engine.matching.encoding import Subjects
from onedoor.engine.matching.kernel import Block, Kernel
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
)
from onedoor.engine.matching.planes import Planes, both, choose, either, negative
from onedoor.engine.matching.predicates import Predicate

_NOT_ASKED, _FALSE, _TRUE, _NULL, _UNKNOWN = range(5)


class Execution:
    """The planes of every node for one block, each computed once."""

    def __init__(
        self, plan: Plan, subjects: Subjects, block: Block, kernel: Kernel, now: datetime | None
    ) -> None:
        self.plan = plan
        self.subjects = subjects
        self.block = block
        self.kernel = kernel
        self.now = now
        self.everyone: Bits = pack(np.ones(block.count, np.bool_))
        self._planes: dict[int, Planes] = {}
        self._answers: dict[int, NDArray[np.int8]] = {}

    def run(self, index: int) -> Planes:
        """The planes of a rule's node; bits beyond the block's last row are arbitrary."""
        return self._of(index, self.everyone)

    def _of(self, index: int, needed: Bits) -> Planes:
        """The planes of a node, right at least for the subjects in ``needed``.

        A node that asks the interpreter is not remembered, because the subjects it was needed for
        differ; the answers themselves are.
        """
        if (known := self._planes.get(index)) is not None:
            return known
        planes = self._compute(self.plan.nodes[index], needed)
        if not self.plan.asks[index]:
            self._planes[index] = planes
        return planes

    def _compute(self, node: Node, needed: Bits) -> Planes:
        match node:
            case Constant(value=value):
                return self._constant(value)
            case Test(predicate=predicate, check=check):
                return self._test(predicate, check)
            case Not(operand=operand):
                return negative(self._of(operand, needed))
            case All():
                return self._all(node.operands, needed)
            case Some():
                return self._some(node.operands, needed)
            case Choice():
                condition = self._of(node.condition, needed)
                yes = self._of(node.yes, needed & condition.possible)
                return choose(condition, yes, self._of(node.no, needed & ~condition.certain))
            case Merged():
                condition = self._of(node.condition, needed)
                yes = self._of(node.yes, needed & condition.possible)
                no = self._of(node.no, needed & ~condition.certain)
                return choose(condition, yes, no, self._of(node.same, needed & condition.unknown).certain)
            case Modal(operand=operand, unknown=unknown):
                planes = self._of(operand, needed)
                answer = planes.unknown if unknown else planes.certain
                return Planes(answer, answer, answer)
            case Asked(expression=expression):
                return self._ask(expression, needed)

    def _constant(self, value: Truth) -> Planes:
        nothing = np.zeros_like(self.everyone)
        if value is Truth.FALSE:
            return Planes(nothing, nothing, nothing)
        everything = ~nothing
        if value is Truth.TRUE:
            return Planes(everything, everything, everything)
        return Planes(nothing, everything if value is Truth.UNKNOWN else nothing, everything)

    def _test(self, predicate: Predicate, check: int | None) -> Planes:
        planes = self.kernel.test(predicate, self.block)
        if planes is not None:
            return planes
        assert check is not None, "only products can leave 64 bits, and those carry a check"
        return self._ask(check, self.everyone)

    def _all(self, operands: tuple[int, ...], needed: Bits) -> Planes:
        """Cheap operands first: the interpreter is asked only about subjects none of them refutes."""
        result: Planes | None = None
        for operand in sorted(operands, key=self.plan.asks.__getitem__):
            planes = self._of(operand, needed)
            result = planes if result is None else both(result, planes)
            needed = needed & result.unrefuted
        assert result is not None
        return result

    def _some(self, operands: tuple[int, ...], needed: Bits) -> Planes:
        result: Planes | None = None
        for operand in sorted(operands, key=self.plan.asks.__getitem__):
            planes = self._of(operand, needed)
            result = planes if result is None else either(result, planes)
            needed = needed & ~result.certain
        assert result is not None
        return result

    def _ask(self, expression: int, needed: Bits) -> Planes:
        """The interpreter's answers for the needed subjects that it was not asked about before."""
        answers = self._answers.get(expression)
        if answers is None:
            answers = self._answers[expression] = np.zeros(self.block.count, np.int8)
        rule = self.plan.expressions[expression]
        for row in np.flatnonzero(unpack(needed, self.block.count) & (answers == _NOT_ASKED)):
            facts = self.subjects.facts(self.block.start + int(row), rule.free_names)
            answers[row] = _answer(rule.run(rule.scope(facts, self.now)))
        certain = pack(answers == _TRUE)
        possible = certain | pack(answers == _UNKNOWN)
        return Planes(certain, possible, possible | pack(answers == _NULL))


def _answer(value: Any) -> int:
    if isinstance(value, Unknown):
        return _UNKNOWN
    return _TRUE if value is True else _FALSE if value is False else _NULL
