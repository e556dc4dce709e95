"""Lists (DMN 1.5, table 75). Positions count from one. What looks at the items is unknown when an item is; what
only moves them carries unknown items along."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from onedoor.engine.feel.calls import invoke
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.logic import contains, equal, less
from onedoor.engine.feel.scope import PARTS_IN_A_STEP, Scope
from onedoor.engine.feel.temporal import Date
from onedoor.engine.feel.values import MAX_VALUE_DEPTH, Function, Unknown, check_length, merge, weight
from onedoor.text import Text


@builtin("append(list: list, item: any...) -> list", lift=Lift.PARTS)
def append(items: list[Any], added: list[Any]) -> list[Any]:
    return _checked([*items, *added])


@builtin("concatenate(list: any...) -> list", lift=Lift.PARTS)
def concatenate(lists: list[Any]) -> list[Any] | Unknown:
    joined: list[Any] = []
    for each in lists:
        if isinstance(each, Unknown):
            return each
        joined.extend(each if isinstance(each, list) else [each])
    return _checked(joined)


@builtin("reverse(list: list) -> list", lift=Lift.PARTS)
def reverse(items: list[Any]) -> list[Any]:
    return items[::-1]


@builtin("sublist(list: list, start position: number, length: number?) -> list", lift=Lift.PARTS)
def sublist(items: list[Any], start_position: Decimal, length: Decimal | None = None) -> list[Any] | None:
    begin = _index(items, start_position)
    if begin is None or (length is not None and length < 1):
        return None
    end = len(items) if length is None else begin + int(length)
    return items[begin:end] if end <= len(items) else None


@builtin("insert before(list: list, position: number, newItem: any) -> list", lift=Lift.PARTS)
def insert_before(items: list[Any], position: Decimal, item: Any) -> list[Any] | None:
    index = _index(items, position)
    return None if index is None else _checked([*items[:index], item, *items[index:]])


@builtin("remove(list: list, position: number) -> list", lift=Lift.PARTS)
def remove(items: list[Any], position: Decimal) -> list[Any] | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], *items[index + 1 :]]


def _index(items: list[Any], position: Decimal) -> int | None:
    place = int(position)
    index = place - 1 if place > 0 else len(items) + place
    return index if place and 0 <= index < len(items) else None


@builtin("index of(list: list, match: any) -> list")
def index_of(items: list[Any], match: Any) -> list[Decimal]:
    return [Decimal(place) for place, item in enumerate(items, 1) if equal(item, match) is True]


@builtin("distinct values(list: list) -> list", scope=True)
def distinct_values(scope: Scope, items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    simple: set[tuple[type, Any]] = set()  # those whose equality is Python's
    others: list[Any] = []
    for item in items:
        if isinstance(item, (Decimal, str, bool, Date)) or item is None:
            known = (type(item), item) in simple
            simple.add((type(item), item))
        else:
            scope.budget.spend(len(others) * weight(item) // PARTS_IN_A_STEP)
            known = contains(others, item) is True
            others.append(item)
        if not known:
            kept.append(item)
    return kept


@builtin("union(list: any...) -> list", scope=True)
def union(scope: Scope, lists: list[Any]) -> list[Any]:
    joined = concatenate(lists)
    assert isinstance(joined, list)
    return distinct_values(scope, joined)


@builtin("flatten(list: list) -> list", lift=Lift.PARTS)
def flatten(items: list[Any]) -> list[Any] | Unknown:
    flat: list[Any] = []
    for item in _flat(items, 0):
        if isinstance(item, Unknown):  # it may be a list itself
            return item
        flat.append(item)
        check_length(len(flat))
    return flat


def _flat(items: list[Any], depth: int) -> Iterator[Any]:
    if depth > MAX_VALUE_DEPTH:
        raise FeelLimitError(Text(zh="值的层数", en="levels of a value"), MAX_VALUE_DEPTH)
    for item in items:
        if isinstance(item, list):
            yield from _flat(item, depth + 1)
        else:
            yield item


@builtin("sort(list: list, precedes: function?) -> list", scope=True)
def sort(scope: Scope, items: list[Any], precedes: Function | None = None) -> Any:
    found: list[Any] = []  # the first answer that is neither yes nor no

    def before(left: Any, right: Any) -> bool:
        answer = invoke(precedes, [left, right], scope) if precedes else less(left, right)
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


@builtin("list replace(list: list, position: number, newItem: any) -> list", lift=Lift.PARTS)
def list_replace(items: list[Any], position: Decimal, item: Any) -> list[Any] | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], item, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any) -> list", lift=Lift.PARTS, scope=True)
def list_replace_matching(scope: Scope, items: list[Any], match: Function, item: Any) -> Any:
    """The list with the new item in place of each one that the function picks (DMN 1.5, table 75)."""
    if len(match.parameters) != 2:
        return None
    replaced: list[Any] = []
    for old in items:
        answer = invoke(match, [old, item], scope)
        if isinstance(answer, Unknown):
            replaced.append(merge(old, item, answer))
        elif isinstance(answer, bool):
            replaced.append(item if answer else old)
        else:
            return None
    return replaced


def _checked(items: list[Any]) -> list[Any]:
    check_length(len(items))
    return items
