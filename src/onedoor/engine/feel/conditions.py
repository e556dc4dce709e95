"""The closures of conditions: comparisons, membership, ``and``, ``or``.

Most conditions of a rule set compare a fact with a constant. For those the closure looks the fact up and
compares at once; every other value (null, unknown, another kind) takes the general way in ``logic``,
which the fast one must agree with.
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.logic import Truth, disjunction, equal, less, negation, passes
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.temporal import Date
from onedoor.engine.feel.values import Range, Unknown

Compiled = Callable[[Scope], Any]

COMPARE: dict[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: equal,
    Operator.UNEQUAL: lambda left, right: negation(equal(left, right)),
    Operator.LESS: less,
    Operator.LESS_OR_EQUAL: lambda left, right: less(left, right, or_equal=True),
    Operator.GREATER: lambda left, right: less(right, left),
    Operator.GREATER_OR_EQUAL: lambda left, right: less(right, left, or_equal=True),
}
_PYTHON: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: python.eq,
    Operator.UNEQUAL: python.ne,
    Operator.LESS: python.lt,
    Operator.LESS_OR_EQUAL: python.le,
    Operator.GREATER: python.gt,
    Operator.GREATER_OR_EQUAL: python.ge,
}
# Kinds whose Python comparison is FEEL's; a boolean has no order, a time has its zone to see to.
_DIRECT = (Decimal, str, Date)


def compared(operator: Operator, left: Compiled, right: Compiled) -> Compiled:
    """``left operator right``"""
    compare = COMPARE[operator]

    def condition(scope: Scope) -> Any:
        one = left(scope)
        if type(one) is list or type(one) is dict:
            scope.budget.look_at(one)
        return compare(one, right(scope))

    return condition


def compared_with(operator: Operator, left: Compiled, constant: Any) -> Compiled:
    """``left operator constant``"""
    compare, kind = COMPARE[operator], type(constant)
    if kind not in _DIRECT:
        return lambda scope: compare(left(scope), constant)
    direct = _PYTHON[operator]

    def condition(scope: Scope) -> Any:
        value = left(scope)
        if type(value) is kind:
            return direct(value, constant)
        return value if type(value) is Unknown else compare(value, constant)

    return condition


def fact_compared_with(operator: Operator, name: str, left: Compiled, constant: Any) -> Compiled:
    """``name operator constant`` for a name that nothing inside the expression binds."""
    compare, kind = COMPARE[operator], type(constant)
    if kind not in _DIRECT:
        return lambda scope: compare(left(scope), constant)
    direct = _PYTHON[operator]

    def condition(scope: Scope) -> Any:
        try:
            value = scope.values[name]
        except KeyError:
            return compare(left(scope), constant)
        if type(value) is kind:
            return direct(value, constant)
        return value if type(value) is Unknown else compare(value, constant)

    return condition


def conjoined(operands: Sequence[Compiled]) -> Compiled:
    """``and``: stops at the first false; otherwise unknown before null before true."""
    return _joined(operands, decisive=False)


def disjoined(operands: Sequence[Compiled]) -> Compiled:
    """``or``: stops at the first true; otherwise unknown before null before false."""
    return _joined(operands, decisive=True)


def _joined(operands: Sequence[Compiled], *, decisive: bool) -> Compiled:
    neutral = not decisive

    def chain(scope: Scope) -> Truth:
        unknown: Unknown | None = None
        others: list[Unknown] | None = None  # joined at the end only: most chains are decided after all
        result: Truth = neutral
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return value is True
            if value is neutral:
                continue
            if type(value) is not Unknown:
                result = None
            elif unknown is None:
                unknown = value
            elif others is None:
                others = [value]
            else:
                others.append(value)
        if unknown is None:
            return result
        return unknown if others is None else Unknown(unknown.facts.union(*(each.facts for each in others)))

    return chain


def among(value: Compiled, constants: Sequence[Any]) -> Compiled:
    """``value in (constants)`` where all constants are strings, or all numbers."""
    kind, members = type(constants[0]), frozenset(constants)

    def condition(scope: Scope) -> Any:
        found = value(scope)
        if type(found) is kind:
            return found in members
        if type(found) is Unknown:
            return found
        return disjunction(passes(found, each) for each in constants)

    return condition


def within(value: Compiled, interval: Range) -> Compiled:
    """``value in interval`` for a constant interval of numbers or dates with two known ends."""
    low, high, kind = interval.low, interval.high, type(interval.low)
    above = python.le if interval.low_closed else python.lt
    below = python.le if interval.high_closed else python.lt

    def condition(scope: Scope) -> Any:
        found = value(scope)
        if type(found) is kind:
            return above(low, found) and below(found, high)
        return passes(found, interval)

    return condition


def is_plain_interval(value: Any) -> bool:
    """May ``within`` be used for it?"""
    return (
        isinstance(value, Range)
        and not value.operator
        and type(value.low) in _DIRECT
        and type(value.low) is type(value.high)
    )


def are_alike(values: Sequence[Any]) -> bool:
    """May ``among`` be used for them?"""
    kinds = {type(value) for value in values}
    return len(kinds) == 1 and kinds <= {str, Decimal}
