"""One possible answer for each kind of answer that conditions tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from onedoor.engine.feel import Expression
from onedoor.engine.matching.predicates import AtLeast, Member, Predicate, Prefix, Sign
from onedoor.engine.matching.reasons.along import segments
from onedoor.engine.matching.reasons.code_sets import sets_of
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.units import Unit, limits
from onedoor.engine.matching.reasons.words import SOMETHING, Words
from onedoor.engine.matching.reasons.written import constants_in
from onedoor.engine.matching.schema import Column, Kind


def candidates(
    column: Column,
    predicates: Collection[Predicate],
    asked: Iterable[Expression],
    beside: Iterable[frozenset[str]],
    subject: Subject,
) -> list[Unit]:
    """Answers to one fact, none equal to another, such that each combination of truths that the predicates can
    have is that of one of them; numbers at the edges, ascending. None (absent) is the last where it is asked about.

    ``asked`` are parts that only the interpreter can decide: the constants written in them are taken for edges.
    ``beside`` are, for lists of codes, the codes that one rule asks about: combinations are tried within a rule.
    """
    written = [unit for each in asked for unit in constants_in(each, column)]
    found: list[Unit]
    match column.kind:
        case Kind.CATEGORY:
            found = list(_words(predicates, [each for each in written if isinstance(each, str)]))
        case Kind.CODES:
            found = list(sets_of(beside))
        case Kind.OBJECTS:
            return []
        case _:
            units = [each for each in written if isinstance(each, int)]
            found = list(_numbers(column, predicates, units, subject))
    if any(isinstance(each, Member) and each.null for each in predicates):
        found.append(None)
    return found


def _numbers(
    column: Column, predicates: Iterable[Predicate], written: Iterable[int], subject: Subject
) -> Sequence[int]:
    """The first number of each cell; of the lowest, which has none, the last."""
    low, high = limits(column)
    cuts: set[int] = {edge for each in written for edge in (each, each + 1)}
    for each in predicates:
        match each:
            case AtLeast(units=units):
                cuts.add(units)
            case Member(values=values):
                cuts.update(edge for value in map(int, values) for edge in (value, value + 1))
            case Sign():
                cuts.update(part.low for part in segments(each, column.name, subject.unit, low, high))
    within = sorted(cut for cut in cuts if low < cut <= high)
    return [within[0] - 1, *within] if within else [min(max(0, low), high)]


def _words(predicates: Iterable[Predicate], written: Iterable[str]) -> Iterable[str]:
    words, starts = set(written), set[str]()
    for each in predicates:
        match each:
            case Member(values=values):
                words.update(map(str, values))
            case Prefix(text=text):
                starts.add(text)
    named, ordered = frozenset(words), sorted({"", *starts})
    others = (_other_than(place, ordered, named) for place in range(len(ordered)))
    return chain(sorted(words), (word for word in others if word is not None))


def _other_than(place: int, starts: Sequence[str], named: frozenset[str]) -> str | None:
    """A word that begins so, but with none of the longer beginnings, which follow in order, and is none of these."""
    start, longer = starts[place], set[str]()
    for each in starts[place + 1 :]:
        if not each.startswith(start):
            break
        longer.add(each)
    word = start + SOMETHING
    if word in named or word in longer:
        return Words(None, named, frozenset({start}), frozenset(longer)).nearest(None)
    return word
