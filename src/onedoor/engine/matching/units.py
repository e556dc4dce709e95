"""Single values as the whole numbers of their columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from onedoor.engine.feel import to_feel
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.schema import Column, Kind

MOST_UNITS = 1 << 63


class Unfit(Exception):
    """A value that its column cannot hold: only the interpreter can say."""


def codes_in(value: Any) -> frozenset[str]:
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return frozenset(value)
    raise Unfit


def _days(value: Any) -> int:
    given = value if isinstance(value, Date) else to_feel(value)
    if isinstance(given, Date):
        return int(given.days)
    raise Unfit


def number_of(column: Column, words: tuple[str, ...]) -> Callable[[Any], int] | None:
    """From a known value to the column's number; ``None`` for columns that are not numbers."""
    match column.kind:
        case Kind.CODES | Kind.OBJECTS:
            return None
        case Kind.CATEGORY:
            return partial(_code, words)
        case Kind.BOOLEAN:
            return _truth
        case Kind.DATE:
            return _days
        case _:
            return partial(_scaled, column.places, 10**column.places)


def _code(words: tuple[str, ...], value: Any) -> int:
    if not isinstance(value, str):
        raise Unfit
    return bisect_right(words, value) - 1


def _truth(value: Any) -> int:
    if not isinstance(value, bool):
        raise Unfit
    return int(value)


def _scaled(places: int, factor: int, value: Any) -> int:
    if type(value) is int:
        units = value * factor
    elif isinstance(value, Decimal | str):
        try:
            scaled = Decimal(value).scaleb(places)
            units = int(scaled)
        except (ArithmeticError, ValueError):
            raise Unfit from None
        if units != scaled:
            raise Unfit
    else:
        raise Unfit
    if not -MOST_UNITS <= units < MOST_UNITS:
        raise Unfit
    return units
