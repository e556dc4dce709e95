"""One comparison, taken to predicates over columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import COMPARE
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.numbers import (
    AlwaysUnknown,
    CannotLower,
    Side,
    side_of,
)
from onedoor.engine.matching.plan import Plan, Truth
from onedoor.engine.matching.polynomials import Polynomial, TooWide
from onedoor.engine.matching.predicates import AtLeast, Member, Sign
from onedoor.engine.matching.schema import Column, Kind
from onedoor.engine.matching.terms import NOT_CONSTANT, Terms
from onedoor.text import Text

_KINDS = Text("两边不是同一种可比较的列", "the sides are not comparable columns of one kind")
_NULL = Text("与空值比较的不是单独一列", "something other than a single column is compared with null")
_NOWHERE = Text(
    "算式中有不在表中的事实", "a fact that no column holds is reckoned with or compared with a column"
)
_MIRROR = {
    n.Operator.EQUAL: n.Operator.EQUAL,
    n.Operator.LESS: n.Operator.GREATER,
    n.Operator.LESS_OR_EQUAL: n.Operator.GREATER_OR_EQUAL,
    n.Operator.GREATER: n.Operator.LESS,
    n.Operator.GREATER_OR_EQUAL: n.Operator.LESS_OR_EQUAL,
}
# a < b is lowered as not (a >= b), a > b as not (a <= b): null and unknown are the same under a not.
_KEPT = {n.Operator.LESS: n.Operator.GREATER_OR_EQUAL, n.Operator.GREATER: n.Operator.LESS_OR_EQUAL}


def truth_of(value: Any) -> Truth:
    """The truth of a constant, as ``and`` and ``or`` see it."""
    return Truth.TRUE if value is True else Truth.FALSE if value is False else Truth.NULL


def compare(plan: Plan, terms: Terms, operator: n.Operator, left: n.Node, right: n.Node) -> int:
    """The node of ``left operator right``; raises ``CannotLower``. Neither side holds an ``if``."""
    if operator is n.Operator.UNEQUAL:
        return plan.negated(compare(plan, terms, n.Operator.EQUAL, left, right))
    one, other = terms.constant(left), terms.constant(right)
    if one is not NOT_CONSTANT and other is not NOT_CONSTANT:
        return plan.constant(truth_of(COMPARE[operator](one, other)))
    if one is not NOT_CONSTANT:
        return compare(plan, terms, _MIRROR[operator], right, left)
    try:
        if operator is n.Operator.EQUAL and other is not NOT_CONSTANT and isinstance(left, n.Name):
            return member(plan, terms, left, [other])
        if other is None and operator is not n.Operator.EQUAL:
            return plan.constant(Truth.NULL)
        if other is None:
            raise CannotLower(_NULL)
        check = partial(_check, _KEPT.get(operator, operator), left, right)
        return _numeric(plan, operator, side_of(left, terms), side_of(right, terms), check)
    except AlwaysUnknown:
        if isinstance(left, n.Name) and other is not NOT_CONSTANT:
            return plan.constant(Truth.UNKNOWN)
        raise CannotLower(_NOWHERE) from None
    except TooWide:
        raise CannotLower(_KINDS) from None


def member(plan: Plan, terms: Terms, name: n.Name, values: Iterable[Any]) -> int:
    """The node of ``name = v`` for any of the constants; raises ``CannotLower``."""
    column = terms.schema.get(name.name)
    if column is None:
        return plan.constant(Truth.UNKNOWN)
    given = list(values)
    present = [value for value in given if value is not None]
    if column.kind in (Kind.OBJECTS, Kind.CODES) or not all(_fits(value, column) for value in present):
        raise CannotLower(_KINDS)
    null = len(present) < len(given)
    if column.kind is Kind.CATEGORY:
        return plan.test(Member(column.name, frozenset(present), null))
    units = (_units(value, column) for value in present)
    return plan.test(Member(column.name, frozenset(u for u in units if u is not None), null))


def _fits(value: Any, column: Column) -> bool:
    if column.kind is Kind.CATEGORY:
        return isinstance(value, str)
    if column.kind is Kind.BOOLEAN:
        return isinstance(value, bool)
    return isinstance(value, Date) if column.kind is Kind.DATE else type(value).__name__ == "Decimal"


def _units(value: Any, column: Column) -> int | None:
    """The value in the column's units; ``None`` when no value of the column can equal it."""
    if column.kind is Kind.BOOLEAN:
        return int(value)
    if column.kind is Kind.DATE:
        return int(value.days)
    exact = Polynomial.constant(value)
    units, rest = divmod(exact.known or 0, 10 ** max(exact.places - column.places, 0))
    return None if rest else units * 10 ** max(column.places - exact.places, 0)


def _check(operator: n.Operator, left: n.Node, right: n.Node) -> Expression:
    return Expression.of(n.Comparison(operator, left, right))


def _numeric(
    plan: Plan, operator: n.Operator, left: Side, right: Side, check: Callable[[], Expression]
) -> int:
    if left.kind != right.kind or (left.kind == "boolean" and operator is not n.Operator.EQUAL):
        raise CannotLower(_KINDS)
    one = left.top if right.bottom is None else left.top * right.bottom
    other = right.top if left.bottom is None else right.top * left.bottom
    difference = one - other
    left_below, right_below = (_varying(side.bottom) for side in (left, right))
    for bottom in (left.bottom, right.bottom):
        if bottom is not None and (bottom.known or 0) < 0:
            difference = -difference
    if _KEPT.get(operator, operator) is n.Operator.LESS_OR_EQUAL:
        difference = -difference
    equality, negate = operator is n.Operator.EQUAL, operator in _KEPT
    index = None
    if not equality and not left_below and not right_below:
        index = _threshold(plan, difference)
    if index is None:
        predicate = Sign(difference, equality, left.names, right.names, left_below, right_below)
        index = plan.test(predicate, check)
    return plan.negated(index) if negate else index


def _varying(bottom: Polynomial | None) -> Polynomial | None:
    return bottom if bottom is not None and bottom.names else None


def _threshold(plan: Plan, difference: Polynomial) -> int | None:
    """``slope * column + offset >= 0`` as one comparison of the column, when it is linear in one."""
    if len(difference.names) != 1:
        return None
    (name,) = difference.names
    coefficients = {monomial: coefficient for monomial, coefficient, _ in difference.terms}
    slope, offset = coefficients.pop((name,), 0), coefficients.pop((), 0)
    if coefficients or not slope:
        return None
    if slope > 0:  # column >= ceil(-offset / slope)
        return plan.test(AtLeast(name, -(offset // slope)))
    # column <= floor(offset / -slope), so not column >= that + 1
    return plan.negated(plan.test(AtLeast(name, offset // -slope + 1)))
