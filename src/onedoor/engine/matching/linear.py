"""All formulas of a program for one subject at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onedoor.engine.matching.plan import Plan, Test
from onedoor.engine.matching.polynomials import MOST, Polynomial
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.schema import Column
from onedoor.engine.matching.shared import MOST_QUOTIENT, UNIT, Compared, Derived
from onedoor.engine.matching.sources import Part

Planes = Mapping[Part, int]
_UNKNOWN: Planes = {Part.CERTAIN: 0, Part.POSSIBLE: 1, Part.UNREFUTED: 1}
_NULL: Planes = {Part.CERTAIN: 0, Part.POSSIBLE: 0, Part.UNREFUTED: 1}
_TRUE: Planes = {Part.CERTAIN: 1, Part.POSSIBLE: 1, Part.UNREFUTED: 1}
_FALSE: Planes = {Part.CERTAIN: 0, Part.POSSIBLE: 0, Part.UNREFUTED: 0}


class Formulas:
    """Formulas of the nodes of a plan, over columns by place. ``wide`` are those the last subject's numbers were too
    large for: they count as unknown, and only the interpreter can tell.
    """

    def __init__(self, plan: Plan, nodes: Sequence[int], columns: Sequence[Column]) -> None:
        places = {column.name: place for place, column in enumerate(columns)}
        self.groups: dict[_Sides, list[tuple[int, _Terms, bool]]] = {}
        self.missing: list[int] = []
        for node in dict.fromkeys(nodes):
            test = plan.nodes[node]
            if not (isinstance(test, Test) and isinstance(formula := test.predicate, Sign)):
                continue
            if formula.names <= places.keys():
                group = self.groups.setdefault(_sides(formula, places), [])
                group.append((node, _placed(formula.difference, places), formula.equality))
            else:
                self.missing.append(node)
        self.wide: set[int] = set()

    def decide(self, units: list[int], state: list[int]) -> dict[int, Planes]:
        """The planes of each node: one bit each. ``state``: 0 unknown, 1 known, 2 absent."""
        self.wide.clear()
        found = dict.fromkeys(self.missing, _UNKNOWN)
        for sides, members in self.groups.items():
            standing = _standing(sides, units, state)
            for node, difference, equality in members:
                planes = _decided(standing, difference, units, equality=equality)
                if planes is None:
                    self.wide.add(node)
                found[node] = planes or _UNKNOWN
        return found


class SharedValues:
    """The columns that formulas share, for one subject: for each its state and the number it is held as."""

    def __init__(self, compared: Mapping[int, Compared], columns: Sequence[Column]) -> None:
        places = {column.name: place for place, column in enumerate(columns)}
        self.nodes: dict[Derived, list[int]] = {}
        for node, each in compared.items():
            if each.derived.names <= places.keys():
                self.nodes.setdefault(each.derived, []).append(node)
        self.parts = [
            (
                derived.ties,
                tuple(places[name] for name in sorted(derived.names)),
                _placed(derived.top, places),
                None if derived.bottom is None else _placed(derived.bottom, places),
            )
            for derived in self.nodes
        ]

    def values(self, units: list[int], state: list[int]) -> tuple[list[tuple[int, int]], frozenset[int]]:
        """State (0 unknown, 1 known, 2 absent) and number of each; and the formulas that the numbers are too large for,
        whose column counts as unknown.
        """
        found: list[tuple[int, int]] = []
        wide: list[int] = []
        for (ties, places, top, bottom), nodes in zip(self.parts, self.nodes.values(), strict=True):
            states = [state[place] for place in places]
            if 2 in states:
                found.append((2, 0))
                continue
            below = 1 if bottom is None else _value(bottom, units)[0]
            if 0 in states:
                is_null = (
                    not ties and below == 0 and bottom and all(state[p] for _, ps, _ in bottom for p in ps)
                )
                found.append((2 if is_null else 0, 0))
                continue
            value, bound = _value(top, units)
            if bound >= MOST or abs(below) >= MOST // 10 or (ties and below < 0):
                wide += nodes
                found.append((0, 0))
            else:
                found.append((1, value) if bottom is None else _quotient(value, below, ties))
        return found, frozenset(wide)


def _quotient(top: int, bottom: int, ties: int) -> tuple[int, int]:
    """As ``derived`` holds it."""
    if bottom == 0:
        side = (top > 0) - (top < 0) or ties
        return (1, side * 2 * MOST_QUOTIENT * UNIT) if ties else (2, 0)
    whole, rest = divmod(top * UNIT, bottom)
    limit = MOST_QUOTIENT * UNIT
    return 1, 2 * max(-limit, min(whole, limit)) + (rest != 0)


_Terms = tuple[tuple[int, tuple[int, ...], int], ...]
_Sides = tuple[tuple[tuple[int, ...], _Terms | None], ...]
_Standing = tuple[int, bool, int, int]


def _sides(formula: Sign, places: Mapping[str, int]) -> _Sides:
    """For each side the columns, and the denominator if there is one."""
    return tuple(
        (tuple(sorted(places[name] for name in names)), None if bottom is None else _placed(bottom, places))
        for names, bottom in (
            (formula.left, formula.left_denominator),
            (formula.right, formula.right_denominator),
        )
    )


def _standing(sides: _Sides, units: list[int], state: list[int]) -> _Standing:
    """How many sides are null, whether one is open, the sign of the denominators, and a bound of them."""
    nulls, is_open, sign, bound = 0, False, 1, 0
    for places, bottom in sides:
        states = [state[place] for place in places]
        is_null = 2 in states
        if bottom is not None and not is_null and all(state[p] for _, ps, _ in bottom for p in ps):
            below, most = _value(bottom, units)
            bound = max(bound, most)
            is_null = below == 0
            sign = -sign if below < 0 else sign
        nulls += is_null
        is_open = is_open or (0 in states and not is_null)
    return nulls, is_open, sign, bound


def _decided(standing: _Standing, difference: _Terms, units: list[int], *, equality: bool) -> Planes | None:
    """As ``formulas.verdict_of``; ``None`` beyond what is exact."""
    nulls, is_open, sign, bound = standing
    if nulls and not equality:
        return _NULL
    if is_open:
        return _UNKNOWN
    if nulls:
        return _TRUE if nulls == 2 else _FALSE
    value, most = _value(difference, units)
    if bound >= MOST or most >= MOST:
        return None
    return _TRUE if (value == 0 if equality else value * sign >= 0) else _FALSE


def _placed(polynomial: Polynomial, places: Mapping[str, int]) -> _Terms:
    return tuple(
        (coefficient, tuple(places[name] for name in monomial), weight)
        for monomial, coefficient, weight in polynomial.terms
    )


def _value(terms: _Terms, units: list[int]) -> tuple[int, int]:
    """The value, and a bound of every number on the way."""
    total = bound = 0
    for coefficient, places, weight in terms:
        for place in places:
            coefficient *= units[place]
            weight *= abs(units[place])
        total += coefficient
        bound += weight
    return total, bound
