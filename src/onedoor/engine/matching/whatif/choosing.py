"""``if`` over whole columns of numbers."""

from __future__ import annotations

import numpy as np

from onedoor.engine.matching.whatif.marks import MAY_BE_NULL, NEVER, NULL, UNKNOWN, Flags, Units
from onedoor.engine.matching.whatif.vectors import Numbers, aligned


def choose(certain: Flags, unknown: Flags | None, yes: Numbers, no: Numbers) -> Numbers:
    """``if`` by rows. Where the condition is unknown the value is known only if both branches agree."""
    yes, no = aligned(yes, no)
    low = np.where(certain, yes.low, no.low)
    high = low if yes.is_exact and no.is_exact else np.where(certain, yes.high, no.high)
    marks = np.where(certain, yes.marks, no.marks)
    most = max(yes.most, no.most)
    if unknown is None or not unknown.any():
        return Numbers(low, high, marks, yes.places, most)
    both = yes.marks | no.marks
    same = ((both == 0) & (yes.low == no.low)) | ((yes.marks == NULL) & (no.marks == NULL))
    open_ = unknown & ~same
    least = np.minimum(_or_other(yes, yes.low, no.low), _or_other(no, no.low, yes.low))
    greatest = np.maximum(_or_other(yes, yes.high, no.high), _or_other(no, no.high, yes.high))
    low, high = np.where(open_, least, low), np.where(open_, greatest, high)
    may_be_null = np.where(both & NULL, MAY_BE_NULL, NEVER)
    open_marks = (both & ~NULL) | UNKNOWN | may_be_null
    marks = np.where(open_, open_marks, np.where(unknown, yes.marks & no.marks, marks))
    return Numbers(low, high, marks, yes.places, most)


def _or_other(given: Numbers, units: Units, other: Units) -> Units:
    """The units, and where there is no number those of the other branch: a bound is one of numbers."""
    return np.where(given.marks & NULL, other, units)
