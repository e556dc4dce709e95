"""Which rules a value lets through, looked up instead of tested: for columns of constants and intervals.

The constants of a column cut its values into few pieces; all values of a piece pass the same cells. Each
piece is tested once, with the cells themselves, when the table is compiled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Context, Decimal, localcontext
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Scope

Test = Callable[[Scope], Any]
Constant = Callable[[n.Node], Any]
MIN_RULES = 4
_FINE = Context(prec=100)  # between any two numbers of 34 digits there is one of 100
_ELSE = "\ue000"  # a string that no cell names


class ColumnIndex:
    """The rules (bit ``i`` is rule ``i``) that each value of one column lets through.

    ``open`` are the rules whose cell cannot be read so and has to be tested.
    """

    def __init__(self, cells: Sequence[n.UnaryTests], tests: Sequence[Test], constant: Constant) -> None:
        self.open = 0
        numbers: set[Decimal] = set()
        words: set[str] = {_ELSE}
        readable: list[tuple[int, Test]] = []
        for place, (cell, test) in enumerate(zip(cells, tests, strict=True)):
            found = _constants(cell, constant)
            if found is None:
                self.open |= 1 << place
                continue
            readable.append((1 << place, test))
            numbers.update(value for value in found if isinstance(value, Decimal))
            words.update(value for value in found if isinstance(value, str))
        self._bounds = sorted(numbers)
        self._pieces = [_mask(readable, value) for value in _representatives(self._bounds)]
        self._words = {word: _mask(readable, word) for word in words}
        self._rest = self._words.pop(_ELSE)
        self._plain = {value: _mask(readable, value) for value in (None, True, False)}

    def mask(self, value: Any) -> int | None:
        """The rules the value lets through; None for a value that was not foreseen."""
        kind = type(value)
        if kind is str:
            return self._words.get(value, self._rest)
        if kind is Decimal:
            place = bisect_left(self._bounds, value)
            exact = place < len(self._bounds) and self._bounds[place] == value
            return self._pieces[2 * place + exact]
        return self._plain[value] if value is None or kind is bool else None


def _representatives(bounds: Sequence[Decimal]) -> list[Decimal]:
    """A value below the first bound, the bound, one between it and the next, and so on to one above."""
    if not bounds:
        return [Decimal(0)]
    with localcontext(_FINE):
        between = [low + (high - low) / 2 for low, high in zip(bounds, bounds[1:], strict=False)]
        pieces = [bounds[0] - abs(bounds[0]) - 1]
        for bound, after in zip(bounds, [*between, bounds[-1] + abs(bounds[-1]) + 1], strict=True):
            pieces += [bound, after]
    return pieces


def _mask(tests: Sequence[tuple[int, Test]], value: Any) -> int:
    scope = Scope({"?": value})
    return sum(bit for bit, test in tests if test(scope) is True)


def _constants(cell: n.UnaryTests, constant: Constant) -> list[Any] | None:
    """The constants in a cell that asks for nothing but them, or None."""
    found: list[Any] = []
    for test in cell.tests:
        if isinstance(test, n.UnaryComparison):
            told = [constant(test.operand)]
            if isinstance(told[0], str) and test.operator not in (n.Operator.EQUAL, n.Operator.UNEQUAL):
                return None
        elif isinstance(test, n.RangeLiteral) and test.operator is None:
            told = [constant(end) for end in (test.low, test.high) if end is not None]
            if not all(isinstance(each, Decimal) for each in told):
                return None
        else:
            told = [None if isinstance(test, n.NullLiteral) else constant(test)]
        if not all(each is None or isinstance(each, (Decimal, str, bool)) for each in told):
            return None
        found += told
    return found
