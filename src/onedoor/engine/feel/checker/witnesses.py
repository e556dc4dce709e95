"""Values that stand for the others: one between two boundaries, one before the first, one after the last.

Everything is computed with FEEL's own arithmetic and compared with its own order, so that a witness is
where the engine, too, thinks it is. Dates and durations of months are discrete: nothing lies between
two neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from onedoor.engine.feel.arithmetic import calculate
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.values import DECIMAL128, type_of

_STEPS = {
    "date": ("P1D",),
    "date and time": ("P1D", "PT1H", "PT1M", "PT1S"),
    "time": ("PT1H", "PT1M", "PT1S"),
    "days and time duration": ("P1D", "PT1H", "PT1M", "PT1S"),
    "years and months duration": ("P1M",),
}
_DENSE = frozenset({"date and time", "time", "days and time duration"})
_TYPICAL: dict[str, Any] = {
    "number": Decimal(1),
    "string": "",
    "boolean": True,
    "date": "2026-01-01",
    "date and time": "2026-01-01T00:00:00",
    "time": "12:00:00",
    "days and time duration": "P1D",
    "years and months duration": "P1M",
}
MAX_PLACES = 40


def typical(kind: str) -> Any:
    """Some value of the kind; null where the kind has none to offer."""
    value = _TYPICAL.get(kind)
    return parse_temporal(value) if isinstance(value, str) and value else value


def between(low: Any, high: Any) -> Any:
    """A value strictly between the two, as plain as there is one; None when nothing lies between."""
    return next((each for each in _between(low, high) if _in_order(low, each, high)), None)


def before(value: Any) -> Any:
    """A value less than this one, near to it; None when there is none."""
    return next((each for each in _before(value) if less(each, value) is True), None)


def after(value: Any) -> Any:
    """A value greater than this one, near to it; None when there is none."""
    return next((each for each in _after(value) if less(value, each) is True), None)


def _in_order(low: Any, value: Any, high: Any) -> bool:
    return less(low, value) is True and less(value, high) is True


def _between(low: Any, high: Any) -> Iterator[Any]:
    kind = type_of(low)
    if kind == "number":
        yield from _decimals(low, high)
    elif kind == "string":
        yield from (low + "…", low + "0", low + " ", low + "\0")
    for step in _STEPS.get(kind, ()):
        yield calculate(Operator.ADD, low, parse_temporal(step))
    if kind in _DENSE:
        span = calculate(Operator.SUBTRACT, high, low)
        yield calculate(Operator.ADD, low, calculate(Operator.DIVIDE, span, Decimal(2)))


def _decimals(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    """The next numbers after ``low`` with no, one, two ... digits after the point."""
    for places in range(MAX_PLACES):
        unit = Decimal(1).scaleb(-places)
        floor = low.quantize(unit, rounding=ROUND_FLOOR, context=DECIMAL128)
        if floor.is_finite():
            yield DECIMAL128.add(floor, unit)
    yield DECIMAL128.divide(DECIMAL128.add(low, high), Decimal(2))


def _before(value: Any) -> Iterator[Any]:
    kind = type_of(value)
    if kind == "number":
        yield DECIMAL128.subtract(value.to_integral_value(ROUND_CEILING), Decimal(1))
        yield Decimal(0)
        yield DECIMAL128.multiply(value, Decimal(2))
    elif kind == "string":
        yield ""
    for step in _STEPS.get(kind, ()):
        yield calculate(Operator.SUBTRACT, value, parse_temporal(step))


def _after(value: Any) -> Iterator[Any]:
    kind = type_of(value)
    if kind == "number":
        yield DECIMAL128.add(value.to_integral_value(ROUND_FLOOR), Decimal(1))
        yield Decimal(0)
        yield DECIMAL128.multiply(value, Decimal(2))
    elif kind == "string":
        yield value + "…"
    for step in _STEPS.get(kind, ()):
        yield calculate(Operator.ADD, value, parse_temporal(step))
