"""Inputs that no rule covers.

Values that a table never names are told apart from those it forgets: what is not listed where cells only
list values, numbers below zero where the rules begin at zero, fractions where every boundary is whole.
They may well be impossible; then the declared values should say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_

from onedoor.engine.dmn.analysis import wording
from onedoor.engine.dmn.analysis.columns import Column
from onedoor.engine.dmn.analysis.sweep import Box, OutOfStepsError, Sweep, intersection, merged
from onedoor.engine.dmn.analysis.view import View
from onedoor.engine.feel.checker.atoms import Atom, Shape
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.values import type_of

STEPS = 200_000
FEW_STEPS = 20_000
MAX_BOXES = 3_000
MAX_SHOWN = 20


def gaps(view: View) -> Iterator[Finding]:
    """A finding for each region of inputs no rule covers; none where a default output covers all."""
    if any(output.default for output in view.table.outputs):
        return
    likely = tuple(column.everything & ~_unnamed(column) for column in view.columns)
    severity = Severity.WARNING if view.table.is_single_hit and view.independent else Severity.NOTE
    boxes, whole = _uncovered(view, likely)
    yield from wording.shortened(_proved(view, boxes, severity), MAX_SHOWN, wording.more_gaps)
    if not whole:
        yield wording.limit_reached(wording.GAPS, STEPS)
    if view.table.is_single_hit:
        for column in range(len(view.columns)):
            yield from _unnamed_gaps(view, likely, column)


def _unnamed_gaps(view: View, likely: Box, column: int) -> Iterator[Finding]:
    """One note for a column in which values that the table never names are in no rule."""
    unnamed = _unnamed(view.columns[column]) & view.columns[column].everything
    before = likely[:column]
    for after in (likely[column + 1 :], view.space[column + 1 :]):  # first with what is likely besides
        try:
            box = next(Sweep(view.may, (*before, unnamed, *after), FEW_STEPS).uncovered(), None)
        except OutOfStepsError:
            return
        if box is not None:
            because = wording.unnamed(view.columns[column], box[column])
            yield from _proved(view, [box], Severity.NOTE, because)
            return


def _uncovered(view: View, space: Box) -> tuple[list[Box], bool]:
    """The uncovered boxes of a space, and whether that is all of them."""
    found: list[Box] = []
    try:
        for box in islice(Sweep(view.may, space, STEPS).uncovered(), MAX_BOXES):
            found.append(box)
    except OutOfStepsError:
        return merged(found), False
    return sorted(merged(found)), len(found) < MAX_BOXES


def _proved(
    view: View, boxes: Sequence[Box], severity: Severity, because: wording.Because | None = None
) -> Iterator[Finding]:
    for narrow in boxes:
        box = _widened(view, narrow)
        example = view.example(box)
        if view.firing(example) == []:
            yield wording.gap(view, view.region(box), example, severity, because)


def _widened(view: View, box: Box) -> Box:
    """The box with every value of a column taken in where that changes nothing: a gap in fewer words."""
    for column, everything in enumerate(view.space):
        wider = (*box[:column], everything, *box[column + 1 :])
        if all(intersection(row, wider) is None for row in view.may):
            box = wider
    return box


def _unnamed(column: Column) -> int:
    """The atoms of values that the column never names and that may not occur."""
    whole = all(
        atom.witness == atom.witness.to_integral_value()
        for atom in column.atoms
        if atom.shape is Shape.POINT and type_of(atom.witness) == "number"
    )
    asked_for = reduce(or_, column.may, 0)
    mask = 0
    for index, atom in enumerate(column.atoms):
        # A gap that goes on beside the span is one gap: there the span is nothing special.
        beside = (1 << index + 1) | (1 << index - 1 if index and atom.low is not None else 0)
        if _is_unnamed(atom, whole) and (atom.shape is Shape.REST or asked_for & beside == beside):
            mask |= 1 << index
    return mask


def _is_unnamed(atom: Atom, whole: bool) -> bool:
    if atom.shape is Shape.REST:
        return True
    if atom.shape is not Shape.SPAN or type_of(atom.witness) != "number" or atom.high is None:
        return False
    if atom.low is None:
        return bool(atom.high == 0)
    return whole and bool(atom.high - atom.low == 1)
