"""The least that meeting a condition can cost, seen without working out how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onedoor.engine.matching.plan import (
    All,
    Asked,
    Choice,
    Constant,
    Merged,
    Modal,
    Not,
    Plan,
    Some,
    Test,
)
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.literals import values_for
from onedoor.engine.matching.reasons.prices import ANSWER, FREE, Cost, price
from onedoor.engine.matching.reasons.signs import Segment, segments
from onedoor.engine.matching.reasons.subject import NOT_KNOWN, Subject, limits
from onedoor.engine.matching.reasons.truths import FALSE, SETTLED, TRUE, UNKNOWN, UNMET, turned
from onedoor.engine.matching.reasons.values import Spans


class Bound(NamedTuple):
    """No way is cheaper than ``least``; every way needs the facts in ``needs``, at that cost at least."""

    least: Cost
    needs: Mapping[str, Cost]


NOTHING = Bound(FREE, {})
_TRUTHS = 16


class Bounds:
    """The bounds for one subject; None where there is no way at all."""

    def __init__(self, plan: Plan, truths: Mapping[int, int], subject: Subject) -> None:
        self.plan = plan
        self.truths = truths
        self.subject = subject
        self._found: dict[int, Bound | None] = {}

    def bound(self, index: int, truths: int) -> Bound | None:
        """What it costs at least that the node has one of these truths."""
        if self.truths[index] & truths:
            return NOTHING
        key = index * _TRUTHS + truths
        if key not in self._found:
            self._found[key] = self._bound(index, truths & SETTLED)
        return self._found[key]

    def _bound(self, index: int, truths: int) -> Bound | None:
        match node := self.plan.nodes[index]:
            case _ if not truths:
                return None
            case Constant() | Asked():
                return None
            case Test(predicate=Sign() as sign):
                return self._compared(sign, truths)
            case Test():
                return self._one_column(node, truths)
            case Not(operand=operand):
                return self.bound(operand, turned(truths))
            case All(operands=operands):
                return self._chain(operands, truths, TRUE, FALSE)
            case Some(operands=operands):
                return self._chain(operands, truths, FALSE, TRUE)
            case Modal(operand=operand, unknown=unknown):
                marked = UNKNOWN if unknown else TRUE
                wanted = marked if truths & TRUE else (SETTLED | UNKNOWN) & ~marked
                return self.bound(operand, wanted)
            case Choice() | Merged():
                return self._choice(node, truths)

    def _one_column(self, node: Test, truths: int) -> Bound | None:
        predicate = node.predicate
        assert not isinstance(predicate, Sign)
        column = self.subject.schema.columns[predicate.column]
        cost = price(self.subject, column.name, values_for(predicate, column, truths))
        return Bound(cost, {column.name: cost}) if cost is not None else None

    def _compared(self, sign: Sign, truths: int) -> Bound | None:
        """Exact where one fact alone can bring it about; to bring it about by two costs more in any case."""
        subject = self.subject
        lacking = [name for name in sign.names if subject.unit(name) is NOT_KNOWN]
        if lacking:
            return Bound(ANSWER, {lacking[0]: ANSWER} if len(lacking) == 1 and truths == TRUE else {})
        movable = [name for name in sorted(sign.names) if subject.can_change(name)]
        costs = [cost for name in movable if (cost := self._alone(sign, name, truths)) is not None]
        if not costs:
            return Bound(Cost(changes=2), {}) if len(movable) > 1 else None
        least = min(costs)
        return Bound(least, {movable[0]: least} if len(movable) == 1 else {})

    def _alone(self, sign: Sign, name: str, truths: int) -> Cost | None:
        low, high = limits(self.subject.schema.columns[name])
        parts: Iterable[Segment] = segments(sign, name, self.subject.unit, low, high)
        values = Spans(tuple((part.low, part.high) for part in parts if part.truth & truths))
        return price(self.subject, name, values)

    def _chain(self, operands: Sequence[int], truths: int, all_: int, one: int) -> Bound | None:
        if not truths & one:
            return self._all_of(operands, truths)
        single = _any_of(self.bound(each, truths & ~all_) for each in operands)
        if not truths & all_:
            return single
        return _any_of((single, self._all_of(operands, truths & ~one)))

    def _all_of(self, operands: Sequence[int], truths: int) -> Bound | None:
        present = self.truths
        failing = []
        for each in operands:
            if not present[each] & truths:
                bound = self.bound(each, truths)
                if bound is None:
                    return None
                failing.append(bound)
        return _together(failing)

    def _choice(self, node: Choice | Merged, truths: int) -> Bound | None:
        condition, yes, no = node.condition, self.bound(node.yes, truths), self.bound(node.no, truths)
        found = [
            _together((self.bound(condition, TRUE), yes)),
            _together((self.bound(condition, UNMET), no)),
        ]
        if self.truths[condition] == UNKNOWN:
            found.append(_together((yes, no)))
        return _any_of(found)


def _together(bounds: Sequence[Bound | None]) -> Bound | None:
    """All of them: the facts that each needs are needed, and cost at least their sum."""
    if len(bounds) == 1:
        return bounds[0]
    least, needs = FREE, dict[str, Cost]()
    for each in bounds:
        if each is None:
            return None
        least = max(least, each.least)
        for name, cost in each.needs.items():
            held = needs.get(name)
            if held is None or cost > held:
                needs[name] = cost
    changes = answers = distance = 0
    for more, told, further in needs.values():
        changes, answers, distance = changes + more, answers + told, distance + further
    return Bound(max(least, Cost(changes, answers, distance)), needs)


def _any_of(bounds: Iterable[Bound | None]) -> Bound | None:
    possible = [each for each in bounds if each is not None]
    if len(possible) < 2:
        return possible[0] if possible else None
    needs = {
        name: min(each.needs[name] for each in possible)
        for name in possible[0].needs
        if all(name in each.needs for each in possible)
    }
    return Bound(min(each.least for each in possible), needs)
