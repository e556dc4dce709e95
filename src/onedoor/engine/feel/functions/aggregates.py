"""What many values come to: counts, sums, extremes, and whether all or any hold (DMN 1.5, table 75).

With an unknown among them the result is unknown, unless the rest settles it (``all``, ``any``,
``list contains``) or it does not depend on what the items are (``count``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.logic import conjunction, contains, disjunction, less
from onedoor.engine.feel.values import DECIMAL128, finite


@builtin("count(list: list) -> number", lift=Lift.PARTS)
def count(items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("list contains(list: list, element: any) -> boolean", lift=Lift.PARTS)
def list_contains(items: list[Any], element: Any) -> Any:
    return contains(items, element)


@builtin("all(list: any...) -> boolean", lift=Lift.PARTS)
def all_(items: list[Any]) -> Any:
    return conjunction(items)


@builtin("any(list: any...) -> boolean", lift=Lift.PARTS)
def any_(items: list[Any]) -> Any:
    return disjunction(items)


@builtin("sum(list: any...) -> number")
def sum_(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    total = Decimal(0)
    for item in items:
        total = DECIMAL128.add(total, item)
    return finite(total)


@builtin("product(list: any...) -> number")
def product(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    total = Decimal(1)
    for item in items:
        total = DECIMAL128.multiply(total, item)
    return finite(total)


@builtin("mean(list: any...) -> number")
def mean(items: list[Any]) -> Decimal | None:
    total = sum_(items)
    return None if total is None else finite(DECIMAL128.divide(total, Decimal(len(items))))


@builtin("median(list: any...) -> number")
def median(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    ordered = sorted(items)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


@builtin("stddev(list: any...) -> number")
def stddev(items: list[Any]) -> Decimal | None:
    average = mean(items)
    if average is None or len(items) < 2:
        return None
    squares = [DECIMAL128.power(DECIMAL128.subtract(item, average), Decimal(2)) for item in items]
    total = sum_(squares)
    return (
        None if total is None else finite(DECIMAL128.sqrt(DECIMAL128.divide(total, Decimal(len(items) - 1))))
    )


@builtin("mode(list: any...) -> list")
def mode(items: list[Any]) -> list[Decimal] | None:
    if not all(isinstance(item, Decimal) for item in items):
        return None
    times = Counter(items)
    most = max(times.values(), default=0)
    return sorted(item for item, often in times.items() if often == most)


@builtin("min(list: any...) -> any")
def min_(items: list[Any]) -> Any:
    return _extreme(items, less)


@builtin("max(list: any...) -> any")
def max_(items: list[Any]) -> Any:
    return _extreme(items, lambda one, best: less(best, one))


def _extreme(items: list[Any], better: Callable[[Any, Any], Any]) -> Any:
    if not items:
        return None
    best = items[0]
    for item in items:
        answer = better(item, best)
        if answer is None:
            return None
        best = item if answer is True else best
    return best
