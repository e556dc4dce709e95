"""Powers of two with fractions, in whole numbers."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

# Steps of a doubling, and of a standard deviation.
STEPS = 1 << 12
_MANTISSA = 20  # bits
_FARTHEST = 18  # doublings
_MOST = 1 << 41  # times a mantissa this stays within 63 bits


def scaled(value: Whole | int, exponent: Whole) -> Whole:
    """``value * 2 ** (exponent / 4096)`` in whole numbers, downwards.

    Values beyond 2 ** 41 and exponents beyond 18 doublings are cut to those.
    """
    bounded = np.clip(exponent, -_FARTHEST * STEPS, _FARTHEST * STEPS)
    found: Whole = (_powers()[bounded & (STEPS - 1)] * np.minimum(value, _MOST)) >> (
        _MANTISSA - (bounded >> 12)
    )
    return found


@cache
def _powers() -> Whole:
    """2 ** (i / 4096) for each step, times 2 ** 20, rounded down."""
    with localcontext() as context:
        context.prec = 40
        step, power, found = Decimal(2) ** (Decimal(1) / STEPS), Decimal(1 << _MANTISSA), []
        for _ in range(STEPS):
            found.append(int(power))
            power *= step
    return np.array(found, np.int64)
