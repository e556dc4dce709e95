"""The whole analysis of one decision table."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.dmn.analysis import wording
from onedoor.engine.dmn.analysis.columns import InputColumn
from onedoor.engine.dmn.analysis.gaps import gaps
from onedoor.engine.dmn.analysis.overlaps import overlaps
from onedoor.engine.dmn.analysis.reach import unreachable
from onedoor.engine.dmn.analysis.view import View
from onedoor.engine.dmn.nodes import DecisionTable
from onedoor.engine.feel.checker.findings import Finding
from onedoor.engine.feel.printer import print_node

MAX_CELLS = 1_000_000


def check_table(table: DecisionTable, inputs: Sequence[InputColumn] | None = None) -> list[Finding]:
    """What is wrong with the rules of a table taken together, errors first.

    Gaps, overlaps that the hit policy forbids, rules that can never fire or decide, and rules that add
    nothing (DMN 1.5, 8.2.8). Each finding carries an input that shows it, and the engine agreed: an example
    that it would judge otherwise is not reported. ``inputs`` tell the declared types and allowed values;
    without them the cells tell. Cells that cannot be read without data are taken to match or not, as would
    be innocent. The work is bounded; a finding says where a bound was met.
    """
    if not table.rules:
        return [wording.empty()]
    if not table.inputs:
        return []
    known = inputs if inputs is not None else plain_inputs(table)
    view = View.of(table, known, MAX_CELLS)
    if view is None:
        return [wording.limit_reached(wording.GAPS, MAX_CELLS)]
    found = [*unreachable(view), *overlaps(view), *gaps(view)]
    cells = [
        (row, column.input.text)
        for row in range(len(table.rules))
        for column in view.columns
        if row in column.opaque
    ]
    if cells:
        found.append(wording.opaque(cells))
    return sorted(found, key=lambda each: each.sort_key)


def plain_inputs(table: DecisionTable) -> list[InputColumn]:
    """The inputs of a table of which only the expressions are known."""
    return [InputColumn(print_node(each), each) for each in table.inputs]
