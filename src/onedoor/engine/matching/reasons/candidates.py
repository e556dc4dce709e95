"""One possible answer for each kind of answer that conditions tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, combinations

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Predicate, Prefix, Sign
from onedoor.engine.matching.reasons.signs import segments
from onedoor.engine.matching.reasons.subject import Subject, Unit, limits, unit_of
from onedoor.engine.matching.reasons.values import SOMETHING, Words
from onedoor.engine.matching.schema import Column, Kind
from onedoor.errors import Invalid

MOST_SETS = 512
_ALL_SUBSETS = 4  # of so many codes every combination is tried


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
    written = [unit for each in asked for unit in _written(each, column)]
    found: list[Unit]
    match column.kind:
        case Kind.CATEGORY:
            found = list(_words(predicates, [each for each in written if isinstance(each, str)]))
        case Kind.CODES:
            found = list(_sets(beside))
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


def _sets(asked_together: Iterable[frozenset[str]]) -> Iterable[frozenset[str]]:
    found: dict[frozenset[str], None] = {}
    for codes in asked_together:
        is_few = len(codes) <= _ALL_SUBSETS
        sizes = range(len(codes) + 1) if is_few else (0, 1, len(codes) - 1, len(codes))
        for size in sizes:
            for chosen in combinations(sorted(codes), size):
                if len(found) < MOST_SETS:
                    found[frozenset(chosen)] = None
    return found


def codes_in(predicates: Iterable[Predicate]) -> frozenset[str]:
    """The codes that these predicates ask about."""
    return frozenset(each.text for each in predicates if isinstance(each, Contains))


def _written(expression: Expression, column: Column) -> Iterable[Unit]:
    """The constants in an expression that the column can hold."""
    for node in n.walk(expression.root):
        value: Decimal | str | date
        match node:
            case n.NumberLiteral(value=value) if column.kind.is_number:
                pass
            case n.StringLiteral(value=value) if column.kind is Kind.CATEGORY:
                pass
            case n.StringLiteral(value=text) | n.TemporalLiteral(text=text) if column.kind is Kind.DATE:
                try:
                    value = date.fromisoformat(text)
                except ValueError:
                    continue
            case _:
                continue
        try:
            yield unit_of(column, value)
        except Invalid:
            continue
