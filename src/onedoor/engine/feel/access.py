"""Members of contexts and filters of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.properties import property_of
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Unknown


def member_of(base: Any, name: str) -> Any:
    """``base.name``: of a context its member, of a list the member of each item, else a property."""
    if isinstance(base, dict):
        return base.get(name)
    if isinstance(base, list):
        return [member_of(item, name) for item in base]
    if isinstance(base, Unknown):
        return base
    return property_of(base, name)


def filtered(
    base: Any, predicate: Callable[[Scope], Any], scope: Scope, *, is_condition: bool = False
) -> Any:
    """``base[predicate]``: the item at a position, or the items that meet a condition (DMN 1.5, 10.3.2.5).

    When it is unknown whether some item meets the condition, so is the whole selection. A condition that
    is neither true, false nor null selects nothing sensible: null. ``is_condition`` tells that the
    predicate cannot be a position.
    """
    if isinstance(base, Unknown):
        return base
    items = base if isinstance(base, list) else [] if base is None else [base]
    if not items:
        return items if is_condition else _of_nothing(predicate(scope.inner({"item": None})))
    kept: list[Any] = []
    unknown: Unknown | None = None
    for item, inside in zip(items, item_scopes(items, scope), strict=True):
        answer = predicate(inside)
        if answer is True:
            kept.append(item)
        elif isinstance(answer, Unknown):
            unknown = answer if unknown is None else unknown | answer
        elif isinstance(answer, Decimal):
            return _at(items, answer)
        elif answer is not False and answer is not None:
            return None
    return kept if unknown is None else unknown


def item_scopes(items: list[Any], scope: Scope) -> Iterator[Scope]:
    """The scope in which a predicate is asked of each item: the item, and its members where it has any."""
    members = {name for item in items if isinstance(item, dict) for name in item}
    for item in items:
        scope.budget.spend()
        inside = {"item": item, **item} if isinstance(item, dict) else {"item": item}
        yield scope.inner(inside, members)


def _of_nothing(answer: Any) -> Any:
    """What is selected of an empty list: nothing by a condition, null by a position."""
    if isinstance(answer, Unknown):
        return answer
    return [] if answer is None or isinstance(answer, bool) else None


def _at(items: list[Any], position: Decimal) -> Any:
    place = int(position)
    index = place - 1 if place > 0 else len(items) + place
    return items[index] if place and 0 <= index < len(items) else None
