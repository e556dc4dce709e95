"""Columns that many conditions share: a quotient or a sum, worked out once, then compared as any other column.

``研发费用 / 营业收入 >= 0.05`` and ``... >= 0.03`` are two thresholds of one number. A quotient is held in steps
of half a billionth: twice its floor in units of 1e-9, and one more where that is not exact. So ``>= t``
and ``<= t`` are comparisons of whole numbers for every t with nine places, and exact at the threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import gcd

from onedoor.engine.matching.plan import Plan, Test
from onedoor.engine.matching.polynomials import MOST, Polynomial
from onedoor.engine.matching.predicates import AtLeast, Member, Sign

PLACES = 9
UNIT = 10**PLACES
# Quotients beyond this are held as this; thresholds beyond it are left to the formula itself.
MOST_QUOTIENT = MOST // (4 * UNIT)
_MOST_THRESHOLD = (MOST_QUOTIENT - 1) * UNIT
# Below this many conditions a column is not worth its memory.
SHARED = 4


@dataclass(frozen=True, slots=True)
class Derived:
    """``top``, or ``top / bottom``: whole numbers without a common divisor, the first coefficient positive.

    Where the bottom is zero a quotient is null. With ``ties`` nobody divides, ``a >= 2 * b`` is meant: then it is
    beyond all thresholds, on the side of the top, and for a top of zero on that of ``ties`` (1 or -1).
    """

    top: Polynomial
    bottom: Polynomial | None
    ties: int = 0

    @property
    def names(self) -> frozenset[str]:
        return self.top.names | (self.bottom.names if self.bottom is not None else frozenset())

    @property
    def column(self) -> str:
        """A name no column of a table has."""
        return f"\0{_text(self.top)}/{_text(self.bottom) if self.bottom is not None else ''}/{self.ties}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A formula as a test of a derived column."""

    derived: Derived
    test: AtLeast | Member
    negated: bool


def shared_columns(plan: Plan, nodes: Iterable[int]) -> Mapping[int, Compared]:
    """The formulas among these nodes that are tests of a column which other formulas test too."""
    candidates: dict[int, tuple[Compared, ...]] = {}
    for index in nodes:
        node = plan.nodes[index]
        if isinstance(node, Test) and isinstance(node.predicate, Sign):
            candidates[index] = as_compared(node.predicate)
    users = Counter(each.derived for ways in candidates.values() for each in ways)
    found: dict[int, Compared] = {}
    for index, ways in candidates.items():
        best = max(ways, key=lambda each: users[each.derived], default=None)
        if best is not None and users[best.derived] >= SHARED:
            found[index] = best
    return found


def as_compared(formula: Sign) -> tuple[Compared, ...]:
    """The formula as a test of one derived column, in each way there is."""
    if formula.right_denominator is not None or (formula.equality and formula.right and formula.left):
        return ()
    bottom = formula.left_denominator
    if bottom is None:
        return _sum(formula)
    found = _quotient(formula, bottom) if not formula.right else None
    return () if found is None else (found,)


def _sum(formula: Sign) -> tuple[Compared, ...]:
    """``factor * top + constant >= 0``."""
    terms = {monomial: coefficient for monomial, coefficient, _ in formula.difference.terms if coefficient}
    constant = terms.pop((), 0)
    if not terms or frozenset(name for monomial in terms for name in monomial) != formula.names:
        return ()
    if not constant and len(terms) == 2 and not formula.equality:
        return _proportion(terms)
    top, factor = _primitive(terms)
    if formula.equality:
        whole, rest = divmod(-constant, factor)
        derived = Derived(top, None)
        return (Compared(derived, _equal(derived, whole, is_whole=not rest), negated=False),)
    found = _ordered(Derived(top, None), factor, constant, step=1)
    return () if found is None else (found,)


def _proportion(terms: Mapping[tuple[str, ...], int]) -> tuple[Compared, ...]:
    """``a * one + b * other >= 0``, where the other is not negative: a threshold of their quotient, either way up."""
    found: list[Compared] = []
    for one, other in (tuple(sorted(terms)), tuple(sorted(terms, reverse=True))):
        factor, constant = terms[one], terms[other]
        top, bottom = Polynomial(((one, 1, 1),)), Polynomial(((other, 1, 1),))
        derived = Derived(top, bottom, 1 if factor > 0 else -1)
        if (compared := _ordered(derived, factor, constant, step=2)) is not None:
            found.append(compared)
    return tuple(found)


def _quotient(formula: Sign, bottom: Polynomial) -> Compared | None:
    """``difference / bottom >= 0``, where the difference is ``factor * top + constant * column``, bottom a column."""
    below = {monomial: coefficient for monomial, coefficient, _ in bottom.terms if coefficient}
    terms = {monomial: coefficient for monomial, coefficient, _ in formula.difference.terms if coefficient}
    if len(below) != 1 or formula.left != bottom.names | frozenset(n for m in terms for n in m):
        return None
    ((column, coefficient),) = below.items()
    sign = 1 if coefficient > 0 else -1
    constant = terms.pop(column, 0) * sign
    if not column or not terms:
        return None
    top, factor = _primitive(terms)
    derived = Derived(top, Polynomial(((column, 1, 1),)))
    if formula.equality:
        at, rest = divmod(-constant * UNIT, factor * sign)
        is_held = not rest and abs(at) < _MOST_THRESHOLD
        return Compared(derived, _equal(derived, 2 * at, is_whole=True), negated=False) if is_held else None
    return _ordered(derived, factor * sign, constant, step=2)


def _equal(derived: Derived, value: int, *, is_whole: bool) -> Member:
    return Member(derived.column, frozenset({value}) if is_whole else frozenset[int]())


def _ordered(derived: Derived, factor: int, constant: int, *, step: int) -> Compared | None:
    """``factor * value + constant >= 0`` for the derived value, which is held ``step`` times its unit."""
    unit = 1 if step == 1 else UNIT
    at, rest = divmod(-constant * unit, factor)
    if step == 1:
        if factor > 0:  # value >= ceil(-constant / factor)
            return Compared(derived, AtLeast(derived.column, at + bool(rest)), negated=False)
        return Compared(derived, AtLeast(derived.column, at + 1), negated=True)
    if rest or abs(at) >= _MOST_THRESHOLD:
        return None
    if factor > 0:
        return Compared(derived, AtLeast(derived.column, 2 * at), negated=False)
    return Compared(derived, AtLeast(derived.column, 2 * at + 1), negated=True)


def _primitive(terms: Mapping[tuple[str, ...], int]) -> tuple[Polynomial, int]:
    """The terms without their common factor, which comes with the sign of the first."""
    factor = gcd(*terms.values())
    if next(iter(sorted(terms.items())))[1] < 0:
        factor = -factor
    found = tuple(
        (monomial, value // factor, abs(value // factor)) for monomial, value in sorted(terms.items())
    )
    return Polynomial(found), factor


def _text(polynomial: Polynomial) -> str:
    return "+".join(f"{coefficient}*{'*'.join(monomial)}" for monomial, coefficient, _ in polynomial.terms)
