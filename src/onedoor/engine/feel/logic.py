"""Equality, order and membership, each in FEEL's three values and a fourth: unknown.

Every function here is *lifted*: with known operands it gives what DMN 1.5 (10.3.2.4 ff.) gives; with
an unknown operand it gives a value only when every possible value would lead to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.temporal import DateTime, Time
from onedoor.engine.feel.values import Function, Range, Unknown, type_of, unknown_among
from onedoor.text import Text

Truth = bool | Unknown | None
MAX_PARTS = 1_000_000


def conjunction(values: Iterable[Any]) -> Truth:
    """``and`` over all values: false decides, then unknown, then null (anything not boolean)."""
    return _kleene(values, decisive=False)


def disjunction(values: Iterable[Any]) -> Truth:
    """``or`` over all values: true decides, then unknown, then null (anything not boolean)."""
    return _kleene(values, decisive=True)


def _kleene(values: Iterable[Any], *, decisive: bool) -> Truth:
    neutral = not decisive
    unknown: Unknown | None = None
    null = False
    for value in values:
        if isinstance(value, bool) and value == decisive:
            return decisive
        if isinstance(value, Unknown):
            unknown = value if unknown is None else unknown | value
        elif value is not neutral:
            null = True
    if unknown is not None:
        return unknown
    return None if null else neutral


def negation(value: Any) -> Truth:
    """``not(value)``: unknown stays unknown, anything that is not boolean becomes null."""
    if isinstance(value, Unknown):
        return value
    return not value if isinstance(value, bool) else None


def equal(left: Any, right: Any) -> Truth:
    """``=``: null only equals null; kinds that differ are incomparable (null).

    Raises:
        FeelLimitError: lists or contexts with more parts than ``MAX_PARTS``, counted as often as they occur.
    """
    kind = type_of(left)
    if kind in _COMPOUND and kind == type_of(right):
        return _equal_parts(left, right, [MAX_PARTS])
    other = type_of(right)
    if kind == "unknown" or other == "unknown":
        if kind in _COMPOUND or other in _COMPOUND or kind == other:
            return unknown_among((left, right))
        unknown: Unknown = left if kind == "unknown" else right
        return unknown
    if left is None or right is None:
        return left is right
    if kind != other:
        return None
    if isinstance(left, Function):
        return left is right
    return _equal_scalars(left, right)


_COMPOUND = frozenset({"list", "context", "range"})


def _equal_parts(left: Any, right: Any, left_to_do: list[int]) -> Truth:
    """Lists item by item, contexts member by member, ranges end by end; ``left_to_do`` counts down."""
    if isinstance(left, list):
        pairs: Iterable[tuple[Any, Any]] = zip(left, right, strict=False)
        alike = len(left) == len(right)
    elif isinstance(left, dict):
        alike = left.keys() == right.keys()
        pairs = ((value, right[key]) for key, value in left.items()) if alike else ()
    else:
        alike = (left.low_closed, left.high_closed, left.operator) == (
            right.low_closed,
            right.high_closed,
            right.operator,
        )
        pairs = ((left.low, right.low), (left.high, right.high))

    def answers() -> Iterator[Truth]:
        for one, other in pairs:
            left_to_do[0] -= 1
            if left_to_do[0] < 0:
                raise FeelLimitError(Text(zh="个比较的部分", en="parts to compare"), MAX_PARTS)
            compound = type_of(one) in _COMPOUND and type_of(one) == type_of(other)
            yield _equal_parts(one, other, left_to_do) if compound else equal(one, other)

    return conjunction(answers()) if alike else False


def _equal_scalars(left: Any, right: Any) -> Truth:
    if isinstance(left, (DateTime, Time)):
        moments = _moments(left, right)
        return moments[0] // _SECOND == moments[1] // _SECOND if moments else None
    return bool(left == right)


_SECOND = 1_000_000_000  # the standard's "=" looks no closer than the second (10.3.2.2, table 45)


def _moments(left: Any, right: Any) -> tuple[int, int] | None:
    """Both as points on one line, in nanoseconds; None when one is local and the other has a zone."""
    if (_zone(left) is None) != (_zone(right) is None):
        return None
    return point_of(left), point_of(right)


def point_of(value: DateTime | Time) -> int:
    """Nanoseconds since an origin: the instant of a date and time, the UTC time of day of a time."""
    if isinstance(value, DateTime):
        return value.instant
    return value.nanos - (value.offset or 0) * 1_000_000_000


def _zone(value: DateTime | Time) -> Any:
    return value.time.zone if isinstance(value, DateTime) else value.zone


def less(left: Any, right: Any, *, or_equal: bool = False) -> Truth:
    """``<`` or ``<=``: null unless both are numbers, strings, dates, times or durations of one kind."""
    kind, other = type_of(left), type_of(right)
    if kind == "unknown":
        return left | right if other == "unknown" else left if other in _ORDERED else None
    if other == "unknown":
        return right if kind in _ORDERED else None
    if kind not in _ORDERED or kind != other:
        return None
    if isinstance(left, (DateTime, Time)):
        moments = _moments(left, right)
        if moments is None:
            return None
        left, right = moments
    return bool(left <= right) if or_equal else bool(left < right)


_ORDERED = frozenset(
    {
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)


def between(value: Any, low: Any, high: Any) -> Truth:
    """``low <= value and value <= high``"""
    return conjunction((less(low, value, or_equal=True), less(value, high, or_equal=True)))


def make_range(
    low: Any, high: Any, low_closed: bool, high_closed: bool, operator: str | None = None
) -> Range | Unknown | None:
    """The interval, or null where the ends are of two kinds or the wrong way round; None is unbounded.

    With an unknown end it is unknown whether there is an interval at all.
    """
    unknown = unknown_among((low, high))
    if operator:
        return Range(low, high, low_closed, high_closed, operator) if unknown is None else unknown
    if low is not None and high is not None:
        ordered = less(low, high, or_equal=True)
        if ordered is not True:
            return ordered if isinstance(ordered, Unknown) else None
    elif unknown is not None:
        return unknown
    return Range(low, high, low_closed, high_closed)


def in_range(value: Any, interval: Range) -> Truth:
    """Does the interval hold the value? An unbounded end holds everything on its side."""
    if interval.operator:
        same = equal(value, interval.low)
        return same if interval.operator == "=" else negation(same)
    sides: list[Truth] = []
    if interval.low is not None:
        sides.append(less(interval.low, value, or_equal=interval.low_closed))
    if interval.high is not None:
        sides.append(less(value, interval.high, or_equal=interval.high_closed))
    return conjunction(sides)


def contains(items: list[Any], value: Any) -> Truth:
    """Is one of the items equal to the value? Items of another kind are merely different."""
    return disjunction(_same(item, value) for item in items)


def _same(left: Any, right: Any) -> Truth:
    answer = equal(left, right)
    return False if answer is None else answer


def passes(value: Any, test: Any) -> Truth:
    """A unary test without ``?``: the value is the test, is in it (list, range), or is an item's match."""
    if isinstance(test, Unknown):
        return test
    if isinstance(value, Unknown) and isinstance(test, list):
        return value  # it may be an item of the list, or the whole of it
    if isinstance(test, Range) and not isinstance(value, Range):
        return in_range(value, test)
    if isinstance(test, list) and not isinstance(value, list):
        return disjunction(_found(value, item) for item in test)
    if isinstance(test, list):
        return disjunction((_same(value, test), contains(test, value)))
    return _same(value, test)


def _found(value: Any, item: Any) -> Truth:
    answer = passes(value, item) if isinstance(item, Range) else _same(value, item)
    return False if answer is None else answer
