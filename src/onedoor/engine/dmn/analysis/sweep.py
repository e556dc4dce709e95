"""What a set of rows leaves uncovered: a sweep over the columns, one after another, cut short early.

A row is a box: one mask of atoms a column. The sweep keeps the rows that are still in play as the bits of
one number; atoms that the same rows let through are taken together, and where no row is left in play
everything in the remaining columns is uncovered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

Box = tuple[int, ...]  # for each column a mask of atoms
Groups = list[tuple[int, int]]  # rows that let these atoms through, and the atoms


class OutOfStepsError(Exception):
    """The sweep met its bound."""


class Sweep:
    """Finds what ``rows`` (boxes) leave of ``space`` (a box); at most ``steps`` groups are looked at."""

    def __init__(self, rows: Sequence[Box], space: Box, steps: int) -> None:
        self.space = space
        self.steps = steps
        self.rows = (1 << len(rows)) - 1
        self.columns = [_groups(rows, space, column) for column in range(len(space))]
        self.covers = _covers(rows, space)

    def uncovered(self) -> Iterator[Box]:
        """Disjoint boxes that together are everything no row covers.

        Raises:
            OutOfStepsError: the bound was met; what was yielded before is true all the same.
        """
        if all(self.space):
            yield from self._below(0, self.rows)

    def _below(self, depth: int, live: int) -> Iterator[Box]:
        if not live:
            yield self.space[depth:]
            return
        if live & self.covers[depth]:
            return
        for rows, mask in self._split(depth, live):
            for rest in self._below(depth + 1, rows):
                yield (mask, *rest)

    def _split(self, depth: int, live: int) -> Groups:
        """The atoms of a column, those taken together that the same rows in play let through."""
        together: dict[int, int] = {}
        for rows, mask in self.columns[depth]:
            self.steps -= 1
            if self.steps < 0:
                raise OutOfStepsError
            together[rows & live] = together.get(rows & live, 0) | mask
        return list(together.items())


def _groups(rows: Sequence[Box], space: Box, column: int) -> Groups:
    together: dict[int, int] = {}
    masks = [row[column] for row in rows]
    for atom in range(space[column].bit_length()):
        if space[column] >> atom & 1:
            through = sum(1 << index for index, mask in enumerate(masks) if mask >> atom & 1)
            together[through] = together.get(through, 0) | 1 << atom
    return list(together.items())


def _covers(rows: Sequence[Box], space: Box) -> list[int]:
    """For each column the rows that cover everything from it on."""
    covers = [(1 << len(rows)) - 1]
    for column in reversed(range(len(space))):
        full = sum(
            1 << index for index, row in enumerate(rows) if row[column] & space[column] == space[column]
        )
        covers.append(covers[-1] & full)
    return covers[::-1]


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The same space in fewer boxes: two that differ in one column only become one."""
    current = list(boxes)
    while True:
        before = len(current)
        for column in range(len(current[0]) if current else 0):
            together: dict[Box, list[int]] = {}
            for box in current:
                together.setdefault((*box[:column], *box[column + 1 :]), []).append(box[column])
            current = [
                (*others[:column], reduce(or_, masks), *others[column:]) for others, masks in together.items()
            ]
        if len(current) == before:
            return current


def intersection(one: Box, other: Box) -> Box | None:
    """What two boxes share; None when they do not meet."""
    shared = tuple(left & right for left, right in zip(one, other, strict=True))
    return shared if all(shared) else None


def within(one: Box, other: Box) -> bool:
    """Is all of the one box inside the other?"""
    return all(left & ~right == 0 for left, right in zip(one, other, strict=True))
