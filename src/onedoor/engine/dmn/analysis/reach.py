"""Rules that can never fire, or never decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from onedoor.engine.dmn.analysis import wording
from onedoor.engine.dmn.analysis.sweep import OutOfStepsError, Sweep, intersection, within
from onedoor.engine.dmn.analysis.view import View
from onedoor.engine.dmn.nodes import HitPolicy
from onedoor.engine.dmn.tables import TableCompiler
from onedoor.engine.feel.checker.findings import Finding
from onedoor.engine.feel.logic import equal
from onedoor.engine.feel.scope import Scope

STEPS = 200_000  # for all rows of a table together
MAX_SHOWN = 20
MAX_THINNED = 12


def unreachable(view: View) -> Iterator[Finding]:
    """A finding for each rule that no input reaches, and each that always stands behind others."""
    for row in sorted(view.dead):
        yield from _dead(view, row)
    first = _BEFORE.get(view.table.hit_policy)
    if first is not None:
        yield from wording.shortened(_all_masked(view, first(view)), MAX_SHOWN, wording.more_masked)


def _all_masked(view: View, before: Callable[[int], Sequence[int]]) -> Iterator[Finding]:
    steps = STEPS
    for row in range(len(view.may)):
        if row in view.dead:
            continue
        meeting = [
            other
            for other in before(row)
            if other not in view.dead and intersection(view.must[other], view.may[row]) is not None
        ]
        sweep = Sweep([view.must[other] for other in meeting], view.may[row], steps)
        try:
            covered = bool(meeting) and next(sweep.uncovered(), None) is None
        except OutOfStepsError:
            yield wording.limit_reached(wording.REACH, STEPS)
            return
        steps = sweep.steps
        if covered:
            yield from _masked(view, row, meeting)


def _dead(view: View, row: int) -> Iterator[Finding]:
    """The column whose cell nothing passes, and a value near it."""
    for column in view.columns:
        if column.may[row]:
            continue
        example = dict(view.example(view.space)) if all(view.space) else {}
        near = column.nearest(row)
        if near is not None:
            example[column.input.text] = near
        yield wording.never(view, row, column, example, forbidden=column.is_forbidden(row))
        return


def _masked(view: View, row: int, meeting: Sequence[int]) -> Iterator[Finding]:
    """The finding, if the engine agrees that another row decides."""
    example = view.example(view.may[row])
    needed = _needed(view, row, meeting)
    firing = view.firing(example, meeting)
    if firing:
        yield wording.masked(view, row, needed, example)


def _needed(view: View, row: int, meeting: Sequence[int]) -> Sequence[int]:
    """Those of the covering rows without which something would remain; all where that takes too long."""
    alone = next((other for other in meeting if within(view.may[row], view.must[other])), None)
    if alone is not None:
        return [alone]
    needed = list(meeting)
    for other in meeting if len(meeting) <= MAX_THINNED else ():
        fewer = [each for each in needed if each != other]
        sweep = Sweep([view.must[each] for each in fewer], view.may[row], STEPS)
        if next(sweep.uncovered(), None) is None:
            needed = fewer
    return needed


def _earlier(view: View) -> Callable[[int], Sequence[int]]:
    return range


def _ranked(view: View) -> Callable[[int], Sequence[int]]:
    """Under PRIORITY a row stands behind those whose output is listed before its own."""
    ranking = [[_constant(value) for value in output.values] for output in view.table.outputs]
    ranks = []
    for rule in view.table.rules:
        outputs = [_constant(output) for output in rule.outputs]
        ranks.append(
            [
                next((place for place, each in enumerate(values) if equal(each, output) is True), None)
                for output, values in zip(outputs, ranking, strict=True)
            ]
        )

    def before(row: int) -> Sequence[int]:
        mine = ranks[row]
        if None in mine:
            return ()
        return [
            other
            for other, theirs in enumerate(ranks)
            if None not in theirs and (theirs < mine or (theirs == mine and other < row))
        ]

    return before


def _constant(node: Any) -> Any:
    return TableCompiler().compile(node)(Scope({}))


_BEFORE: dict[HitPolicy, Callable[[View], Callable[[int], Sequence[int]]]] = {
    HitPolicy.FIRST: _earlier,
    HitPolicy.PRIORITY: _ranked,
}
