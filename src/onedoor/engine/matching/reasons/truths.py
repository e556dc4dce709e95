"""Truths as bits and, for several subjects at once, as planes of bits.

Bit ``n`` of a plane belongs to subject ``n``. The planes are *certain* (true), *possible* (true or unknown) and
*unrefuted* (anything but false).
"""

from __future__ import annotations

from collections.abc import Mapping

from onedoor.engine.matching.plan import Truth

Planes = tuple[int, int, int]
# One bit for each truth, so that a demand can name several of them.
TRUE, FALSE, NULL, UNKNOWN = 1, 2, 4, 8
SETTLED, UNMET = TRUE | FALSE | NULL, FALSE | NULL
BITS: Mapping[Truth, int] = {
    Truth.TRUE: TRUE,
    Truth.FALSE: FALSE,
    Truth.NULL: NULL,
    Truth.UNKNOWN: UNKNOWN,
}


def planes_of(truth: int, where: int) -> Planes:
    """The planes of a condition that has one truth for all subjects in ``where``."""
    certain = where if truth == TRUE else 0
    possible = where if truth & (TRUE | UNKNOWN) else 0
    return certain, possible, 0 if truth == FALSE else where


def truth_at(planes: Planes, bit: int = 1) -> int:
    """The truth of the one subject with this bit."""
    certain, possible, unrefuted = planes
    if certain & bit:
        return TRUE
    if possible & bit:
        return UNKNOWN
    return NULL if unrefuted & bit else FALSE


def turned(truths: int) -> int:
    """The truths whose negations these are."""
    return (truths & NULL) | (TRUE if truths & FALSE else 0) | (FALSE if truths & TRUE else 0)
