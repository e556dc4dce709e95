"""Saying a region in FEEL: ``营业收入 >= 2000 and 从业人员 in [10..20)``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onedoor.engine.dmn.analysis.columns import Column
from onedoor.engine.dmn.analysis.sweep import Box
from onedoor.engine.feel.checker.atoms import Atom, Shape
from onedoor.engine.feel.checker.literals import literal
from onedoor.engine.feel.values import type_of
from onedoor.text import Text

_DISCRETE = frozenset({"date", "years and months duration"})  # neighbours have nothing between them
_SHOWN = 6


def example_in(columns: Sequence[Column], box: Box) -> Mapping[str, Any]:
    """One input in the box, by the text of the input expression."""
    return {column.input.text: column.first(mask) for column, mask in zip(columns, box, strict=True)}


def describe(columns: Sequence[Column], box: Box) -> Text:
    """The condition that holds in the box and nowhere else; columns that may be anything are left out."""
    parts = [
        _condition(column, mask)
        for column, mask in zip(columns, box, strict=True)
        if mask != column.everything
    ]
    if not parts:
        return Text("任何输入", "every input")
    return Text("，且 ".join(part.zh for part in parts), " and ".join(part.en for part in parts))


def _condition(column: Column, mask: int) -> Text:
    name = column.input.text
    if (left_out := _all_but(column, mask)) is not None:
        listed = _listed(left_out)
        return Text(f"{name} 为 {listed} 以外的值", f"{name} other than {listed}")
    pieces = _pieces(column, mask)
    if len(pieces) == 1:
        text = f"{name} {pieces[0]}" if pieces[0][0] in "<>=" else f"{name} in {pieces[0]}"
        return Text(text, text)
    listed = ", ".join(piece.removeprefix("= ") for piece in pieces[:_SHOWN])
    text = f"{name} in ({listed}{', …' if len(pieces) > _SHOWN else ''})"
    return Text(text, text)


def _all_but(column: Column, mask: int) -> list[Any] | None:
    """The texts left out, where everything else that is not named is in."""
    rest = next((i for i, atom in enumerate(column.atoms) if atom.shape is Shape.REST), None)
    if rest is None or not mask >> rest & 1:
        return None
    return [
        atom.witness
        for index, atom in enumerate(column.atoms)
        if atom.shape is Shape.POINT and not mask >> index & 1 and column.everything >> index & 1
    ]


def _listed(values: Sequence[Any]) -> str:
    shown = ", ".join(literal(value) for value in values[:_SHOWN])
    return shown + (", …" if len(values) > _SHOWN else "")


def _pieces(column: Column, mask: int) -> list[str]:
    """The mask as single values and intervals; neighbouring atoms are one interval."""
    pieces: list[str] = []
    run: list[Atom] = []
    for index, atom in enumerate(column.atoms):
        inside = bool(mask >> index & 1)
        if run and (not inside or atom.line != run[-1].line):
            pieces += _run(run)
            run = []
        if inside:
            run.append(atom)
    return pieces + (_run(run) if run else [])


def _run(atoms: list[Atom]) -> list[str]:
    first, last = atoms[0], atoms[-1]
    discrete = type_of(first.witness) in _DISCRETE and len(atoms) > 2
    if all(atom.shape is Shape.POINT for atom in atoms) and not discrete:
        return [f"= {literal(atom.witness)}" for atom in atoms]
    low_closed, low = (True, first.witness) if first.shape is Shape.POINT else (False, first.low)
    high_closed, high = (True, last.witness) if last.shape is Shape.POINT else (False, last.high)
    if low is None or high is None:
        sign, end, closed = ("<", high, high_closed) if low is None else (">", low, low_closed)
        return [f"{sign}{'=' if closed else ''} {literal(end)}"] if end is not None else ["= …"]
    opening, closing = "[" if low_closed else "(", "]" if high_closed else ")"
    return [f"{opening}{literal(low)}..{literal(high)}{closing}"]
