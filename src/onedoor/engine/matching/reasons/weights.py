"""Weights as whole numbers, so that adding up many of them is exact and quick."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm

from onedoor.errors import Invalid

Number = Decimal | int


def fraction_of(weight: Number) -> Fraction:
    """The weight exactly; raises ``Invalid`` ("matching.weight") for one that is no number from zero up."""
    if isinstance(weight, bool) or not isinstance(weight, Decimal | int):
        raise Invalid("matching.weight", found=repr(weight)[:80], expected="Decimal, int")
    if isinstance(weight, Decimal) and not weight.is_finite() or weight < 0:
        raise Invalid("matching.weight", found=str(weight), expected=">= 0")
    return Fraction(weight)


def in_wholes(weights: Iterable[Number]) -> list[int]:
    """Whole numbers in the same proportion.

    >>> in_wholes([Decimal("0.5"), 2])
    [1, 4]
    """
    exact = [fraction_of(each) for each in weights]
    scale = lcm(*(each.denominator for each in exact)) if exact else 1
    return [int(each * scale) for each in exact]
