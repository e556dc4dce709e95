"""What one condition on one column leaves to it, for the truths that are asked of it."""

from __future__ import annotations

from collections.abc import Iterable

from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix
from onedoor.engine.matching.reasons.codes import Codes
from onedoor.engine.matching.reasons.spans import Span, Spans
from onedoor.engine.matching.reasons.truths import FALSE, NULL, TRUE
from onedoor.engine.matching.reasons.units import limits
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.reasons.words import Words
from onedoor.engine.matching.schema import Column, Kind
from onedoor.engine.matching.sources import ColumnTest

_NOBODY = frozenset[str]()


def values_for(predicate: ColumnTest, column: Column, truths: int) -> Values:
    """The values for which the predicate has one of these truths (bits of ``truths``)."""
    holds, fails = bool(truths & TRUE), bool(truths & FALSE)
    null = bool(truths & NULL)
    match predicate:
        case AtLeast(units=units):
            return Spans(_split(units, limits(column), holds, fails), null)
        case Prefix(text=text):
            return _words(
                holds, fails, Words(starts=_only(text), null=null), Words(not_starts=_only(text), null=null)
            )
        case Contains(text=text):
            return _codes(holds, fails, _only(text), null)
        case Member(values=values, null=is_member):
            null = bool(truths & (TRUE if is_member else FALSE))
            if column.kind is Kind.CATEGORY:
                words = frozenset(map(str, values))
                return _words(holds, fails, Words(words, null=null), Words(barred=words, null=null))
            return Spans(_members(map(int, values), limits(column), holds, fails), null)


def _split(at: int, within: Span, holds: bool, fails: bool) -> tuple[Span, ...]:
    """What lies from ``at`` on, or before it, or both, or nothing."""
    low, high = within
    if holds and fails:
        return (within,)
    if holds:
        return ((max(at, low), high),) if at <= high else ()
    return ((low, min(at - 1, high)),) if fails and at > low else ()


def _words(holds: bool, fails: bool, held: Words, failed: Words) -> Words:
    if holds and fails:
        return Words(null=held.null)
    return held if holds else failed if fails else Words(_NOBODY, null=held.null)


def _codes(holds: bool, fails: bool, text: frozenset[str], null: bool) -> Codes:
    if holds and fails:
        return Codes(null=null)
    return Codes(text if holds or not fails else _NOBODY, text if not holds else _NOBODY, null)


def _only(text: str) -> frozenset[str]:
    return frozenset({text})


def _members(values: Iterable[int], within: Span, holds: bool, fails: bool) -> tuple[Span, ...]:
    """The spans of these points, or of all that lies between them, or both, or nothing."""
    low, high = within
    if holds and fails:
        return (within,)
    points = sorted(each for each in values if low <= each <= high)
    if not fails:
        return _joined((each, each) for each in points) if holds else ()
    spans: list[Span] = []
    for value in points:
        if low < value:
            spans.append((low, value - 1))
        low = value + 1
    return (*spans, (low, high)) if low <= high else tuple(spans)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Ascending spans, those that touch made one."""
    found: list[Span] = []
    for low, high in spans:
        if found and found[-1][1] + 1 >= low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return tuple(found)
