"""A comparison as a line in its threshold."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.numbers import AlwaysUnknown, CannotLower, side_of
from onedoor.engine.matching.polynomials import ONE, Monomial, Polynomial, TooWide
from onedoor.engine.matching.schema import Column, Kind, Schema
from onedoor.engine.matching.terms import Terms
from onedoor.engine.matching.whatif.pivots import LIMIT


@dataclass(frozen=True, slots=True)
class Linear:
    """``left operator right`` as ``sign(bottoms) * (fixed + limit * slope) operator 0``, ``limit`` in its units."""

    operator: n.Operator
    fixed: Polynomial
    slope: Polynomial
    bottoms: tuple[Polynomial, ...]
    names: frozenset[str]


def linear_of(asked: n.Comparison, schema: Schema, *, is_date: bool, places: int) -> Linear | None:
    """The comparison that holds ``LIMIT`` (in units of ``10 ** -places``, or days); None where it is no such thing."""
    limit = Column(LIMIT, Kind.DATE) if is_date else Column(LIMIT, Kind.RATIO, places=places)
    terms = Terms(Schema.of(*schema, limit))
    try:
        left, right = side_of(asked.left, terms), side_of(asked.right, terms)
        if left.kind != right.kind:
            return None
        difference = left.top * (right.bottom or ONE) - right.top * (left.bottom or ONE)
    except (CannotLower, AlwaysUnknown, TooWide):
        return None
    bottoms = tuple(each for each in (left.bottom, right.bottom) if each is not None)
    if any(LIMIT in each.names for each in bottoms):
        return None
    fixed, slope = list[tuple[Monomial, int, int]](), list[tuple[Monomial, int, int]]()
    for monomial, coefficient, weight in difference.terms:
        times = monomial.count(LIMIT)
        if times > 1:
            return None
        part = tuple(name for name in monomial if name != LIMIT)
        (slope if times else fixed).append((part, coefficient, weight))
    names = (left.names | right.names) - {LIMIT}
    return Linear(asked.operator, Polynomial(tuple(fixed)), Polynomial(tuple(slope)), bottoms, names)
