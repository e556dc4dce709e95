"""Exact sums of products of columns, in whole numbers of a decimal unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

MOST_TERMS = 16
MOST_FACTORS = 4
MOST_PLACES = 24
# Sums of products below this stay exact in int64, and their quotients in 34 decimal digits.
MOST = 1 << 62

Monomial = tuple[str, ...]


class TooWide(Exception):
    """More terms, factors or places than are worth a kernel."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """``sum(coefficient * product(columns)) / 10 ** places``.

    ``terms`` holds ``(monomial, coefficient, weight)``, ascending. The weight is the sum of the
    magnitudes that went into the coefficient: it does not cancel, so the bound computed from it
    also covers every intermediate value of the formula as it was written.
    """

    terms: tuple[tuple[Monomial, int, int], ...]
    places: int = 0

    @classmethod
    def constant(cls, value: Decimal) -> Polynomial:
        sign, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int) or abs(exponent) > MOST_PLACES or len(digits) > MOST_PLACES:
            raise TooWide
        number = int("".join(map(str, digits))) * (-1 if sign else 1) * 10 ** max(exponent, 0)
        return cls((((), number, abs(number)),), max(-exponent, 0))

    @classmethod
    def column(cls, name: str, places: int) -> Polynomial:
        return cls((((name,), 1, 1),), places)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for monomial, _, _ in self.terms for name in monomial)

    @property
    def known(self) -> int | None:
        """The value in units when no column takes part."""
        return None if self.names else sum(coefficient for _, coefficient, _ in self.terms)

    def at(self, places: int) -> Polynomial:
        """The same value in a finer unit."""
        if places == self.places:
            return self
        factor = 10 ** (places - self.places)
        return Polynomial(tuple((m, c * factor, w * factor) for m, c, w in self.terms), places)

    def __add__(self, other: Polynomial) -> Polynomial:
        places = max(self.places, other.places)
        return _collected((*self.at(places).terms, *other.at(places).terms), places)

    def __neg__(self) -> Polynomial:
        return Polynomial(tuple((m, -c, w) for m, c, w in self.terms), self.places)

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        products = (
            (tuple(sorted(m1 + m2)), c1 * c2, w1 * w2)
            for m1, c1, w1 in self.terms
            for m2, c2, w2 in other.terms
        )
        return _collected(products, self.places + other.places)

    def bound(self, largest: Mapping[str, int]) -> int:
        """No intermediate value exceeds this, where no column exceeds its entry in ``largest``."""
        total = 0
        for monomial, _, weight in self.terms:
            for name in monomial:
                weight *= largest[name]
            total += weight
        return total


ONE = Polynomial.constant(Decimal(1))


def _collected(terms: Iterable[tuple[Monomial, int, int]], places: int) -> Polynomial:
    found: dict[Monomial, tuple[int, int]] = {}
    for monomial, coefficient, weight in terms:
        before = found.get(monomial, (0, 0))
        found[monomial] = (before[0] + coefficient, before[1] + weight)
    if len(found) > MOST_TERMS or places > MOST_PLACES or any(len(m) > MOST_FACTORS for m in found):
        raise TooWide
    return Polynomial(tuple((m, c, w) for m, (c, w) in sorted(found.items())), places)
