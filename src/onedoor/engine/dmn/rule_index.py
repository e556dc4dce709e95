"""Which rules a value lets through, looked up instead of tested: for columns of constants and intervals.

The constants of a column cut its values into pieces; all values of a piece pass the same cells. A cell is
tested, by itself, once for each piece that its own constants bound, when the table is compiled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Context, Decimal, localcontext
from itertools import accumulate
from operator import xor
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Scope

Test = Callable[[Scope], Any]
Constant = Callable[[n.Node], Any]
# One rule that can be read: its bit, its test, and the constants in its cell.
Readable = tuple[int, Test, list[Any]]
MIN_RULES = 4
_FINE = Context(prec=100)  # between any two numbers of 34 digits there is one of 100
_ELSE = "\ue000"  # a string that no cell names


class ColumnIndex:
    """The rules (bit ``i`` is rule ``i``) that each value of one column lets through.

    ``open`` are the rules whose cell cannot be read so and has to be tested.
    """

    def __init__(self, cells: Sequence[n.UnaryTests], tests: Sequence[Test], constant: Constant) -> None:
        read = [_constants(cell, constant) for cell in cells]
        self.open = sum(1 << place for place, found in enumerate(read) if found is None)
        rules = [
            (1 << place, test, found)
            for place, (found, test) in enumerate(zip(read, tests, strict=True))
            if found is not None
        ]
        self._bounds = sorted({value for *_, found in rules for value in found if isinstance(value, Decimal)})
        self._pieces = self._by_number(rules)
        self._rest, self._words = _by_word(rules)
        self._plain = {
            value: sum(bit for bit, test, _ in rules if _passes(test, value)) for value in (None, True, False)
        }

    def _by_number(self, rules: Sequence[Readable]) -> list[int]:
        """The rules of each piece. A cell's answer changes at its own constants only, so it is tested there."""
        values = _representatives(self._bounds)
        places = {bound: 2 * place + 1 for place, bound in enumerate(self._bounds)}
        changes = [0] * len(values)
        for bit, test, found in rules:
            own = sorted({places[value] for value in found if isinstance(value, Decimal)})
            before = False
            for piece in [0, *(each for place in own for each in (place, place + 1))]:
                # Below the first constant any number answers for all; the one next to it is at hand.
                answer = _passes(test, values[own[0] - 1 if own and not piece else piece])
                if answer is not before:
                    changes[piece] ^= bit
                    before = answer
        return list(accumulate(changes, xor))

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


def _by_word(rules: Sequence[Readable]) -> tuple[int, dict[str, int]]:
    """The rules of every string that no cell names, and of those that are named."""
    rest, changes = 0, dict[str, int]()
    for bit, test, found in rules:
        other = _passes(test, _ELSE)
        rest |= bit if other else 0
        for word in {value for value in found if isinstance(value, str)}:
            change = bit if _passes(test, word) is not other else 0
            changes[word] = changes.get(word, 0) ^ change
    return rest, {word: rest_of ^ rest for word, rest_of in changes.items()}


def _passes(test: Test, value: Any) -> bool:
    return test(Scope({"?": value})) is True


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
