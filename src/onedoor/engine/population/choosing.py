"""Values taken from menus: round ones, over and over, or a new one each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from onedoor.engine.population.menus import DAYS, YEARS

_TRIES = 40
_FINEST = Decimal("0.000001")
_Value = TypeVar("_Value")


@dataclass(slots=True)
class Menu:
    """Takes values from a list; with ``unique``, near one of it and not one taken before, as far as there is room."""

    random: Random
    on: date
    unique: bool = False
    _taken: set[tuple[str, object]] = field(default_factory=set)

    def number(self, fact: str, values: Sequence[int]) -> int:
        """A count, or an amount in whole yuan."""
        value = self.random.choice(values)
        if not self.unique:
            return value
        return self._new(fact, lambda wide: max(1, value * self.random.randint(500, 1500 + wide) // 1000))

    def share(self, what: str, values: Sequence[Decimal]) -> Decimal:
        """With six decimals at most."""
        value = self.random.choice(values)
        if not self.unique:
            return value
        return self._new(what, lambda wide: self._near(value, wide))

    def years_before(self, fact: str) -> date:
        """A first of January some years back."""
        back = date(self.on.year - self.random.choice(YEARS), 1, 1)
        return self._day(fact, back, 700)

    def days_before(self, fact: str) -> date:
        return self._day(fact, self.on - timedelta(days=self.random.choice(DAYS)), 25)

    def _day(self, fact: str, day: date, spread: int) -> date:
        if not self.unique:
            return day
        return self._new(fact, lambda wide: day - timedelta(days=self.random.randint(0, spread + wide)))

    def _near(self, value: Decimal, wide: int) -> Decimal:
        return (value * self.random.randint(500_000, 1_500_000 + wide) / 1_000_000).quantize(_FINEST)

    def _new(self, what: str, draw: Callable[[int], _Value]) -> _Value:
        """Drawn again, from wider bounds each time, while it was taken before."""
        for attempt in range(_TRIES):
            value = draw(attempt * 100)
            if (what, value) not in self._taken:
                break
        self._taken.add((what, value))
        return value
