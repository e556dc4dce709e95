"""Every comparison in a tree, however it is written: with an operator, with between, as a test of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.places import Place, placed_children

_ABOVE = {True: n.Operator.GREATER_OR_EQUAL, False: n.Operator.GREATER}
_BELOW = {True: n.Operator.LESS_OR_EQUAL, False: n.Operator.LESS}


class Compared(NamedTuple):
    """``left operator right``. ``host`` is the node at ``at`` that holds it, the sides lie at places below it."""

    host: n.Node
    at: Place
    operator: n.Operator
    left: n.Node
    right: n.Node
    left_at: Place
    right_at: Place

    @property
    def node(self) -> n.Comparison:
        """The same as a comparison of its own."""
        return n.Comparison(self.operator, self.left, self.right)


class Standing(NamedTuple):
    """A node, where it stands, and the last choice on the way to it (the place of an ``if``, and its part)."""

    node: n.Node
    place: Place
    choice: tuple[n.If, str] | None


def standing(node: n.Node, place: Place = (), choice: tuple[n.If, str] | None = None) -> Iterator[Standing]:
    """Every node with its place, in source order.

    ``if c then true else false`` is no choice: so a cell of a table is written that null must not pass.
    """
    yield Standing(node, place, choice)
    is_choice = isinstance(node, n.If) and (node.then, node.otherwise) != (_TRUE, _FALSE)
    for step, child in placed_children(node):
        inner = (node, str(step[0])) if is_choice and isinstance(node, n.If) else choice
        yield from standing(child, (*place, *step), inner)


_TRUE, _FALSE = n.BooleanLiteral(True), n.BooleanLiteral(False)


def compared_in(node: n.Node, at: Place = ()) -> Iterator[Compared]:
    """The comparisons that a node itself makes; conditions inside it are others."""
    match node:
        case n.Comparison(operator=operator, left=left, right=right):
            yield Compared(node, at, operator, left, right, ("left",), ("right",))
        case n.Between(value=value, low=low, high=high):
            yield Compared(node, at, _ABOVE[True], value, low, ("value",), ("low",))
            yield Compared(node, at, _BELOW[True], value, high, ("value",), ("high",))
        case n.In(value=value, tests=tests):
            for position, test in enumerate(tests):
                for operator, limit, step in _tested(test):
                    yield Compared(node, at, operator, value, limit, ("value",), ("tests", position, *step))


def _tested(test: n.Node) -> Iterator[tuple[n.Operator, n.Node, Place]]:
    """What one test compares its value with; nothing where it speaks of it as ``?`` or is more than a value."""
    if any(isinstance(each, n.Name) and each.name == "?" for each in n.walk(test)):
        return
    match test:
        case n.UnaryComparison(operator=operator, operand=operand):
            yield operator, operand, ("operand",)
        case n.RangeLiteral(low=low, high=high, operator=None):
            if low is not None:
                yield _ABOVE[test.low_closed], low, ("low",)
            if high is not None:
                yield _BELOW[test.high_closed], high, ("high",)
        case n.NumberLiteral() | n.TemporalLiteral() | n.Negation():
            yield n.Operator.EQUAL, test, ()
