"""How far an unmet condition is from being met: the comparison that fails, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onedoor.engine.dmn.evaluation import Evaluation
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.scope import Scope

UPWARD = {">=", ">"}
DOWNWARD = {"<=", "<"}


@dataclass(frozen=True, slots=True)
class Gap:
    """``found`` ``operator`` ``wanted`` fails. ``fact`` is the one fact on the left side, or empty."""

    fact: str
    operator: str
    found: Decimal
    wanted: Decimal

    @property
    def short_by(self) -> Decimal:
        """How much is missing, or too much; never negative."""
        return abs(self.wanted - self.found)

    @property
    def is_upward(self) -> bool:
        return self.operator in UPWARD


def gap_of(evaluation: Evaluation, name: str) -> Gap | None:
    """The numeric comparison that makes the decision false, or ``None`` where no single number does.

    Of alternatives (``or``) the last numeric one is named; of a conjunction the first that fails.
    """
    decision = evaluation.model.decision(name)
    if decision.logic is None or evaluation.value(name) is not False:
        return None
    return next(_failing(decision.logic, decision.logic.root, evaluation.scope(decision)), None)


def _failing(logic: Expression, node: n.Node, scope: Scope) -> Iterator[Gap]:
    def value(each: n.Node) -> object:
        return logic.closures[id(each)](scope)

    match node:
        case n.And(operands=operands):
            for operand in operands:
                if value(operand) is False:
                    yield from _failing(logic, operand, scope)
                    return
        case n.Or(operands=operands):
            for operand in reversed(operands):
                yield from _failing(logic, operand, scope)
        case n.If(condition=condition, then=then, otherwise=otherwise):
            decided = value(condition)
            if isinstance(decided, bool):
                yield from _failing(logic, then if decided else otherwise, scope)
        case n.Comparison(operator=operator, left=left, right=right) if operator in UPWARD | DOWNWARD:
            found, wanted = value(left), value(right)
            if isinstance(found, Decimal) and isinstance(wanted, Decimal):
                names = sorted(free_names(left))
                yield Gap(names[0] if len(names) == 1 else "", operator, found, wanted)
