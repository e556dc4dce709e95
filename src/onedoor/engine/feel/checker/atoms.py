"""The values of one input column, cut into pieces within which no cell can tell two values apart.

Cells compare with constants. Between two neighbouring constants nothing changes, so one *witness* speaks
for all values there: a column becomes a short row of atoms (a constant; the values between two
constants; those before the first and after the last), and whatever is asked about all values is asked
about the witnesses alone. This is the partition that sweep algorithms over tables use (Calvanese et al.,
"Semantic DMN", 2018), made by evaluating instead of by an algebra of intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cmp_to_key
from typing import Any

from onedoor.engine.feel.checker.witnesses import after, before, between, typical
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.values import type_of

NULL = "null"
_ORDERED = frozenset(
    {"number", "string", "date", "time", "date and time", "days and time duration", "years and months duration"}
)  # fmt: skip


class Shape(Enum):
    """What an atom holds."""

    POINT = auto()  # one value
    SPAN = auto()  # everything between two neighbours (or before the first, after the last)
    REST = auto()  # every value that the column does not name, where it asks for no order
    ALL = auto()  # every value: no cell of the column looks at it


@dataclass(frozen=True, slots=True)
class Atom:
    """Values that no cell of the column tells apart, with one of them as ``witness``.

    ``line`` numbers the atoms that are ordered among themselves: numbers one, dates another. ``low`` and
    ``high`` are the open ends of a span; None where it has none.
    """

    shape: Shape
    line: int
    witness: Any
    low: Any = None
    high: Any = None


def atoms_of(constants: Iterable[Any], kind: str, *, ordered: bool) -> tuple[Atom, ...]:
    """The atoms of a column whose cells compare with these constants.

    ``kind`` is the declared FEEL type; ``Any`` where there is none: then the constants tell.
    ``ordered``: some cell asks which value is the greater, not only whether they are the same.
    """
    groups: dict[str, list[Any]] = {kind: []} if kind in (*_ORDERED, "boolean") else {}
    for value in constants:
        groups.setdefault(type_of(value), []).append(value)
    atoms: list[Atom] = []
    for each, values in groups.items():
        if each == "boolean":
            atoms += [Atom(Shape.POINT, len(atoms), value) for value in (True, False)]
        elif each in _ORDERED and not values:
            atoms.append(Atom(Shape.ALL, len(atoms), typical(each)))
        elif each in _ORDERED:
            for points in _comparable(values):
                atoms += _line(points, len(atoms)) if ordered else _listed(points, len(atoms))
        elif each == NULL:
            atoms.append(Atom(Shape.POINT, len(atoms), None))
    return tuple(atoms) or (Atom(Shape.ALL, 0, None),)


def _comparable(values: Iterable[Any]) -> list[list[Any]]:
    """The values without repetition, in order, apart where they have none (local time and zoned)."""
    groups: list[list[Any]] = []
    for value in values:
        group = next((each for each in groups if less(each[0], value) is not None), None)
        if group is None:
            groups.append([value])
        else:
            group.append(value)
    return [_distinct(sorted(group, key=cmp_to_key(_order))) for group in groups]


def _order(one: Any, other: Any) -> int:
    return -1 if less(one, other) is True else int(less(other, one) is True)


def _distinct(ordered: list[Any]) -> list[Any]:
    return [
        value for index, value in enumerate(ordered) if not index or less(ordered[index - 1], value) is True
    ]


def _line(points: Sequence[Any], line: int) -> list[Atom]:
    """Points and spans in turn; a span in which there is no value is left out."""
    atoms: list[Atom] = []
    first, last = before(points[0]), after(points[-1])
    if first is not None:
        atoms.append(Atom(Shape.SPAN, line, first, None, points[0]))
    for index, point in enumerate(points):
        atoms.append(Atom(Shape.POINT, line, point))
        if index + 1 < len(points):
            following = points[index + 1]
            if (inside := between(point, following)) is not None:
                atoms.append(Atom(Shape.SPAN, line, inside, point, following))
    if last is not None:
        atoms.append(Atom(Shape.SPAN, line, last, points[-1], None))
    return atoms


def _listed(points: Sequence[Any], line: int) -> list[Atom]:
    """Each point, and everything else together."""
    atoms = [Atom(Shape.POINT, line + index, point) for index, point in enumerate(points)]
    other = _other(points) if isinstance(points[0], str) else after(points[-1])
    if other is None:
        other = before(points[0])
    return [*atoms, Atom(Shape.REST, line + len(atoms), other)] if other is not None else atoms


def _other(texts: Sequence[str]) -> str:
    """A text that is none of these, in their own script."""
    words = ("other", "another") if all(text.isascii() for text in texts) else ("其他", "另一项")
    return next((each for each in words if each not in texts), max(texts) + "…")
