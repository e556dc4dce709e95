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
from onedoor.engine.matching.predicates import AtLeast, Sign
from onedoor.engine.matching.reasons.along import Segment, segments
from onedoor.engine.matching.reasons.literals import values_for
from onedoor.engine.matching.reasons.prices import ANSWER, FREE, Cost, distance, price
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import FALSE, SETTLED, TRUE, UNKNOWN, UNMET, turned
from onedoor.engine.matching.reasons.units import NOT_KNOWN, limits
from onedoor.engine.matching.schema import Column


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
        predicate, subject = node.predicate, self.subject
        assert not isinstance(predicate, Sign)
        name = predicate.column
        if name in subject.fixed and name in subject.units:
            return None
        column = subject.schema.columns[name]
        if isinstance(predicate, AtLeast) and column.kind.is_number and truths in (TRUE, FALSE):
            cost = self._to_threshold(predicate.units - (truths == FALSE), column)
        else:
            cost = price(subject, name, values_for(predicate, column, truths))
        return Bound(cost, {name: cost}) if cost is not None else None

    def _to_threshold(self, reached: int, column: Column) -> Cost | None:
        """As ``price``, for the commonest condition."""
        unit = self.subject.unit(column.name)
        if unit is NOT_KNOWN:
            return ANSWER
        low, high = limits(column)
        if not low <= reached <= high or (isinstance(unit, int) and reached < 0 <= unit):
            return None
        return Cost(1, 0, distance(column, unit, reached))

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
        single = _cheapest([self.bound(each, truths & ~all_) for each in operands])
        if not truths & all_:
            return single
        return _cheapest([single, self._all_of(operands, truths & ~one)])

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
        return _cheapest(found)


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
            if name not in needs or cost > needs[name]:
                needs[name] = cost
    if len(needs) > 1:
        total = Cost(*map(sum, zip(*needs.values(), strict=True)))
        least = max(least, total)
    return Bound(least, needs)


def _cheapest(bounds: Sequence[Bound | None]) -> Bound | None:
    """Any of them: what all of them need is needed."""
    found: Bound | None = None
    for each in bounds:
        if each is None or found is None:
            found = found or each
            continue
        needs = found.needs
        if needs:
            other = each.needs
            needs = {name: min(cost, other[name]) for name, cost in needs.items() if name in other}
        found = Bound(min(found.least, each.least), needs)
    return found
