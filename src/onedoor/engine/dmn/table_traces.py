"""Why a table has its value: which rules matched, and which cell excluded each of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onedoor.engine.dmn.nodes import Aggregation, Column, DecisionTable, HitPolicy
from onedoor.engine.dmn.tables import BoxedExpression, fit_or_keep
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import coerce
from onedoor.engine.feel.values import Unknown, unknown_in


@dataclass(frozen=True, slots=True)
class InputTrace:
    """An input column (``number`` counts from one): its expression as written and the value it had."""

    number: int
    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class CellTrace:
    """A cell of a rule: the input it tests, its text, where it stands, and what the test came to."""

    input: InputTrace
    text: str
    line: int
    outcome: Any


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule (``number`` counts from one) that matched, did not, or may have (its outcome is Unknown).

    ``excluded_by`` is the first cell that excluded it, ``doubtful`` the cells that leave it open;
    ``outputs`` are its values where it matched or may have.
    """

    number: int
    line: int
    outcome: bool | Unknown
    excluded_by: CellTrace | None
    doubtful: tuple[CellTrace, ...]
    outputs: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TableTrace:
    """A table: what its inputs were, how each rule fared, what came of them."""

    table: DecisionTable = field(repr=False)
    inputs: tuple[InputTrace, ...]
    rules: tuple[RuleTrace, ...]
    value: Any
    unknown: frozenset[str]

    @property
    def hit_policy(self) -> HitPolicy:
        return self.table.hit_policy

    @property
    def aggregation(self) -> Aggregation | None:
        return self.table.aggregation

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the output columns."""
        return tuple(output.name for output in self.table.outputs)

    @property
    def matched(self) -> tuple[RuleTrace, ...]:
        """The rules that matched for certain."""
        return tuple(rule for rule in self.rules if rule.outcome is True)


def trace_table(logic: BoxedExpression, table: DecisionTable, scope: Scope) -> TableTrace:
    """How a table inside an expression came to its value in a scope."""
    value = logic.closures[id(table)](scope)
    unknown = unknown_in(value)
    columns = table.columns or tuple(Column("") for _ in table.inputs)
    inputs = tuple(
        InputTrace(number, column.text, fit_or_keep(logic.closures[id(node)](scope), column.type))
        for number, (node, column) in enumerate(zip(table.inputs, columns, strict=True), 1)
    )
    rules = tuple(
        _trace_rule(logic, table, number, inputs, scope) for number in range(1, len(table.rules) + 1)
    )
    return TableTrace(table, inputs, rules, value, unknown.facts if unknown is not None else frozenset())


def _trace_rule(
    logic: BoxedExpression,
    table: DecisionTable,
    number: int,
    inputs: tuple[InputTrace, ...],
    scope: Scope,
) -> RuleTrace:
    rule = table.rules[number - 1]
    cells = []
    for place, (test, given) in enumerate(zip(rule.tests, inputs, strict=True)):
        outcome = logic.closures[id(test)](scope.inner({"?": given.value}))
        if outcome is not True:
            text = rule.texts[place] if rule.texts else ""
            line = rule.lines[place] if rule.lines else 0
            cells.append(CellTrace(given, text, line, outcome))
    excluded = next((cell for cell in cells if not isinstance(cell.outcome, Unknown)), None)
    if excluded is not None:
        return RuleTrace(number, rule.line, False, excluded, (), ())
    values = tuple(
        coerce(logic.closures[id(node)](scope), output.type)
        for node, output in zip(rule.outputs, table.outputs, strict=True)
    )
    doubt: bool | Unknown = True
    for cell in cells:
        doubt = cell.outcome if doubt is True else doubt | cell.outcome
    return RuleTrace(number, rule.line, doubt, None, tuple(cells), values)
