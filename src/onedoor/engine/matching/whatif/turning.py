"""At which values of a threshold a subject comes in or drops out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.linear import Linear
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.marks import Units

_STRICT = (n.Operator.GREATER, n.Operator.LESS_OR_EQUAL)
_WORD = 1 << 63


def turning_points(linear: Linear, everyone: Everyone, rows: Units) -> Units:
    """For each of the subjects whose facts are told, the least limit (in units) from which the answer is another."""
    columns = {name: told for name in linear.names if (told := everyone.told(name)) is not None}
    if len(columns) < len(linear.names):
        return np.zeros(0, np.int64)
    for told in columns.values():
        for flags in (told.unknown, told.absent):
            if flags is not None:
                rows = rows[~flags[rows]]
    units = {name: told.units[rows].astype(np.int64) for name, told in columns.items()}
    largest = {
        name: max(map(abs, (int(each.min()), int(each.max())))) if len(each) else 0
        for name, each in units.items()
    }
    every = (linear.fixed, linear.slope, *linear.bottoms)
    wide = any(each.bound(largest) * 2 >= _WORD for each in every)
    if wide:
        units = {name: each.astype(object) for name, each in units.items()}
    fixed, slope, *bottoms = (_value(each, units, len(rows), wide) for each in every)
    for bottom in bottoms:
        fixed, slope = fixed * np.sign(bottom), slope * np.sign(bottom)
    some = slope != 0
    return _turns(fixed[some], slope[some], strict=linear.operator in _STRICT)


def nearest(turns: Units, value: Value, places: int) -> tuple[Value | None, Value | None]:
    """The nearest limits below and above the present one at which an answer is another; None where there is none."""
    now = _units(value, places)
    above, below = turns[turns > now], turns[turns <= now]
    return (
        _value_of(int(below.max()) - 1, value, places) if len(below) else None,
        _value_of(int(above.min()), value, places) if len(above) else None,
    )


def _turns(fixed: NDArray[Any], slope: NDArray[Any], *, strict: bool) -> NDArray[Any]:
    """From which limit on ``fixed + limit * slope >= 0`` (``> 0``: strict) is answered otherwise."""
    rising = slope > 0
    top, bottom = np.where(rising, -fixed, fixed), np.where(rising, slope, -slope)
    floor, ceiling = top // bottom, -(-top // bottom)
    return np.where(rising != strict, ceiling, floor + 1)


def _value(polynomial: Polynomial, units: dict[str, Units], count: int, wide: bool) -> NDArray[Any]:
    total = np.zeros(count, object if wide else np.int64)
    for monomial, coefficient, _ in polynomial.terms:
        product = np.full(count, coefficient, object if wide else np.int64)
        for name in monomial:
            product = product * units[name]
        total = total + product
    return total


def _units(value: Value, places: int) -> int:
    if isinstance(value, Date):
        return value.days
    return int(value.scaleb(places).to_integral_exact())


def _value_of(units: int, like: Value, places: int) -> Value | None:
    if isinstance(like, Date):
        return Date.from_days(units)
    return Decimal(units).scaleb(-places)
