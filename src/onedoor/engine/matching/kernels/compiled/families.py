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
    """``families``: address, bytes a rank, highest rank, a source of it, first stair, first member, last member.

    ``stairs``: for each rank of a family, from 0 up, the places of the planes that tell who stands there or above, and
    who stands below; where nobody asks, the plane after all others. ``members``, tests with two ends: source, the
    rank from which it holds, the rank from which it holds no more (one above the highest: it always does).
    ``answered`` are the sources of all these. ``scratch`` is how many planes they need beyond that.
    """

    families: NDArray[np.int64]
    stairs: NDArray[np.int32]
    members: NDArray[np.int64]
    answered: NDArray[np.int64]
    scratch: int


def gathered(specs: Sequence[Spec], planes: int) -> Families:
    """The families among the tests of a program that has so many planes."""
    groups: dict[int, list[tuple[int, Tested]]] = {}
    for place, spec in enumerate(specs):
        if isinstance(spec, Tested) and spec.ranks and spec.units.itemsize <= 2 and len(spec.intervals) == 1:
            groups.setdefault(id(spec.units), []).append((place, spec))
    kept = [group for group in groups.values() if len(group) >= MANY_TESTS]
    most = max((group[0][1].ranks for group in kept), default=-2)
    families: list[tuple[int, ...]] = []
    stairs: list[tuple[int, int]] = []
    members: list[tuple[int, int, int]] = []
    for group in kept:
        place, first = group[0]
        stair, member = len(stairs), len(members)
        stairs += _stairs(group, planes, members)
        where = first.units.ctypes.data, first.units.itemsize, first.ranks
        families.append((*where, place, stair, member, len(members)))
    return Families(
        np.array(families, np.int64).reshape(-1, 7),
        np.array(stairs, np.int32).reshape(-1, 2),
        np.array(members, np.int64).reshape(-1, 3),
        np.array([place for group in kept for place, _ in group], np.int64),
        most + 2,
    )


def _stairs(
    group: Sequence[tuple[int, Tested]], nowhere: int, members: list[tuple[int, int, int]]
) -> list[tuple[int, int]]:
    """The stairs of one family; what is no step of them joins the members."""
    highest = group[0][1].ranks
    steps: tuple[dict[int, int], dict[int, int]] = {}, {}
    for place, spec in group:
        ((low, high),) = spec.intervals
        low, end = max(low, 0), min(high, highest) + 1
        step = steps[spec.negated]
        if end > highest and not spec.if_absent and low not in step:
            step[low] = place
        else:
            members.append((place, low, end))
    above, below = steps
    return [(above.get(rank, nowhere), below.get(rank, nowhere)) for rank in range(highest + 1)]
