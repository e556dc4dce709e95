"""The sweep: what boxes leave of a space."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.dmn.analysis.sweep import Box, OutOfStepsError, Sweep, intersection, merged, within

SPACE = (0b1111, 0b111, 0b11)
boxes = st.tuples(*(st.integers(0, mask) for mask in SPACE))


def points(box: Box) -> set[tuple[int, ...]]:
    return set(itertools.product(*([bit for bit in range(8) if mask >> bit & 1] for mask in box)))


@given(st.lists(boxes, max_size=6))
def test_the_rows_and_what_they_leave_are_the_whole_space(rows: list[Box]) -> None:
    left = list(Sweep(rows, SPACE, 10_000).uncovered())
    covered = set[tuple[int, ...]]().union(*map(points, rows))
    together = merged(left)
    for found in (left, together):
        assert set[tuple[int, ...]]().union(*map(points, found)) == points(SPACE) - covered
        assert sum(len(points(box)) for box in found) == len(points(SPACE) - covered)
    assert len(together) <= len(left)


@given(boxes, boxes)
def test_intersection_and_inclusion_are_those_of_the_points(one: Box, other: Box) -> None:
    shared = intersection(one, other)
    assert (points(shared) if shared else set()) == points(one) & points(other)
    if points(one):
        assert within(one, other) == (points(one) <= points(other))


def test_the_bound_stops_the_sweep() -> None:
    with pytest.raises(OutOfStepsError):
        list(Sweep([(1, 1, 1)], SPACE, 2).uncovered())


def test_an_empty_space_has_nothing_uncovered() -> None:
    assert list(Sweep([], (0, 1), 10).uncovered()) == []
    assert merged([]) == []
