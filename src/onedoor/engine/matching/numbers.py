"""Numeric formulas as exact quotients of polynomials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.polynomials import Polynomial, TooWide
from onedoor.engine.matching.schema import Kind
from onedoor.engine.matching.terms import NOT_CONSTANT, Terms
from onedoor.text import Text

EPOCH = date(1970, 1, 1).toordinal()

_SHAPE = Text("不是列与常数的算式", "not arithmetic of columns and constants")
_ROUNDED = Text("除法之后又参与运算", "a quotient is used in further arithmetic, where rounding matters")
_WIDE = Text("项数、次数或小数位过多", "too many terms, factors or decimal places")


class CannotLower(Exception):
    """This part must be left to the interpreter, for this reason."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


class AlwaysUnknown(Exception):
    """A fact is named that no column holds, so anything computed from it is unknown."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: ``top``, or ``top / bottom``, of one comparable ``kind``."""

    kind: str
    top: Polynomial
    names: frozenset[str]
    bottom: Polynomial | None = None


def side_of(node: n.Node, terms: Terms) -> Side:
    """The formula; raises ``CannotLower`` or ``AlwaysUnknown``."""
    try:
        return _side(node, terms)
    except TooWide:
        raise CannotLower(_WIDE) from None


def _side(node: n.Node, terms: Terms) -> Side:
    value = terms.constant(node)
    if value is not NOT_CONSTANT:
        return _constant(value)
    match node:
        case n.Name(name=name):
            return _column(name, terms)
        case n.Negation(operand=operand):
            inner = _number(operand, terms)
            return replace(inner, top=-inner.top)
        case n.Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, _number(left, terms), _number(right, terms))
    raise CannotLower(_SHAPE)


def _constant(value: Any) -> Side:
    if isinstance(value, bool):
        return Side("boolean", Polynomial.constant(Decimal(int(value))), frozenset())
    if isinstance(value, Decimal):
        return Side("number", Polynomial.constant(value), frozenset())
    if isinstance(value, Date):
        return Side("date", Polynomial.constant(Decimal(value.days)), frozenset())
    raise CannotLower(_SHAPE)


def _column(name: str, terms: Terms) -> Side:
    column = terms.schema.get(name)
    if column is None:
        raise AlwaysUnknown(name)
    if column.kind in (Kind.CATEGORY, Kind.OBJECTS, Kind.CODES):
        raise CannotLower(Text(f"{name}不是数值列", f"{name} is not a numeric column"))
    kind = "number" if column.kind.is_number else column.kind.value
    return Side(kind, Polynomial.column(name, column.places), frozenset({name}))


def _number(node: n.Node, terms: Terms) -> Side:
    side = _side(node, terms)
    if side.kind != "number":
        raise CannotLower(_SHAPE)
    if side.bottom is not None:
        raise CannotLower(_ROUNDED)
    return side


def _arithmetic(operator: n.Operator, left: Side, right: Side) -> Side:
    names = left.names | right.names
    match operator:
        case n.Operator.ADD:
            return Side("number", left.top + right.top, names)
        case n.Operator.SUBTRACT:
            return Side("number", left.top - right.top, names)
        case n.Operator.MULTIPLY:
            return Side("number", left.top * right.top, names)
        case n.Operator.DIVIDE if right.top.known != 0:
            return Side("number", left.top, names, right.top)
    raise CannotLower(_SHAPE)
