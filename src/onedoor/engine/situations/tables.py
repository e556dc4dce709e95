"""A decision table read: as DMN decides it, and each of its rows as a condition."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.dmn.nodes import Column, DecisionTable, Output, Rule
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.situations.questions import Table
from onedoor.engine.situations.reading import ALWAYS, Way, read_text
from onedoor.errors import Invalid
from onedoor.text import Text


def read_table(table: Table, names: Sequence[str]) -> tuple[BoxedExpression, tuple[Way, ...]]:
    """The table as DMN decides it, and each of its rows as a condition of its own."""
    inputs = tuple(
        read_text(text, names, Text(f"决策表输入 {number}", f"input {number} of the table"), cell=False).root
        for number, text in enumerate(table.inputs, 1)
    )
    rules: list[Rule] = []
    ways: list[Way] = []
    for number, row in enumerate(table.rules, 1):
        place = Text(f"决策表第 {number} 行", f"row {number} of the table")
        if len(row.cells) != len(inputs):
            raise Invalid("situations.row", found=str(len(row.cells)), expected=str(len(inputs)), where=place)
        cells = tuple(_cell(text, names, place, column) for column, text in enumerate(row.cells, 1))
        rules.append(Rule(cells, (n.StringLiteral(row.situation),), row.cells))
        ways.append(Way(row.situation, Expression.of(_row_condition(inputs, cells)), number))
    columns = tuple(Column(text) for text in table.inputs)
    tree = DecisionTable(inputs, (Output("situation"),), tuple(rules), columns=columns)
    return BoxedExpression.of(tree), tuple(ways)


def _cell(text: str, names: Sequence[str], row: Text, column: int) -> n.UnaryTests:
    where = Text(f"{row.zh}第 {column} 格", f"{row.en}, cell {column}")
    root = read_text(text.strip() or "-", names, where, cell=True).root
    assert isinstance(root, n.UnaryTests)
    return root


def _row_condition(inputs: Sequence[n.Node], cells: Sequence[n.UnaryTests]) -> n.Node:
    tests = []
    for value, cell in zip(inputs, cells, strict=True):
        if cell.tests:
            test: n.Node = n.In(value, cell.tests)
            if cell.negated:
                test = n.Call(n.Name("not"), (n.Argument(None, test),))
            tests.append(test)
    if not tests:
        return ALWAYS
    return tests[0] if len(tests) == 1 else n.And(tuple(tests))
