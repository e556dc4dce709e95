"""From a truth that is wanted of a node to the boxes of facts that give it."""

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
from onedoor.engine.matching.reasons.boxes import (
    ANYTHING,
    Box,
    Compared,
    Demand,
    box_of,
    cheapest,
    met,
)
from onedoor.engine.matching.reasons.literals import values_for
from onedoor.engine.matching.reasons.prices import price
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import BITS, FALSE, SETTLED, TRUE, UNKNOWN, UNMET, turned
from onedoor.engine.matching.reasons.units import NOT_KNOWN
from onedoor.engine.matching.reasons.values import Values, joined


class Ways(NamedTuple):
    """The cheapest boxes, the cheapest first; ``is_cut`` tells that there were more."""

    boxes: tuple[Box, ...]
    is_cut: bool = False


NO_WAY, AS_IT_IS = Ways(()), Ways((ANYTHING,))


class Wanting:
    """The ways for one subject, each node and demand worked out once. ``truths`` are those of the present facts.

    What the interpreter decides is taken as it is. So is what is unknown, where unknown is wanted.
    """

    def __init__(self, plan: Plan, truths: Mapping[int, int], subject: Subject) -> None:
        self.plan = plan
        self.truths = truths
        self.subject = subject
        self._found: dict[tuple[int, int], Ways] = {}

    def ways(self, index: int, truths: int) -> Ways:
        """How the node can get one of these truths; no box is free of contradiction between comparisons."""
        key = index, truths
        if (found := self._found.get(key)) is None:
            found = self._found[key] = self._ways(index, truths)
        return found

    def _ways(self, index: int, truths: int) -> Ways:
        if truths & UNKNOWN:
            stays = (ANYTHING,) if self.truths[index] == UNKNOWN else ()
            settled = self.ways(index, truths & SETTLED) if truths & SETTLED else NO_WAY
            # What is unknown need not stay so: another condition may ask for the fact.
            return Ways((*stays, *settled.boxes), settled.is_cut)
        match node := self.plan.nodes[index]:
            case Test(predicate=Sign() as sign):
                return self._compared(sign, truths, self.truths[index])
            case Test():
                return self._one_column(node, truths)
            case Constant(value=value):
                return AS_IT_IS if BITS[value] & truths else NO_WAY
            case Asked():
                return AS_IT_IS if self.truths[index] & truths else NO_WAY
            case Not(operand=operand):
                return self.ways(operand, turned(truths))
            case All(operands=operands):
                return self._chain(operands, truths, TRUE, FALSE)
            case Some(operands=operands):
                return self._chain(operands, truths, FALSE, TRUE)
            case Modal(operand=operand, unknown=unknown):
                return self._modal(operand, truths, UNKNOWN if unknown else TRUE)
            case Choice() | Merged():
                return self._choice(node, truths)

    def _one_column(self, node: Test, truths: int) -> Ways:
        predicate = node.predicate
        assert not isinstance(predicate, Sign)
        column = self.subject.schema.columns[predicate.column]
        values = values_for(predicate, column, truths)
        cost = price(self.subject, column.name, values)
        if cost is None:
            return NO_WAY
        return Ways((Box({column.name: Demand(values, cost)}, (), cost),))

    def _compared(self, sign: Sign, truths: int, present: int) -> Ways:
        subject, holds = self.subject, bool(present & truths)
        if not holds and not any(
            subject.can_change(name) or subject.unit(name) is NOT_KNOWN for name in sign.names
        ):
            return NO_WAY
        return Ways((box_of(subject, {}, (Compared(sign, truths, holds),)),))

    def _chain(self, operands: Sequence[int], truths: int, all_: int, one: int) -> Ways:
        """``and`` (and, with the truths turned, ``or``): all operands are true, or one is false, or one is null."""
        if not truths & one:
            return self._together([self.ways(each, truths) for each in operands])
        single = self._any_of([self.ways(each, truths & ~all_) for each in operands])
        if not truths & all_:
            return single
        return self._any_of([single, self._together([self.ways(each, truths & ~one) for each in operands])])

    def _modal(self, operand: int, truths: int, marked: int) -> Ways:
        found = [self.ways(operand, marked)] if truths & TRUE else []
        if truths & FALSE:
            found.append(self.ways(operand, (SETTLED | UNKNOWN) & ~marked))
        return self._any_of(found)

    def _choice(self, node: Choice | Merged, truths: int) -> Ways:
        condition, yes, no = node.condition, self.ways(node.yes, truths), self.ways(node.no, truths)
        found = [
            self._together([self.ways(condition, TRUE), yes]),
            self._together([self.ways(condition, UNMET), no]),
        ]
        if self.truths[condition] == UNKNOWN:
            same = [self.ways(node.same, TRUE)] if isinstance(node, Merged) else []
            found.append(self._together([yes, no, *same]))
        return self._any_of(found)

    def _together(self, parts: Iterable[Ways]) -> Ways:
        """Every way of having all of them, those that leave no choice first."""
        ordered = sorted(parts, key=lambda ways: len(ways.boxes))
        boxes: tuple[Box, ...] = (ANYTHING,)
        is_cut = False
        for ways in ordered:
            if len(boxes) == len(ways.boxes) == 1:
                both = met(self.subject, boxes[0], ways.boxes[0])
                boxes = (both,) if both is not None else ()
            else:
                pairs = (met(self.subject, one, other) for one in boxes for other in ways.boxes)
                boxes, cut = cheapest(both for both in pairs if both is not None)
                is_cut = is_cut or cut
            if not boxes:
                return Ways((), is_cut)
            is_cut = is_cut or ways.is_cut
        return Ways(boxes, is_cut)

    def _any_of(self, parts: Sequence[Ways]) -> Ways:
        """Any of them; ways that ask for one and the same fact are one."""
        if len(parts) == 1:
            return parts[0]
        if any(each is AS_IT_IS for each in parts):
            return AS_IT_IS
        single: dict[str, list[Values]] = {}
        others: list[Box] = []
        for box in (each for ways in parts for each in ways.boxes):
            if len(box.demands) == 1 and not box.compared:
                ((name, demand),) = box.demands.items()
                single.setdefault(name, []).append(demand.values)
            else:
                others.append(box)
        one_fact = (
            Box({name: Demand(values, cost)}, (), cost)
            for name, found in single.items()
            for values in joined(found)
            if (cost := price(self.subject, name, values)) is not None
        )
        boxes, is_cut = cheapest((*one_fact, *others))
        return Ways(boxes, is_cut or any(ways.is_cut for ways in parts))
