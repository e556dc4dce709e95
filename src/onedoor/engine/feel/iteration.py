"""``for``, ``some`` and ``every``: walking lists and ranges, several at once, within the budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.logic import Truth
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.temporal import Date
from onedoor.engine.feel.values import Range, Unknown, check_length, unknown_among


@dataclass(frozen=True, slots=True)
class Loop:
    """``name in source`` or ``name in source..end``."""

    name: str
    source: Callable[[Scope], Any]
    end: Callable[[Scope], Any] | None


def for_each(loops: tuple[Loop, ...], scope: Scope) -> Iterator[Scope | Unknown | None]:
    """A scope for every combination; instead of one, what stands in the way (unknown, null)."""
    if not loops:
        yield scope
        return
    loop, *rest = loops
    items = _items(loop, scope)
    if not isinstance(items, list):
        yield items
        return
    for item in items:
        scope.budget.spend()
        yield from for_each(tuple(rest), scope.inner({loop.name: item}))


def quantify(
    loops: tuple[Loop, ...], condition: Callable[[Scope], Any], scope: Scope, *, every: bool
) -> Truth:
    """Does the condition hold for some, or for every, combination? Null where an answer is no truth value."""
    decided, unknown, null = False, None, False
    for inside in for_each(loops, scope):
        answer = condition(inside) if isinstance(inside, Scope) else inside
        if isinstance(answer, Unknown):
            unknown = answer if unknown is None else unknown | answer
        elif answer is None:
            null = True
        elif not isinstance(answer, bool):
            return None
        elif answer is not every:
            decided = True
    if decided:
        return not every
    if unknown is not None:
        return unknown
    return None if null else every


def _items(loop: Loop, scope: Scope) -> list[Any] | Unknown | None:
    source = loop.source(scope)
    if loop.end is not None:
        return _count(source, loop.end(scope))
    if isinstance(source, Range):
        return _count(source.low, source.high, source)
    if isinstance(source, (list, Unknown)) or source is None:
        return source
    return [source]


def _count(start: Any, end: Any, interval: Range | None = None) -> list[Any] | Unknown | None:
    """Whole numbers or days from start to end, upwards or downwards."""
    unknown = unknown_among((start, end))
    if unknown is not None:
        return unknown
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        if max(start.adjusted(), end.adjusted()) > 15:
            check_length(10**15)
        first, last = int(start), int(end)
        check_length(abs(last - first) + 1)
        step = 1 if last >= first else -1
        counted: list[Any] = [Decimal(number) for number in range(first, last + step, step)]
    elif isinstance(start, Date) and isinstance(end, Date):
        begin, stop = start.days, end.days
        check_length(abs(stop - begin) + 1)
        step = 1 if stop >= begin else -1
        counted = [Date.from_days(day) for day in range(begin, stop + step, step)]
    else:
        return None
    if interval is not None and not interval.low_closed:
        counted = counted[1:]
    return counted[:-1] if interval is not None and not interval.high_closed else counted
