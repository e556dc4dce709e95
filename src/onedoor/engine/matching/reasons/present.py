"""How all conditions stand for one subject as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.matching.plan import Asked, Plan, Test
from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix, Sign
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.signs import sign_truth
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import FALSE, NULL, TRUE, UNKNOWN, planes_of, truth_at
from onedoor.engine.matching.reasons.units import NOT_KNOWN, Unit
from onedoor.engine.matching.sources import ColumnTest

# As in the kernel: beyond, the interpreter's 34 digits are what counts.
_EXACT = 1 << 62


def present(prepared: Prepared, subject: Subject) -> Mapping[int, int]:
    """The truth of every node that a rule rests on."""
    plan = prepared.plan
    found = prepared.program.run(lambda index: planes_of(leaf_truth(plan, index, subject), 1), 1)
    return {index: truth_at(planes) for index, planes in found.items()}


def leaf_truth(plan: Plan, index: int, subject: Subject) -> int:
    """The truth of a test, or of a part that is left to the interpreter."""
    match node := plan.nodes[index]:
        case Test(predicate=Sign() as sign, check=check):
            if check is not None and not is_exact(sign, subject):
                return answer(plan.expressions[check], subject, subject.facts)
            return sign_truth(sign, subject.unit)
        case Test(predicate=AtLeast() | Contains() | Member() | Prefix() as predicate):
            return truth_of(predicate, subject.unit(predicate.column))
        case Asked(expression=expression):
            return answer(plan.expressions[expression], subject, subject.facts)
    raise AssertionError(node)


def truth_of(predicate: ColumnTest, unit: Unit) -> int:
    """The truth of a condition on one column."""
    if unit is NOT_KNOWN:
        return UNKNOWN
    if isinstance(predicate, Member):
        return TRUE if (predicate.null if unit is None else unit in predicate.values) else FALSE
    if unit is None:
        return NULL
    match predicate, unit:
        case AtLeast(units=units), int():
            return TRUE if unit >= units else FALSE
        case Prefix(text=text), str():
            return TRUE if unit.startswith(text) else FALSE
        case Contains(text=text), frozenset():
            return TRUE if text in unit else FALSE
    raise AssertionError((predicate, unit))


def answer(expression: Expression, subject: Subject, facts: Mapping[str, Any]) -> int:
    """The interpreter's answer as a truth; what is no condition counts as null."""
    value = expression.run(expression.scope(facts, subject.now))
    if isinstance(value, Unknown):
        return UNKNOWN
    return TRUE if value is True else FALSE if value is False else NULL


def is_exact(sign: Sign, subject: Subject) -> bool:
    """Whether the interpreter reckons the comparison without rounding."""
    largest = {name: _size(subject.unit(name)) for name in sign.names}
    parts = (sign.difference, sign.left_denominator, sign.right_denominator)
    return all(each.bound(largest) < _EXACT for each in parts if each is not None)


def _size(unit: Unit) -> int:
    return abs(unit) if isinstance(unit, int) else 0
