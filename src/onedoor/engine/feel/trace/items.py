"""How the items of a list fared in a quantifier, a filter or a loop: counts, and the first few that matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.access import item_scopes
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.iteration import Loop, for_each
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.trace.tree import Answer, Trace, trace_step

MAX_SHOWN = 3
MAX_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item (``number`` counts from one): what the loop binds to it, and how it fared."""

    number: int
    bound: Mapping[str, Any]
    step: Trace


@dataclass(frozen=True, slots=True)
class Items:
    """``counts`` of all items by their outcome; ``shown`` are the first of those that force the result.

    ``is_whole`` is false where there are more than ``MAX_LOOKED_AT``, or looking further would go beyond
    the bounds: then the counts are those of the first.
    """

    counts: Mapping[Answer, int]
    shown: tuple[Item, ...]
    is_whole: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def items_of(trace: Trace) -> Items | None:
    """The items that a quantifier, filter or loop went through; None for other steps."""
    inner = trace.step.inner
    if inner is None:
        return None
    wanted = _forcing(trace)
    counts: Counter[Answer] = Counter()
    shown: list[Item] = []
    partial: list[Any] = []
    is_whole = True
    try:
        for number, inside in enumerate(_scopes(trace, partial), 1):
            if number > MAX_LOOKED_AT:
                is_whole = False
                break
            value = inner.closure(inside)
            partial.append(value)
            answer = Answer.of(value)
            counts[answer] += 1
            if len(shown) < MAX_SHOWN and wanted in (None, answer):
                shown.append(Item(number, _bound(trace, inside), trace_step(inner, inside, value)))
    except (FeelLimitError, RecursionError):
        is_whole = False
    return Items(dict(counts), tuple(shown), is_whole)


def _forcing(trace: Trace) -> Answer | None:
    """How an item comes out that forces the result; None where all of them make it."""
    if trace.outcome is not Answer.VALUE:
        return trace.outcome
    return Answer.MET if isinstance(trace.node, n.Filter) else None


def _scopes(trace: Trace, partial: list[Any]) -> Iterator[Scope]:
    """The scope of each item; none where it is not known what the items are."""
    node, closures, scope = trace.node, trace.step.expression.closures, trace.scope
    if isinstance(node, n.Filter):
        base = closures[id(node.base)](scope)
        yield from item_scopes(base, scope) if isinstance(base, list) else ()
    elif isinstance(node, (n.For, n.Quantified)):
        loops = tuple(
            Loop(each.name, closures[id(each.source)], closures[id(each.end)] if each.end else None)
            for each in node.iterations
        )
        outer = scope.inner({"partial": partial}) if isinstance(node, n.For) else scope
        yield from (each for each in for_each(loops, outer) if isinstance(each, Scope))


def _bound(trace: Trace, inside: Scope) -> dict[str, Any]:
    node = trace.node
    if isinstance(node, n.Filter):
        return {"item": inside.values["item"]}
    assert isinstance(node, (n.For, n.Quantified))
    return {each.name: inside.find(each.name, None) for each in node.iterations}
