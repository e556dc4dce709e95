"""The answers of a question cut into cells, within which no condition can tell two answers apart.

A choice and a yes or no are their values. A number is cut at the constants that conditions compare it with: each cell is
an interval whose ends are exact, with one number of it, the *witness*, to speak for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onedoor.engine.feel.checker.witnesses import after, before, between
from onedoor.engine.situations.questions import Number

MOST_LISTED = (
    1_000  # whole numbers of a question that are gone through one by one, where cutting does not suffice
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers that are alike. ``low`` and ``high`` are the ends of an interval of numbers, None where it has none."""

    witness: Any
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        """As FEEL writes it: one value, or an interval."""
        if (self.low is None and self.high is None) or self.is_point:
            return str(self.witness)
        low = "(" if self.low is None or not self.low_closed else "["
        high = ")" if self.high is None or not self.high_closed else "]"
        ends = ("" if each is None else f"{each:f}" for each in (self.low, self.high))
        return low + "..".join(ends) + high


def cells_of_number(domain: Number, constants: Iterable[Decimal]) -> tuple[Cell, ...]:
    """The numbers between the constants, and each constant; those that hold no number of the domain are left out.

    >>> [str(each) for each in cells_of_number(Number(Decimal(1), Decimal(9), whole=True), [Decimal(3)])]
    ['[1..3)', '3', '(3..9]']
    """
    points = sorted({each for each in constants if _inside(each, domain)})
    spans = pairwise((None, *points, None))
    found: list[Cell | None] = []
    for low, high in spans:
        found.append(_span(low, high, domain))
        if high is not None:
            found.append(_cell(high, high, True, True, domain))
    return tuple(each for each in found if each is not None)


def listed_numbers(domain: Number) -> tuple[Cell, ...] | None:
    """Every whole number of the domain as a cell of its own; None where they are too many or no whole ones."""
    if not domain.whole or domain.least is None or domain.most is None:
        return None
    first = int(domain.least.to_integral_value("ROUND_CEILING"))
    last = int(domain.most.to_integral_value("ROUND_FLOOR"))
    if last - first >= MOST_LISTED:
        return None
    numbers = [Decimal(each) for each in range(first, last + 1)]
    return tuple(Cell(each, each, each) for each in numbers)


def joined(cells: Sequence[Cell], signatures: Sequence[Any]) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """Neighbours with the same signature as one cell; and of each new cell the place of one of the old."""
    found: list[Cell] = []
    places: list[int] = []
    for place, (cell, signature) in enumerate(zip(cells, signatures, strict=True)):
        if not found or signatures[places[-1]] != signature:
            found.append(cell)
            places.append(place)
            continue
        last = found[-1]
        witness = cell.witness if cell.is_point else last.witness
        found[-1] = Cell(witness, last.low, cell.high, last.low_closed, cell.high_closed)
    return tuple(found), tuple(places)


def _inside(value: Decimal, domain: Number) -> bool:
    below = domain.least is not None and value < domain.least
    return not below and not (domain.most is not None and value > domain.most)


def _span(low: Decimal | None, high: Decimal | None, domain: Number) -> Cell | None:
    """What lies between two constants (None: the end of the domain)."""
    least = domain.least if low is None else low
    most = domain.most if high is None else high
    return _cell(least, most, low is None, high is None, domain)


def _cell(
    low: Decimal | None, high: Decimal | None, low_closed: bool, high_closed: bool, domain: Number
) -> Cell | None:
    cell = Cell(None, low, high, low_closed, high_closed)
    witness = _whole(cell) if domain.whole else _any(cell)
    return None if witness is None else Cell(witness, low, high, low_closed, high_closed)


def _any(cell: Cell) -> Decimal | None:
    low, high = cell.low, cell.high
    if low is not None and cell.low_closed:
        return low if _holds(cell, low) else None
    if high is not None and cell.high_closed:
        return high if _holds(cell, high) else None
    if low is None or high is None:
        return _beyond(low, high)
    found: Decimal | None = between(low, high) if low < high else None
    return found


def _whole(cell: Cell) -> Decimal | None:
    """The least whole number of the cell; the greatest where it has no lower end."""
    if cell.low is not None:
        first = cell.low.to_integral_value("ROUND_CEILING")
        first += 0 if cell.low_closed or first != cell.low else 1
        return first if _holds(cell, first) else None
    if cell.high is None:
        return Decimal(1)
    last = cell.high.to_integral_value("ROUND_FLOOR")
    return last - (0 if cell.high_closed or last != cell.high else 1)


def _beyond(low: Decimal | None, high: Decimal | None) -> Decimal:
    found: Decimal = Decimal(1)
    if low is not None:
        found = after(low)
    elif high is not None:
        found = before(high)
    return found


def _holds(cell: Cell, value: Decimal) -> bool:
    low = cell.low is None or value > cell.low or (cell.low_closed and value == cell.low)
    return low and (cell.high is None or value < cell.high or (cell.high_closed and value == cell.high))
