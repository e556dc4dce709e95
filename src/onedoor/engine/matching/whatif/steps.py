"""Which other values of a threshold are tried."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.schema import MAX_PLACES, Schema
from onedoor.engine.matching.whatif.constants import Role
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.threshold import Threshold

STEPS = tuple(Decimal(percent) / 100 for percent in (-20, -10, -5, 5, 10, 20))
DAYS = (-365, -90, -30, 30, 90, 365)
_FINER = 2  # decimal places more than a rate is written with


class Tried(NamedTuple):
    """A value to be tried: ``step`` is the share of the present one, or the days, that it is away as asked for."""

    step: Decimal
    value: Value


def places_of(threshold: Threshold, schema: Schema) -> int:
    """The unit that a threshold moves in, as decimal places: its column's where it limits one column, else finer."""
    if threshold.is_date:
        return 0
    own = decimal_places(threshold.value)
    term = threshold.term
    column = schema.get(term.name) if isinstance(term, n.Name) and threshold.role is Role.BOUND else None
    if column is not None and column.kind.is_number:
        return max(own, column.places)
    return min(own + _FINER, MAX_PLACES)


def decimal_places(value: Value) -> int:
    """Digits after the point that say something; none of a date."""
    exponent = Decimal(0) if isinstance(value, Date) else value.normalize()
    found = exponent.as_tuple().exponent
    return max(-found, 0) if isinstance(found, int) else 0


def tried_values(
    threshold: Threshold, schema: Schema, steps: Sequence[Decimal], days: Sequence[int]
) -> list[Tried]:
    """The present value moved by each step and rounded half up to its unit, but never back to where it was.

    Steps that come to a value that an earlier one came to are left out.
    """
    value = threshold.value
    if isinstance(value, Date):
        moved = [(Decimal(by), Date.from_days(value.days + by)) for by in days]
        return [Tried(step, date) for step, date in moved if date is not None]
    unit = Decimal(1).scaleb(-places_of(threshold, schema))
    found: dict[Decimal, Tried] = {}
    for step in steps:
        to = (value * (1 + step)).quantize(unit, ROUND_HALF_UP)
        if to == value and step:
            up = (step > 0) is (value >= 0)
            to = value + (unit if up else -unit)
        found.setdefault(to, Tried(step, to))
    return list(found.values())
