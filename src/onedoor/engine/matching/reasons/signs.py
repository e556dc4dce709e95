"""The truth of a comparison of formulas for one subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.truths import FALSE, NULL, TRUE, UNKNOWN
from onedoor.engine.matching.reasons.units import NOT_KNOWN, Unit

Units = Callable[[str], Unit]


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
