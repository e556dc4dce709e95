"""Which cells can be read without data: those that only compare the input with constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.scope import Budget, Scope
from onedoor.engine.feel.values import Range, type_of, unknown_in

INPUT = "?"
UNREADABLE = "…"  # the name that stands where a text could not be read; no author can write it
STEPS = 10_000
_ORDERINGS = frozenset(
    {n.Operator.LESS, n.Operator.LESS_OR_EQUAL, n.Operator.GREATER, n.Operator.GREATER_OR_EQUAL}
)
_SCALARS = frozenset(
    {
        *("number", "string", "boolean", "date", "time", "date and time"),
        *("days and time duration", "years and months duration"),
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The constants a cell compares its input with, and whether it asks which is the greater.

    ``opaque``: what the cell says depends on more than that (other names, a function of the input).
    """

    constants: tuple[Any, ...] = ()
    ordered: bool = False
    opaque: bool = False


def read_cell(cell: n.UnaryTests) -> Reading:
    """What can be known of the cell without data."""
    try:
        found = [each for test in cell.tests for each in _test(test)]
    except _OpaqueError:
        return Reading(opaque=True)
    except FeelLimitError:
        return Reading(opaque=True)
    constants = tuple(value for value, _ in found)
    return Reading(constants, any(ordered for _, ordered in found))


class _OpaqueError(Exception):
    """The cell cannot be read."""


_Found = Iterator[tuple[Any, bool]]  # a constant, and whether its order matters


def _test(node: n.Node) -> _Found:
    if isinstance(node, n.UnaryComparison):
        yield from _constant(node.operand, ordered=node.operator in _ORDERINGS)
    elif isinstance(node, n.RangeLiteral):  # one that is the wrong way round has no value, but has ends
        for end in (node.low, node.high):
            yield from _constant(end, ordered=True) if end is not None else ()
    elif mentions_input(node):
        yield from _condition(node)
    else:
        yield from _constant(node)


def _condition(node: n.Node) -> _Found:
    """A condition about ``?`` that is made of comparisons with constants."""
    match node:
        case n.And(operands=parts) | n.Or(operands=parts):
            for part in parts:
                yield from _condition(part)
        case n.Call(function=n.Name(name="not"), arguments=(n.Argument(value=inner),)):
            yield from _condition(inner)
        case n.Comparison(operator=operator, left=n.Name(name="?"), right=other):
            yield from _constant(other, ordered=operator in _ORDERINGS)
        case n.Comparison(operator=operator, left=other, right=n.Name(name="?")):
            yield from _constant(other, ordered=operator in _ORDERINGS)
        case n.Between(value=n.Name(name="?"), low=low, high=high):
            yield from _constant(low, ordered=True)
            yield from _constant(high, ordered=True)
        case n.In(value=n.Name(name="?"), tests=tests):
            for test in tests:
                yield from _test(test)
        case n.Name(name="?"):
            yield True, False
        case n.BooleanLiteral():
            return
        case _:
            raise _OpaqueError


def _constant(node: n.Node, *, ordered: bool = False) -> _Found:
    """The boundaries in what a constant expression evaluates to."""
    if mentions_input(node):
        raise _OpaqueError
    value = Compiler().compile(node)(Scope({}, budget=Budget(STEPS)))
    if unknown_in(value) is not None:
        raise _OpaqueError
    if value is None and not isinstance(node, n.NullLiteral):
        return  # an error of meaning: no input passes
    yield from _boundaries(value, ordered)


def _boundaries(value: Any, ordered: bool) -> _Found:
    if isinstance(value, Range):
        yield from ((end, True) for end in (value.low, value.high) if end is not None)
    elif isinstance(value, list) and not any(isinstance(item, list) for item in value):
        for item in value:
            yield from _boundaries(item, ordered)
    elif value is None or type_of(value) in _SCALARS:
        yield value, ordered
    else:
        raise _OpaqueError


def is_unreadable(node: n.Node) -> bool:
    """Is there a text in it that could not be read? That was told; there is no more to say."""
    return any(isinstance(each, n.Name) and each.name == UNREADABLE for each in n.walk(node))


def mentions_input(node: n.Node) -> bool:
    """Is ``?`` anywhere in it?"""
    return any(isinstance(each, n.Name) and each.name == INPUT for each in n.walk(node))
