"""Lists. Positions count from one. What looks at the items is unknown when an item is; what only
moves them carries unknown items along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.logic import conjunction, contains, disjunction, equal, less
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import DECIMAL128, MAX_VALUE_DEPTH, Function, Unknown, check_length, finite
from onedoor.text import Text


@builtin("count(list: list)", lift=Lift.PARTS)
def count(items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("list contains(list: list, element: any)", lift=Lift.PARTS)
def list_contains(items: list[Any], element: Any) -> Any:
    return contains(items, element)


@builtin("all(list: any...)", lift=Lift.PARTS)
def all_(items: list[Any]) -> Any:
    return conjunction(items)


@builtin("any(list: any...)", lift=Lift.PARTS)
def any_(items: list[Any]) -> Any:
    return disjunction(items)


@builtin("sum(list: any...)")
def sum_(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    total = Decimal(0)
    for item in items:
        total = DECIMAL128.add(total, item)
    return finite(total)


@builtin("product(list: any...)")
def product(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    total = Decimal(1)
    for item in items:
        total = DECIMAL128.multiply(total, item)
    return finite(total)


@builtin("mean(list: any...)")
def mean(items: list[Any]) -> Decimal | None:
    total = sum_(items)
    return None if total is None else finite(DECIMAL128.divide(total, Decimal(len(items))))


@builtin("median(list: any...)")
def median(items: list[Any]) -> Decimal | None:
    if not items or not all(isinstance(item, Decimal) for item in items):
        return None
    ordered = sorted(items)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


@builtin("stddev(list: any...)")
def stddev(items: list[Any]) -> Decimal | None:
    average = mean(items)
    if average is None or len(items) < 2:
        return None
    squares = [DECIMAL128.power(DECIMAL128.subtract(item, average), Decimal(2)) for item in items]
    total = sum_(squares)
    return (
        None if total is None else finite(DECIMAL128.sqrt(DECIMAL128.divide(total, Decimal(len(items) - 1))))
    )


@builtin("mode(list: any...)")
def mode(items: list[Any]) -> list[Decimal] | None:
    if not all(isinstance(item, Decimal) for item in items):
        return None
    times = {item: items.count(item) for item in set(items)} if len(items) <= 10_000 else {}
    most = max(times.values(), default=0)
    return sorted(item for item, often in times.items() if often == most)


@builtin("min(list: any...)")
def min_(items: list[Any]) -> Any:
    return _extreme(items, less)


@builtin("max(list: any...)")
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


@builtin("append(list: list, item: any...)", lift=Lift.PARTS)
def append(items: list[Any], added: list[Any]) -> list[Any]:
    return _checked([*items, *added])


@builtin("concatenate(list: any...)", lift=Lift.PARTS)
def concatenate(lists: list[Any]) -> list[Any] | Unknown:
    joined: list[Any] = []
    for each in lists:
        if isinstance(each, Unknown):
            return each
        joined.extend(each if isinstance(each, list) else [each])
    return _checked(joined)


@builtin("reverse(list: list)", lift=Lift.PARTS)
def reverse(items: list[Any]) -> list[Any]:
    return items[::-1]


@builtin("sublist(list: list, start position: number, length: number?)", lift=Lift.PARTS)
def sublist(items: list[Any], start_position: Decimal, length: Decimal | None = None) -> list[Any] | None:
    begin = _index(items, start_position)
    if begin is None or (length is not None and length < 1):
        return None
    end = len(items) if length is None else begin + int(length)
    return items[begin:end] if end <= len(items) else None


@builtin("insert before(list: list, position: number, newItem: any)", lift=Lift.PARTS)
def insert_before(items: list[Any], position: Decimal, item: Any) -> list[Any] | None:
    index = _index(items, position)
    return None if index is None else _checked([*items[:index], item, *items[index:]])


@builtin("remove(list: list, position: number)", lift=Lift.PARTS)
def remove(items: list[Any], position: Decimal) -> list[Any] | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], *items[index + 1 :]]


def _index(items: list[Any], position: Decimal) -> int | None:
    place = int(position)
    index = place - 1 if place > 0 else len(items) + place
    return index if place and 0 <= index < len(items) else None


@builtin("index of(list: list, match: any)")
def index_of(items: list[Any], match: Any) -> list[Decimal]:
    return [Decimal(place) for place, item in enumerate(items, 1) if equal(item, match) is True]


@builtin("distinct values(list: list)", scope=True)
def distinct_values(scope: Scope, items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        scope.budget.spend(len(kept) // 50 + 1)
        if contains(kept, item) is not True:
            kept.append(item)
    return kept


@builtin("union(list: any...)", scope=True)
def union(scope: Scope, lists: list[Any]) -> list[Any]:
    joined = concatenate(lists)
    assert isinstance(joined, list)
    return distinct_values(scope, joined)


@builtin("flatten(list: list)", lift=Lift.PARTS)
def flatten(items: list[Any]) -> list[Any] | Unknown:
    flat: list[Any] = []
    for item in _flat(items, 0):
        if isinstance(item, Unknown):  # it may be a list itself
            return item
        flat.append(item)
    return flat


def _flat(items: list[Any], depth: int) -> Iterator[Any]:
    if depth > MAX_VALUE_DEPTH:
        raise FeelLimitError(Text(zh="值的层数", en="levels of a value"), MAX_VALUE_DEPTH)
    for item in items:
        if isinstance(item, list):
            yield from _flat(item, depth + 1)
        else:
            yield item


@builtin("sort(list: list, precedes: function?)", scope=True)
def sort(scope: Scope, items: list[Any], precedes: Function | None = None) -> Any:
    found: list[Any] = []  # the first answer that is neither yes nor no

    def before(left: Any, right: Any) -> bool:
        answer = precedes.body(scope, [left, right]) if precedes else less(left, right)
        if not isinstance(answer, bool):
            found.append(answer if isinstance(answer, Unknown) else None)
        return answer is True

    def order(left: Any, right: Any) -> int:
        scope.budget.spend()
        if found:
            return 0
        return -1 if before(left, right) else int(before(right, left))

    ordered = sorted(items, key=cmp_to_key(order))
    return found[0] if found else ordered


def _checked(items: list[Any]) -> list[Any]:
    check_length(len(items))
    return items
