"""Tests of one ranked column, answered together: thresholds of a number are steps of one stair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bound import Spec, Tested

# Fewer tests than this are quicker one by one.
MANY_TESTS = 64
IN_FAMILY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """``families``: address, bytes a rank, highest rank, first member, last member. ``members``: source, the rank from
    which it holds, the rank from which it holds no more (one above the highest: it always does).

    ``scratch`` is how many planes the greatest of them needs for itself.
    """

    families: NDArray[np.int64]
    members: NDArray[np.int64]
    scratch: int


def gathered(specs: Sequence[Spec]) -> Families:
    """The families among the tests of a program."""
    groups: dict[int, list[tuple[int, Tested]]] = {}
    for place, spec in enumerate(specs):
        if isinstance(spec, Tested) and spec.ranks and spec.units.itemsize <= 2 and len(spec.intervals) == 1:
            groups.setdefault(id(spec.units), []).append((place, spec))
    families: list[tuple[int, int, int, int, int]] = []
    members: list[tuple[int, int, int]] = []
    for group in groups.values():
        if len(group) < MANY_TESTS:
            continue
        first = group[0][1]
        start = len(members)
        for place, spec in group:
            ((low, high),) = spec.intervals
            members.append((place, max(low, 0), min(high, first.ranks) + 1))
        where = first.units.ctypes.data, first.units.itemsize
        families.append((*where, first.ranks, start, len(members)))
    scratch = max((ranks for _, _, ranks, _, _ in families), default=-2) + 2
    packed = np.array(families, np.int64).reshape(-1, 5), np.array(members, np.int64).reshape(-1, 3)
    return Families(*packed, scratch)
