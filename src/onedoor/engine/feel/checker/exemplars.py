"""What an operation gives for operands of two kinds: tried out on values of each.

The checker holds no table of its own beside the engine's: what adds, what compares and what has an order
is asked of the functions that will run.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from onedoor.engine.feel.arithmetic import calculate, negate
from onedoor.engine.feel.logic import equal, less
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.values import Function, Range, type_of

_EXEMPLARS: dict[str, tuple[Any, ...]] = {
    "number": (Decimal(1),),
    "string": ("a",),
    "boolean": (True,),
    "date": (parse_temporal("2026-01-01"),),
    "time": (parse_temporal("12:00:00"), parse_temporal("12:00:00Z")),
    "date and time": (parse_temporal("2026-01-01T00:00:00"), parse_temporal("2026-01-01T00:00:00Z")),
    "days and time duration": (parse_temporal("P1D"),),
    "years and months duration": (parse_temporal("P1M"),),
    "list": ([],),
    "context": ({},),
    "range": (Range(Decimal(1), Decimal(2)),),
    "function": (Function((), lambda scope, values: None),),
}
KINDS = tuple(_EXEMPLARS)
SCALARS = KINDS[:8]


def exemplars(kind: str) -> tuple[Any, ...]:
    """Some values of the kind (with a zone and without); of ``Any`` and ``Null``, some of every kind."""
    return (
        _EXEMPLARS[kind]
        if kind in _EXEMPLARS
        else tuple(each for some in _EXEMPLARS.values() for each in some)
    )


@lru_cache(maxsize=2048)
def results(operator: Operator, left: str, right: str) -> frozenset[str]:
    """The kinds an arithmetic operation may give; ``Any`` stands for all kinds, nothing means always null."""
    kinds = {type_of(calculate(operator, one, other)) for one, other in _pairs(left, right)}
    return frozenset(kinds - {"null"})


@lru_cache(maxsize=64)
def negated(kind: str) -> frozenset[str]:
    """The kinds of ``-operand``."""
    return frozenset(type_of(negate(each)) for each in exemplars(kind)) - {"null"}


@lru_cache(maxsize=1024)
def can_be_equal(left: str, right: str) -> bool:
    """Does ``=`` between the kinds ever give anything but null?"""
    return any(equal(one, other) is not None for one, other in _pairs(left, right))


@lru_cache(maxsize=1024)
def have_order(left: str, right: str) -> bool:
    """Does ``<`` between the kinds ever give anything but null?"""
    return any(less(one, other) is not None for one, other in _pairs(left, right))


def _pairs(left: str, right: str) -> Iterable[tuple[Any, Any]]:
    return product(exemplars(left), exemplars(right))
