"""The answers of a question cut into cells, within which no condition can tell two answers apart.

A choice and a yes or no are their values. A number is cut at the constants that conditions compare it with: each cell is
an interval whose ends are exact, with one number of it, the *witness*, to speak for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onedoor.engine.situations.cell import Cell, witness_of
from onedoor.engine.situations.domains import Number

MOST_LISTED = (
    1_000  # whole numbers of a question that are gone through one by one, where cutting does not suffice
)


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
    witness = witness_of(cell, whole=domain.whole)
    return None if witness is None else Cell(witness, low, high, low_closed, high_closed)
