"""A cell: answers that no condition tells apart, with one of them to speak for all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.checker.witnesses import after, before, between


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


def witness_of(cell: Cell, *, whole: bool) -> Decimal | None:
    """A number of the cell, as plain as there is one; None where it holds none."""
    return _whole(cell) if whole else _any(cell)


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
