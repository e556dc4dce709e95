"""Relations between points and intervals (Allen 1983), as DMN 1.5 table 78 defines them, and ``range``."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.errors import FeelError
from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.literals import literal_value
from onedoor.engine.feel.logic import (
    Truth,
    conjunction,
    disjunction,
    equal,
    in_range,
    less,
    make_range,
    negation,
)
from onedoor.engine.feel.parser import parse_expression
from onedoor.engine.feel.values import Range


def _as_range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _before(one: Range, other: Range) -> Truth:
    """The one ends before the other begins."""
    touch = not (one.high_closed and other.low_closed)
    return disjunction((_less(one.high, other.low), conjunction((equal(one.high, other.low), touch))))


def _starts_first(one: Range, other: Range, *, or_together: bool) -> Truth:
    """The one begins before the other, or (``or_together``) not after it."""
    if or_together:
        together: bool = one.low_closed or not other.low_closed
    else:
        together = one.low_closed and not other.low_closed
    return disjunction((_less_low(one.low, other.low), conjunction((_same(one.low, other.low), together))))


def _ends_last(one: Range, other: Range) -> Truth:
    """The one does not end before the other."""
    together = one.high_closed or not other.high_closed
    return disjunction(
        (_less_high(other.high, one.high), conjunction((_same(one.high, other.high), together)))
    )


def _less(one: Any, other: Any) -> Truth:
    """An end that is open towards infinity lies before nothing, and nothing lies after it."""
    return False if one is None or other is None else less(one, other)


def _less_low(one: Any, other: Any) -> Truth:
    return less(one, other) if one is not None and other is not None else one is None and other is not None


def _less_high(one: Any, other: Any) -> Truth:
    return less(one, other) if one is not None and other is not None else one is not None and other is None


def _same(one: Any, other: Any) -> Truth:
    return equal(one, other)


@builtin("before(point1: any, point2: any) -> boolean")
@builtin("before(range1: any, range2: any) -> boolean")
@builtin("before(point: any, range: range) -> boolean")
@builtin("before(range: range, point: any) -> boolean")
def before(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else _before(_as_range(one), _as_range(other))


@builtin("after(point1: any, point2: any) -> boolean")
@builtin("after(range1: any, range2: any) -> boolean")
@builtin("after(point: any, range: range) -> boolean")
@builtin("after(range: range, point: any) -> boolean")
def after(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else _before(_as_range(other), _as_range(one))


@builtin("meets(range1: range, range2: range) -> boolean")
def meets(one: Range, other: Range) -> Truth:
    return conjunction((one.high_closed, other.low_closed, equal(one.high, other.low)))


@builtin("met by(range1: range, range2: range) -> boolean")
def met_by(one: Range, other: Range) -> Truth:
    return meets(other, one)


@builtin("overlaps(range1: range, range2: range) -> boolean")
def overlaps(one: Range, other: Range) -> Truth:
    return conjunction((negation(_before(one, other)), negation(_before(other, one))))


@builtin("overlaps before(range1: range, range2: range) -> boolean")
def overlaps_before(one: Range, other: Range) -> Truth:
    return conjunction(
        (
            _starts_first(one, other, or_together=False),
            negation(_before(one, other)),
            _ends_last(other, one),
        )
    )


@builtin("overlaps after(range1: range, range2: range) -> boolean")
def overlaps_after(one: Range, other: Range) -> Truth:
    return overlaps_before(other, one)


@builtin("finishes(point: any, range: range) -> boolean")
@builtin("finishes(range1: range, range2: range) -> boolean")
def finishes(one: Any, other: Range) -> Truth:
    if not isinstance(one, Range):
        return conjunction((other.high_closed, equal(one, other.high)))
    together = one.high_closed == other.high_closed
    return conjunction((together, equal(one.high, other.high), _starts_first(other, one, or_together=True)))


@builtin("finished by(range: range, point: any) -> boolean")
@builtin("finished by(range1: range, range2: range) -> boolean")
def finished_by(one: Range, other: Any) -> Truth:
    return finishes(other, one)


@builtin("includes(range: range, point: any) -> boolean")
@builtin("includes(range1: range, range2: range) -> boolean")
def includes(one: Range, other: Any) -> Truth:
    if not isinstance(other, Range):
        return None if other is None else in_range(other, one)
    return conjunction((_starts_first(one, other, or_together=True), _ends_last(one, other)))


@builtin("during(point: any, range: range) -> boolean")
@builtin("during(range1: range, range2: range) -> boolean")
def during(one: Any, other: Range) -> Truth:
    return includes(other, one)


@builtin("starts(point: any, range: range) -> boolean")
@builtin("starts(range1: range, range2: range) -> boolean")
def starts(one: Any, other: Range) -> Truth:
    if not isinstance(one, Range):
        return conjunction((other.low_closed, equal(one, other.low)))
    together = one.low_closed == other.low_closed
    return conjunction((together, equal(one.low, other.low), _ends_last(other, one)))


@builtin("started by(range: range, point: any) -> boolean")
@builtin("started by(range1: range, range2: range) -> boolean")
def started_by(one: Range, other: Any) -> Truth:
    return starts(other, one)


@builtin("coincides(point1: any, point2: any) -> boolean")
@builtin("coincides(range1: range, range2: range) -> boolean")
def coincides(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else equal(_as_range(one), _as_range(other))


@builtin("range(from: string) -> range")
def range_(from_: str) -> Range | None:
    """The interval a text writes; its ends are literals, and both are there (DMN 1.5, table 71)."""
    try:
        node = parse_expression(from_)
    except FeelError:
        return None
    if not isinstance(node, n.RangeLiteral) or node.operator or node.low is None or node.high is None:
        return None
    low, high = literal_value(node.low), literal_value(node.high)
    if low is None or high is None or isinstance(low, bool):
        return None
    found = make_range(low, high, node.low_closed, node.high_closed)
    return found if isinstance(found, Range) else None
