"""A decision table as the analyses see it: boxes of atoms, and the engine to prove each finding with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onedoor.engine.dmn.analysis.columns import Column, InputColumn, columns_of
from onedoor.engine.dmn.analysis.regions import describe, example_in
from onedoor.engine.dmn.analysis.sweep import Box
from onedoor.engine.dmn.nodes import DecisionTable, HitPolicy, Output, Rule
from onedoor.engine.dmn.tables import BoxedExpression, TableCompiler
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.logic import equal
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import unknown_in
from onedoor.text import Text


@dataclass(frozen=True)
class View:
    """The rows of a table as boxes: what each may cover and what it must."""

    table: DecisionTable
    columns: tuple[Column, ...]
    may: tuple[Box, ...]
    must: tuple[Box, ...]

    @classmethod
    def of(cls, table: DecisionTable, inputs: Sequence[InputColumn], cells: int) -> View | None:
        """The view; None where the table is larger than ``cells`` answers of cells."""
        columns = columns_of(inputs, [rule.tests for rule in table.rules], cells)
        if columns is None:
            return None
        rows = range(len(table.rules))
        may = tuple(tuple(column.may[row] for column in columns) for row in rows)
        must = tuple(tuple(column.must[row] for column in columns) for row in rows)
        return cls(table, columns, may, must)

    @property
    def space(self) -> Box:
        """Every input that the declared types and values allow."""
        return tuple(column.everything for column in self.columns)

    @cached_property
    def dead(self) -> frozenset[int]:
        """The rows with a cell that nothing passes."""
        return frozenset(row for row, box in enumerate(self.may) if not all(box))

    @cached_property
    def independent(self) -> bool:
        """Do the columns ask for different things, so that every combination of values can occur?"""
        seen: set[str] = set()
        for column in self.columns:
            names = _asked_for(column.input.expression)
            if any(_overlap(name, other) for name in names for other in seen):
                return False
            seen |= names
        return True

    def region(self, box: Box) -> Text:
        """The box in words."""
        return describe(self.columns, box)

    def example(self, box: Box) -> Mapping[str, Any]:
        """One input in the box, by the text of the input expression."""
        return example_in(self.columns, box)

    def firing(self, example: Mapping[str, Any], rows: Iterable[int] | None = None) -> list[int] | None:
        """The rows that the engine finds to match an example; None when that takes data to tell."""
        names = [f"input {number}" for number in range(len(self.table.inputs))]
        values: dict[str, Any] = {}
        for column in self.columns:
            for number in column.numbers:
                values[names[number - 1]] = example[column.input.text]
        chosen = range(len(self.table.rules)) if rows is None else rows
        twin = DecisionTable(
            inputs=tuple(n.Name(name) for name in names),
            outputs=(Output("row"),),
            rules=tuple(Rule(self.table.rules[row].tests, (n.StringLiteral(str(row)),)) for row in chosen),
            hit_policy=HitPolicy.RULE_ORDER,
        )
        answer = BoxedExpression("", twin).run(Scope(values))
        if unknown_in(answer) is not None:
            return None
        return [int(row) for row in answer or ()]

    def same_outputs(self, one: int, other: int) -> bool | None:
        """Do two rows put out the same? None when that takes data to tell."""
        left, right = self.table.rules[one].outputs, self.table.rules[other].outputs
        if left == right:
            return True
        answers = [equal(_value(a), _value(b)) for a, b in zip(left, right, strict=True)]
        if any(answer is False or answer is None for answer in answers):
            return False
        return True if all(answer is True for answer in answers) else None


def _value(node: n.Node) -> Any:
    return TableCompiler().compile(node)(Scope({}))


def _asked_for(node: n.Node) -> set[str]:
    """The names an input rests on; ``a.b`` counts as one that is part of ``a``."""
    chain: list[str] = []
    current = node
    while isinstance(current, n.Path):
        chain.append(current.name)
        current = current.base
    if isinstance(current, n.Name):
        return {".".join([current.name, *reversed(chain)])}
    return set(free_names(node))


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
