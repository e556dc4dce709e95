"""Where on the whole numbers a polynomial changes its sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb

Coefficients = Sequence[int]


def value(coefficients: Coefficients, at: int) -> int:
    """``c[0] + c[1] x + c[2] x² + ...``

    >>> value([1, 2, 3], 10)
    321
    """
    total = 0
    for coefficient in reversed(coefficients):
        total = total * at + coefficient
    return total


def sign_changes(coefficients: Coefficients, low: int, high: int) -> list[int]:
    """The places in ``low < place <= high`` where the sign is another than at the whole number before.

    >>> sign_changes([-15, 2], 0, 100), sign_changes([-16, 0, 1], -10, 10), sign_changes([7], 0, 9)
    ([8], [-4, -3, 4, 5], [])
    """
    trimmed = list(coefficients)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if len(trimmed) < 2:
        return []
    if len(trimmed) == 2:
        return [place for place in _of_line(*trimmed) if low < place <= high]
    # Between places where the differences change their sign, the values only rise or only fall.
    bends = [place for place in sign_changes(_differences(trimmed), low, high) if low < place < high]
    ends = [low, *bends, high]
    found: list[int] = []
    for start, stop in zip(ends, ends[1:], strict=False):
        found += _between(lambda place: _sign(value(trimmed, place)), start, stop)
    return found


def _of_line(offset: int, slope: int) -> tuple[int, ...]:
    root, rest = divmod(-offset, slope)
    return (root + 1,) if rest else (root, root + 1)


def _differences(coefficients: Coefficients) -> list[int]:
    """The polynomial ``f(x + 1) - f(x)``."""
    degree = len(coefficients) - 1
    return [
        sum(comb(power, low) * coefficients[power] for power in range(low + 1, degree + 1))
        for low in range(degree)
    ]


def _between(sign: Callable[[int], int], start: int, stop: int) -> list[int]:
    """The changes in ``start < place <= stop`` of something that only rises or only falls."""
    found = []
    while sign(start) != sign(stop):
        low, high, before = start, stop, sign(start)
        while high - low > 1:
            middle = (low + high) // 2
            if sign(middle) == before:
                low = middle
            else:
                high = middle
        found.append(high)
        start = high
    return found


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
