"""Numbers: decimal128 with explicit rounding. Ties go to even, unless the name says otherwise."""

from __future__ import annotations

import decimal
from decimal import Decimal

from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.values import DECIMAL128, finite

MIN_SCALE, MAX_SCALE = -6_111, 6_176  # the exponents of decimal128 (DMN 1.5, table 76)
ZERO = Decimal(0)


def _scaled(n: Decimal, scale: Decimal, rounding: str) -> Decimal | None:
    """``n`` with ``scale`` digits after the point; a negative scale rounds tens, hundreds."""
    places = int(scale)
    if not MIN_SCALE <= places <= MAX_SCALE:
        return None
    unit = Decimal((0, (1,), -places))
    rounded = n.quantize(unit, rounding=rounding, context=DECIMAL128)
    if rounded.is_nan():  # more digits than decimal128 holds: nothing to round
        return n
    return finite(rounded)


@builtin("decimal(n: number, scale: number) -> number")
def decimal_(n: Decimal, scale: Decimal) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_HALF_EVEN)


@builtin("round half up(n: number, scale: number) -> number")
def round_half_up(n: Decimal, scale: Decimal) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_HALF_UP)


@builtin("round half down(n: number, scale: number) -> number")
def round_half_down(n: Decimal, scale: Decimal) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_HALF_DOWN)


@builtin("round up(n: number, scale: number) -> number")
def round_up(n: Decimal, scale: Decimal) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_UP)


@builtin("round down(n: number, scale: number) -> number")
def round_down(n: Decimal, scale: Decimal) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_DOWN)


@builtin("floor(n: number) -> number")
@builtin("floor(n: number, scale: number) -> number")
def floor(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_FLOOR)


@builtin("ceiling(n: number) -> number")
@builtin("ceiling(n: number, scale: number) -> number")
def ceiling(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    return _scaled(n, scale, decimal.ROUND_CEILING)


@builtin("modulo(dividend: number, divisor: number) -> number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """``dividend - divisor * floor(dividend / divisor)``: the sign is the divisor's."""
    if not divisor:
        return None
    rest = DECIMAL128.remainder(dividend, divisor)
    if rest.is_nan():  # the whole part has more than 34 digits
        return None
    if rest and (rest < 0) != (divisor < 0):
        rest = DECIMAL128.add(rest, divisor)
    return finite(rest)


@builtin("sqrt(number: number) -> number")
def sqrt(number: Decimal) -> Decimal | None:
    return finite(DECIMAL128.sqrt(number)) if number >= 0 else None


@builtin("log(number: number) -> number")
def log(number: Decimal) -> Decimal | None:
    return finite(DECIMAL128.ln(number)) if number > 0 else None


@builtin("exp(number: number) -> number")
def exp(number: Decimal) -> Decimal | None:
    return finite(DECIMAL128.exp(number))


@builtin("odd(number: number) -> boolean")
def odd(number: Decimal) -> bool | None:
    return DECIMAL128.remainder(number, Decimal(2)).copy_abs() == 1


@builtin("even(number: number) -> boolean")
def even(number: Decimal) -> bool | None:
    rest = DECIMAL128.remainder(number, Decimal(2))
    return rest.is_nan() or rest == 0  # what has more than 34 digits ends in a zero
