"""Relations between points and intervals (Allen 1983), as DMN 1.5 table 78 defines them."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.logic import conjunction, disjunction, equal, in_range, less, negation
from onedoor.engine.feel.values import Range


def _as_range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _before(one: Range, other: Range) -> Any:
    touch = not (one.high_closed and other.low_closed)
    return disjunction((less(one.high, other.low), conjunction((equal(one.high, other.low), touch))))


@builtin("before(point1: any, point2: any)")
def before(one: Any, other: Any) -> Any:
    return _before(_as_range(one), _as_range(other))


@builtin("after(point1: any, point2: any)")
def after(one: Any, other: Any) -> Any:
    return _before(_as_range(other), _as_range(one))


@builtin("meets(range1: range, range2: range)")
def meets(one: Range, other: Range) -> Any:
    return conjunction((one.high_closed, other.low_closed, equal(one.high, other.low)))


@builtin("met by(range1: range, range2: range)")
def met_by(one: Range, other: Range) -> Any:
    return meets(other, one)


@builtin("overlaps(range1: range, range2: range)")
def overlaps(one: Range, other: Range) -> Any:
    return conjunction((negation(_before(one, other)), negation(_before(other, one))))


@builtin("includes(range: range, point: any)")
def includes(one: Range, other: Any) -> Any:
    if not isinstance(other, Range):
        return in_range(other, one)
    low = disjunction(
        (
            less(one.low, other.low),
            conjunction((equal(one.low, other.low), one.low_closed or not other.low_closed)),
        )
    )
    high = disjunction(
        (
            less(other.high, one.high),
            conjunction((equal(one.high, other.high), one.high_closed or not other.high_closed)),
        )
    )
    return conjunction((low, high))


@builtin("during(point: any, range: range)")
def during(one: Any, other: Range) -> Any:
    return includes(other, one)


@builtin("coincides(point1: any, point2: any)")
def coincides(one: Any, other: Any) -> Any:
    return equal(_as_range(one), _as_range(other))
