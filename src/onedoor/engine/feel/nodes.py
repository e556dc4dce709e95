"""The syntax tree of FEEL (OMG DMN 1.5, chapter 10): plain frozen data, no behaviour.

Two trees are equal when they say the same; the span (where in the source) does not count. A chain
of ``and`` or ``or`` is one flat node, so that an explanation lists its conditions side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of the source."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: its place in the source."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


AnyNode = TypeVar("AnyNode", bound=Node)


class Operator(StrEnum):
    """The arithmetic and comparison operators, spelled as FEEL spells them."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "**"
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


# Literals


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class StringLiteral(Node):
    value: str


@dataclass(frozen=True, slots=True)
class BooleanLiteral(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class NullLiteral(Node):
    """Known to be absent. Never *unknown*, which no source text can say."""


@dataclass(frozen=True, slots=True)
class TemporalLiteral(Node):
    """``@"2026-01-01"``: a date, time, date and time, or duration, by its text."""

    text: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextEntry(Node):
    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """``[low..high]``, ``(low..high)``; a missing end (``None``) is unbounded.

    ``operator`` stands in ``(= end)`` and ``(!= end)``, whose ends are both that one.
    """

    low: Node | None
    high: Node | None
    low_closed: bool
    high_closed: bool
    operator: Operator | None = None


# Names and access


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``base.name``"""

    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``base[predicate]``: a condition on each item, or the position of one."""

    base: Node
    predicate: Node


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """One argument of a call; ``name`` is None when it is passed by position."""

    name: str | None
    value: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: Node
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Node):
    """``types`` are those declared for the parameters; the body of an external one says where it is."""

    parameters: tuple[str, ...]
    body: Node
    types: tuple[TypeName | None, ...] = ()
    external: bool = False


# Operators


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """Arithmetic minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in tests``; each test is read as in a cell of a decision table."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: TypeName


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type by name; ``arguments`` are element types (list, range) or fields (context)."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    labels: tuple[str, ...] = ()


# Control


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """``name in source``, or ``name in source..end`` counting by one."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterations: tuple[Iteration, ...]
    body: Node


class Quantifier(StrEnum):
    SOME = "some"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    quantifier: Quantifier
    iterations: tuple[Iteration, ...]
    condition: Node


# Unary tests (cells of a decision table)


@dataclass(frozen=True, slots=True)
class UnaryComparison(Node):
    """``< 5``: the tested value stands on the left."""

    operator: Operator
    operand: Node


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """``a, b`` or ``not(a, b)``; no test at all is ``-``: anything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


def children(node: Node) -> list[Node]:
    """The nodes directly below, in source order."""
    return below((node,))


def below(nodes: Iterable[Node]) -> list[Node]:
    """The nodes directly below each of these, in order."""
    found: list[Node] = []
    for node in nodes:
        kind = type(node)
        parts = _PARTS.get(kind)
        for name in _parts(kind) if parts is None else parts:
            value = getattr(node, name)
            if value.__class__ is tuple:
                found += [item for item in value if isinstance(item, Node)]
            elif isinstance(value, Node):
                found.append(value)
    return found


def _parts(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold other nodes."""
    parts = _PARTS[kind] = tuple(each.name for each in fields(kind) if each.type not in _LEAVES)
    return parts


_PARTS: dict[type[Node], tuple[str, ...]] = {}
_LEAVES = frozenset(
    {"Span", "str", "bool", "Decimal", "tuple[str, ...]", "Operator", "Operator | None", "Quantifier"}
)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, without recursion."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(children(current))
