"""One input column of a decision table as bits: which atoms each row's cell lets through.

Two planes are kept, as for everything that may be unknown: the atoms a cell *may* let through, and those
it *must*. For a cell that can be read they are the same; one that cannot may let everything through and
need not let anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.atoms import Atom, Shape, atoms_of
from onedoor.engine.feel.checker.readings import INPUT, Reading, is_unreadable, read_cell
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import type_of


@dataclass(frozen=True, slots=True)
class InputColumn:
    """What the table says about one input: its text and tree, its declared kind and allowed values.

    ``kind`` is a FEEL type by name; ``Any`` where nothing is declared, ``list`` and the like where the
    values have no order and no end. ``allows`` is a further test of the type's own.
    """

    text: str
    expression: n.Node
    kind: str = "Any"
    allowed: tuple[n.UnaryTests, ...] = ()
    allows: Callable[[Any], Any] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """The atoms of a column (bit ``i`` of a mask is ``atoms[i]``) and each row's masks.

    ``numbers`` are the inputs it stands for, counted from one: inputs with the same expression are one
    column. ``everything`` is the mask of all atoms that the allowed values leave, ``ask`` what the cells
    would let through if everything were allowed, ``named`` the constants in them.
    """

    input: InputColumn
    numbers: tuple[int, ...]
    atoms: tuple[Atom, ...]
    everything: int
    may: tuple[int, ...]
    must: tuple[int, ...]
    opaque: frozenset[int]
    ask: tuple[int, ...]
    named: tuple[tuple[Any, ...], ...]

    def first(self, mask: int) -> Any:
        """The plainest value in a mask: a constant where there is one."""
        chosen = [atom for index, atom in enumerate(self.atoms) if mask >> index & 1]
        return next((atom.witness for atom in chosen if atom.shape is Shape.POINT), chosen[0].witness)

    def is_forbidden(self, row: int) -> bool:
        """Would some value pass the row's cell, if it were allowed?"""
        return bool(self.ask[row])

    def nearest(self, row: int) -> Any:
        """A value that the row's cell names although nothing allowed passes it; None when it names none."""
        if self.ask[row]:
            return self.first(self.ask[row])
        return next((value for value in self.named[row] if value is not None), None)


def columns_of(
    inputs: Sequence[InputColumn], rows: Sequence[Sequence[n.UnaryTests]], cells: int
) -> tuple[Column, ...] | None:
    """The columns of a table, inputs that ask for the same thing being joined.

    None when more than ``cells`` answers of cells would be needed.
    """
    groups: dict[n.Node, list[int]] = {}
    for index, each in enumerate(inputs):
        groups.setdefault(each.expression, []).append(index)
    columns: list[Column] = []
    for same in groups.values():
        column = _column([inputs[i] for i in same], same, rows, cells)
        if column is None:
            return None
        columns.append(column)
        cells -= len(column.atoms) * len(rows)
    return tuple(columns)


def _column(
    inputs: Sequence[InputColumn],
    indexes: Sequence[int],
    rows: Sequence[Sequence[n.UnaryTests]],
    cells: int,
) -> Column | None:
    kind = next((each.kind for each in inputs if each.kind != "Any"), "Any")
    allowed = [tests for each in inputs for tests in each.allowed]
    tested = dict.fromkeys(row[index] for row in rows for index in indexes)
    readings = {cell: read_cell(cell) for cell in (*allowed, *tested)}
    usable = {cell: reading for cell, reading in readings.items() if _is_usable(reading, kind)}
    atoms = atoms_of(
        [value for reading in usable.values() for value in reading.constants],
        kind,
        ordered=any(reading.ordered for reading in usable.values()),
    )
    if len(atoms) * len(readings) > cells:
        return None
    masks = {cell: _mask(cell, atoms) for cell in usable}
    domain = _domain(atoms, inputs, [masks[tests] for tests in allowed if tests in masks])
    cells_of = [[row[index] for index in indexes] for row in rows]
    ask = [
        reduce(and_, (masks[each] for each in row if each in masks), (1 << len(atoms)) - 1)
        for row in cells_of
    ]
    sure = [reduce(and_, (masks.get(each, 0) for each in row), domain) for row in cells_of]
    return Column(
        input=inputs[0],
        numbers=tuple(index + 1 for index in indexes),
        atoms=atoms,
        everything=domain,
        may=tuple(mask & domain for mask in ask),
        must=tuple(sure),
        opaque=frozenset(
            number
            for number, row in enumerate(cells_of)
            if any(readings[each].opaque and not is_unreadable(each) for each in row)
        ),
        ask=tuple(ask),
        named=tuple(tuple(value for each in row for value in readings[each].constants) for row in cells_of),
    )


def _domain(atoms: tuple[Atom, ...], inputs: Sequence[InputColumn], allowed: Iterable[int]) -> int:
    """The atoms that the allowed values leave; null stays, where a cell asks for it."""
    null = sum(1 << index for index, atom in enumerate(atoms) if atom.witness is None)
    refused = sum(
        1 << index
        for index, atom in enumerate(atoms)
        if atom.shape is Shape.POINT
        and any(each.allows and each.allows(atom.witness) is False for each in inputs)
    )
    return reduce(and_, (mask | null for mask in allowed), ((1 << len(atoms)) - 1) & ~refused | null)


def _mask(cell: n.UnaryTests, atoms: tuple[Atom, ...]) -> int:
    """The atoms a readable cell lets through, by the engine's own answer for their witnesses."""
    if not cell.tests:
        return (1 << len(atoms)) - 1
    passes = Compiler().compile(cell)
    answers = (passes(Scope({INPUT: atom.witness})) for atom in atoms)
    return sum(1 << index for index, answer in enumerate(answers) if answer is True)


def _is_usable(reading: Reading, kind: str) -> bool:
    """Can the cell be read, and is it about values of the column's kind? (If not: the type check tells.)"""
    kinds = {type_of(value) for value in reading.constants} - {"null"}
    return not reading.opaque and (kind == "Any" or kinds <= {kind})
