"""The truth of a comparison of formulas along one of its columns, with the others as they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.roots import sign_changes
from onedoor.engine.matching.reasons.signs import Units, sign_truth
from onedoor.engine.matching.reasons.units import Unit

REMEMBERED = 8192


class Segment(NamedTuple):
    """From ``low`` up to and with ``high`` the truth is the same."""

    low: int
    high: int
    truth: int


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
