"""Which facts an open condition still lacks, and which few of them could settle it.

Both follow the structure by Kleene's logic: what a known condition makes irrelevant is not asked for. That two
conditions speak of one fact, and could not both be met, is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.logic import Truth, less
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.trace.facts import facts_in
from onedoor.engine.feel.trace.steps import is_call_of
from onedoor.engine.feel.trace.tree import Answer, Trace
from onedoor.engine.feel.values import Unknown, unknown_in

MAX_GROUPS = 16
Groups = tuple[frozenset[str], ...]
_SETTLED: Groups = (frozenset(),)


@dataclass(frozen=True, slots=True)
class Settling:
    """The smallest groups of facts that could make a condition met, and those that could make it fail.

    No group holds another of its list; there are at most ``MAX_GROUPS``, the smallest first. A condition
    that is settled has the empty group on its side and none on the other.
    """

    met: Groups
    not_met: Groups


def missing(trace: Trace) -> frozenset[str]:
    """The facts that a value still depends on; with all of them told it is known, whatever they are.

    Beside those named by the value itself these are the ones that come into play with them: what a loop over
    a list that is not known would ask of its items. Members of such items cannot be told apart from facts
    in a filter, where only facts that were told to be unknown count.
    """
    if unknown_in(trace.value) is None:
        return frozenset()
    found = trace.unknown
    for each in _deciding(trace):
        found |= missing(each)
    if trace.step.inner is not None and _is_open(trace.children):
        found |= _asked_of_items(trace)
    return found


def _deciding(trace: Trace) -> tuple[Trace, ...]:
    """The steps below that force its value, be it decisive for the whole or not."""
    deciding, below = trace.step.deciding, trace.children
    if deciding is None or not below:
        return below
    return tuple(compress(below, deciding(trace.value, [each.value for each in below])))


def _is_open(sources: Iterable[Trace]) -> bool:
    return any(isinstance(each.value, Unknown) for each in sources)


def _asked_of_items(trace: Trace) -> frozenset[str]:
    """The unknown facts in the condition of a loop whose items are not known."""
    facts: frozenset[str] = frozenset()
    for fact in facts_in(trace.node, frozenset({"?"})):
        value = fact.told(trace.scope)
        unknown = unknown_in(value) if value is not NOWHERE else None
        if unknown is not None:
            facts |= unknown.facts
    return facts


def settling(trace: Trace) -> Settling:
    """The groups of facts that could settle a condition either way, not to be confused with those that will.

    >>> from onedoor.engine.feel.trace import explain
    >>> groups = settling(explain("a and b", {}))
    >>> [sorted(group) for group in groups.met], [sorted(group) for group in groups.not_met]
    ([['a', 'b']], [['a'], ['b']])
    """
    return Settling(_groups(trace, True), _groups(trace, False))


def _groups(trace: Trace, wanted: bool) -> Groups:
    """The smallest groups of facts by which the step could become ``wanted``."""
    if isinstance(trace.value, bool):
        return _SETTLED if trace.value is wanted else ()
    if trace.outcome is not Answer.UNKNOWN:
        return ()
    parts, node = trace.children, trace.node
    match node:
        case n.And() | n.Or():
            groups = [_groups(each, wanted) for each in parts]
            return _all_of(groups) if isinstance(node, n.And) == wanted else _any_of(groups)
        case n.If() if parts:
            return _of_choice(trace, wanted)
        case n.Between() if parts:
            return _of_between(trace, wanted)
    if is_call_of(node, "not") and parts:
        return _groups(parts[0], not wanted)
    return (missing(trace),)


def _of_choice(trace: Trace, wanted: bool) -> Groups:
    chosen, other = (_of_part(trace, place, wanted) for place in (1, 2))
    return _any_of(
        [
            _all_of([_of_part(trace, 0, True), chosen]),
            _all_of([_of_untrue(trace), other]),
            _all_of([chosen, other]),
        ]
    )


def _of_untrue(trace: Trace) -> Groups:
    """Those that make the condition false; one that is null takes the other branch as well."""
    return _SETTLED if trace.met(0) is None else _of_part(trace, 0, False)


def _of_part(trace: Trace, place: int, wanted: bool) -> Groups:
    """Those of a part; a literal is settled."""
    at = trace.step.places[place]
    if at is None:
        return _SETTLED if trace.met(place) is wanted else ()
    return _groups(trace.children[at], wanted)


def _of_between(trace: Trace, wanted: bool) -> Groups:
    value, low, high = (trace.met(place) for place in range(3))
    groups = [
        _of_truth(less(low, value, or_equal=True), wanted),
        _of_truth(less(value, high, or_equal=True), wanted),
    ]
    return _all_of(groups) if wanted else _any_of(groups)


def _of_truth(value: Truth, wanted: bool) -> Groups:
    if isinstance(value, Unknown):
        return (value.facts,)
    return _SETTLED if value is wanted else ()


def _all_of(groups: Iterable[Groups]) -> Groups:
    found = _SETTLED
    for each in groups:
        found = _smallest(one | other for one in found for other in each)
    return found


def _any_of(groups: Iterable[Groups]) -> Groups:
    return _smallest(group for each in groups for group in each)


def _smallest(groups: Iterable[frozenset[str]]) -> Groups:
    """Those that hold no other, the smallest first."""
    kept: list[frozenset[str]] = []
    for group in sorted(set(groups), key=lambda each: (len(each), sorted(each))):
        if len(kept) < MAX_GROUPS and not any(each <= group for each in kept):
            kept.append(group)
    return tuple(kept)
