"""What a question can be answered with, and the few answers that stand for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several codes."""

    values: tuple[str, ...]

    def representatives(self, constants: Iterable[Decimal]) -> tuple[Any, ...]:
        return self.values


@dataclass(frozen=True, slots=True)
class YesNo:
    def representatives(self, constants: Iterable[Decimal]) -> tuple[Any, ...]:
        return (True, False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two ends, which belong to it; ``whole``: no fractions."""

    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = True

    def representatives(self, constants: Iterable[Decimal]) -> tuple[Any, ...]:
        """Each constant, and one number of each stretch between them: no comparison tells more apart.

        >>> Number(Decimal(0)).representatives([Decimal(300)])
        (Decimal('0'), Decimal('300'), Decimal('301'))
        >>> Number(Decimal(0), Decimal(1), whole=False).representatives([Decimal("0.5")])
        (Decimal('0'), Decimal('0.5'), Decimal('0.75'))
        """
        inside = sorted(each for each in set(constants) if self._holds(each))
        if not inside:
            return (self._between(self.least, self.most),)
        found = [self._between(self.least, inside[0], open_high=True)]
        for place, constant in enumerate(inside):
            after = inside[place + 1] if place + 1 < len(inside) else None
            found.append(constant)
            if after is None:
                found.append(self._between(constant, self.most, open_low=True))
            else:
                found.append(self._between(constant, after, open_low=True, open_high=True))
        return tuple(each for each in found if each is not None)

    def _holds(self, number: Decimal) -> bool:
        if self.whole and number != number.to_integral_value():
            return False
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    def _between(
        self, low: Decimal | None, high: Decimal | None, *, open_low: bool = False, open_high: bool = False
    ) -> Any:
        """A number of the stretch, or ``None`` where it is empty."""
        if low is None and high is None:
            return Decimal(0)
        if low is None or high is None:
            end, step = (high, -1) if low is None else (low, 1)
            assert end is not None
            is_open = open_high if low is None else open_low
            return end + step if is_open else end
        if self.whole:
            first = low + 1 if open_low else low
            last = high - 1 if open_high else high
            return first if first <= last else None
        if low == high:
            return None if open_low or open_high else low
        if not open_low:
            return low
        return (low + high) / 2


Domain = Choice | YesNo | Number
