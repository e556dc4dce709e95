"""What it costs a subject that a fact be among certain values."""

from __future__ import annotations

from typing import NamedTuple

from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.units import NOT_KNOWN, Unit, limits
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.schema import Column, Kind

# A change of kind (another word, yes for no, a value for none) is as far as a number could go.
WHOLE = 10**20
_YEAR = 365


class Cost(NamedTuple):
    """Facts to be changed, facts to be told, and how far the changed ones are off, in parts of ``WHOLE`` each."""

    changes: int = 0
    answers: int = 0
    distance: int = 0

    def plus(self, other: Cost) -> Cost:
        return Cost(
            self.changes + other.changes, self.answers + other.answers, self.distance + other.distance
        )


FREE, ANSWER = Cost(), Cost(answers=1)


def price(subject: Subject, name: str, values: Values) -> Cost | None:
    """The cost of having the fact among the values; None where it cannot be."""
    unit = subject.unit(name)
    if unit is NOT_KNOWN:
        return None if values.is_empty else ANSWER
    if values.holds(unit):
        return FREE
    if name in subject.fixed:
        return None
    reached = target(subject, name, values)
    if reached is NOT_KNOWN:
        return None
    return Cost(1, 0, distance(subject.schema.columns[name], unit, reached))


def target(subject: Subject, name: str, values: Values) -> Unit:
    """The nearest of the values; ``NOT_KNOWN`` where there is none.

    Nobody is advised to bring a number below zero that is not there already: what is not negative stays so.
    """
    unit = subject.unit(name)
    if isinstance(values, Spans):
        values = in_reach(subject, name, values)
    reached = values.nearest(unit if unit is not NOT_KNOWN else None)
    if reached is None and not values.null:
        return NOT_KNOWN
    return reached


def in_reach(subject: Subject, name: str, values: Spans) -> Spans:
    """The values without those below zero, where the fact is a number that is not below zero already."""
    column, unit = subject.schema.columns[name], subject.unit(name)
    if not column.kind.is_number or (isinstance(unit, int) and unit < 0):
        return values
    reach = values.meet(Spans(((0, limits(column)[1]),), null=True))
    # An answer is not advice: where only negative ones will do, they are what is asked for.
    return values if unit is NOT_KNOWN and not reach.spans else reach


def distance(column: Column, before: Unit, after: Unit) -> int:
    """How far it is, in parts of ``WHOLE``: a number's change beside what it was, days beside a year.

    A change as large as the number itself is half of the way, as ``by / (was + by)``; what was zero counts as one.

    >>> staff = Column("人数", Kind.INTEGER)
    >>> [distance(staff, 9, after) * 100 // WHOLE for after in (10, 18, 900, None)]
    [9, 47, 98, 100]
    """
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return WHOLE * len(before ^ after)
    if not isinstance(before, int) or not isinstance(after, int) or column.kind is Kind.BOOLEAN:
        return WHOLE
    by = abs(after - before)
    beside = _YEAR if column.kind is Kind.DATE else abs(before) + 10**column.places
    return WHOLE * by // (beside + by)
