"""The truth of a comparison of formulas: for known columns, and along one column with the others as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.roots import sign_changes
from onedoor.engine.matching.reasons.subject import NOT_KNOWN, Unit
from onedoor.engine.matching.reasons.truths import FALSE, NULL, TRUE, UNKNOWN

Units = Callable[[str], Unit]
REMEMBERED = 8192


class Segment(NamedTuple):
    """From ``low`` up to and with ``high`` the truth is the same."""

    low: int
    high: int
    truth: int


def sign_truth(predicate: Sign, units: Units) -> int:
    """The truth for one subject, in exact whole numbers of any size."""
    held = {name: units(name) for name in predicate.names}
    sides = (
        (predicate.left, predicate.left_denominator),
        (predicate.right, predicate.right_denominator),
    )
    nulls, is_open, sign = [], False, 1
    for names, bottom in sides:
        below = _value(bottom, held) if bottom is not None else 1
        is_null = below == 0 or any(held[name] is None for name in names)
        nulls.append(is_null)
        # Null makes null of whatever is reckoned with it, known or not.
        is_open = is_open or (not is_null and any(held[name] is NOT_KNOWN for name in names))
        if below is not None and below < 0:
            sign = -sign
    if any(nulls) and not predicate.equality:
        return NULL
    if is_open:
        return UNKNOWN
    if any(nulls):
        return TRUE if all(nulls) else FALSE
    value = _value(predicate.difference, held)
    assert value is not None, "neither side is open or null"
    holds = value == 0 if predicate.equality else value * sign >= 0
    return TRUE if holds else FALSE


def segments(predicate: Sign, column: str, units: Units, low: int, high: int) -> tuple[Segment, ...]:
    """How the truth goes along ``column`` from ``low`` to ``high``, the other columns being as they are."""
    others = tuple((name, units(name)) for name in sorted(predicate.names) if name != column)
    return _segments(predicate, column, others, low, high)


@lru_cache(maxsize=REMEMBERED)
def _segments(
    predicate: Sign, column: str, others: tuple[tuple[str, Unit], ...], low: int, high: int
) -> tuple[Segment, ...]:
    held: dict[str, Unit] = dict(others)
    places: set[int] = {low}
    for each in (predicate.difference, predicate.left_denominator, predicate.right_denominator):
        along = _along(each, column, held) if each is not None else None
        if along is not None:
            places.update(sign_changes(along, low, high))
    found: list[Segment] = []
    starts = sorted(places)
    for start, after in zip(starts, [*starts[1:], high + 1], strict=True):
        held[column] = start
        truth = sign_truth(predicate, held.__getitem__)
        if found and found[-1].truth == truth:
            found[-1] = found[-1]._replace(high=after - 1)
        else:
            found.append(Segment(start, after - 1, truth))
    return tuple(found)


def _value(polynomial: Polynomial, held: Mapping[str, Unit]) -> int | None:
    """In units of its places; None where a column is not known or absent."""
    total = 0
    for monomial, coefficient, _ in polynomial.terms:
        for name in monomial:
            unit = held[name]
            if not isinstance(unit, int):
                return None
            coefficient *= unit
        total += coefficient
    return total


def _along(polynomial: Polynomial, column: str, held: Mapping[str, Unit]) -> list[int] | None:
    """The coefficients by the power of the column; None where another column is not known or absent."""
    found = [0] * (1 + max((m.count(column) for m, _, _ in polynomial.terms), default=0))
    for monomial, coefficient, _ in polynomial.terms:
        for name in monomial:
            if name == column:
                continue
            unit = held[name]
            if not isinstance(unit, int):
                return None
            coefficient *= unit
        found[monomial.count(column)] += coefficient
    return found
