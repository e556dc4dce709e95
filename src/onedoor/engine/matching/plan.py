"""The rules as one graph of conditions in which equal parts are one node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from onedoor.engine.feel import Expression
from onedoor.engine.feel.nodes import Node as Tree
from onedoor.engine.matching.predicates import Predicate


class Truth(Enum):
    """The four values a condition can have."""

    TRUE = "true"
    FALSE = "false"
    NULL = "null"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Constant:
    value: Truth


@dataclass(frozen=True, slots=True)
class Test:
    """A predicate; ``check`` asks the interpreter the same, for products beyond 64 bits."""

    predicate: Predicate
    check: int | None


@dataclass(frozen=True, slots=True)
class Not:
    operand: int


@dataclass(frozen=True, slots=True)
class All:
    operands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Some:
    operands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """``if condition then yes else no`` of conditions."""

    condition: int
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A comparison of ``if condition then a else b``: ``yes`` compares a, ``no`` compares b.

    Where the condition is unknown the comparison is known only if a and b are equal (``same``).
    """

    condition: int
    yes: int
    no: int
    same: int


@dataclass(frozen=True, slots=True)
class Modal:
    """Whether a condition is true for certain, or (``unknown``) whether it is unknown: yes or no."""

    operand: int
    unknown: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Left to the interpreter; ``expression`` is an index into ``Plan.expressions``."""

    expression: int


Node = Constant | Test | Not | All | Some | Choice | Merged | Modal | Asked


@dataclass(slots=True)
class Plan:
    """Nodes in an order in which operands come first."""

    nodes: list[Node] = field(default_factory=list)
    asks: list[bool] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    _index: dict[object, int] = field(default_factory=dict)
    _truths: dict[Truth, int] = field(default_factory=dict)
    _checks: dict[Expression, int] = field(default_factory=dict)
    _lowered: dict[int, tuple[Tree, int]] = field(default_factory=dict)

    def lowered(self, condition: Tree) -> int | None:
        """The node that stands for this very tree, where one is kept."""
        found = self._lowered.get(id(condition))
        return found[1] if found is not None else None

    def keep(self, condition: Tree, index: int) -> None:
        """The node for this very tree, whichever rule it stands in; the tree lives as long as the plan."""
        self._lowered[id(condition)] = condition, index

    def constant(self, value: Truth) -> int:
        if (known := self._truths.get(value)) is None:
            known = self._truths[value] = self._append(Constant(value), asks=False)
        return known

    def test(self, predicate: Predicate, check: Callable[[], Expression] | None = None) -> int:
        """The node of a predicate: the one already there when any rule has asked the same.

        ``check`` is what the interpreter would be asked; it is made for a new predicate only.
        """
        if (known := self._index.get(predicate)) is not None:
            return known
        node = Test(predicate, self._expression(check()) if check else None)
        self._index[predicate] = index = self._append(node, asks=False)
        return index

    def ask(self, expression: Expression) -> int:
        return self._add(Asked(self._expression(expression)), asks=True)

    def negated(self, operand: int) -> int:
        node = self.nodes[operand]
        if isinstance(node, Not):
            return node.operand
        if isinstance(node, Constant):
            opposite = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}
            return self.constant(opposite.get(node.value, node.value))
        return self._add(Not(operand))

    def all_of(self, operands: list[int]) -> int:
        return self._chain(operands, All)

    def any_of(self, operands: list[int]) -> int:
        return self._chain(operands, Some)

    def choice(self, condition: int, yes: int, no: int) -> int:
        return self._add(Choice(condition, yes, no))

    def merged(self, condition: int, yes: int, no: int, same: int) -> int:
        return self._add(Merged(condition, yes, no, same))

    def modal(self, operand: int, *, unknown: bool) -> int:
        node = self.nodes[operand]
        if isinstance(node, Constant):
            sought = Truth.UNKNOWN if unknown else Truth.TRUE
            return self.constant(Truth.TRUE if node.value is sought else Truth.FALSE)
        return self._add(Modal(operand, unknown))

    def _chain(self, operands: list[int], kind: type[All] | type[Some]) -> int:
        neutral = self.constant(Truth.TRUE if kind is All else Truth.FALSE)
        decisive = self.constant(Truth.FALSE if kind is All else Truth.TRUE)
        flat: set[int] = set()
        for operand in operands:
            node = self.nodes[operand]
            if isinstance(node, kind):
                flat.update(node.operands)
            else:
                flat.add(operand)
        flat.discard(neutral)
        if decisive in flat:
            return decisive
        if not flat:
            return neutral
        return flat.pop() if len(flat) == 1 else self._add(kind(tuple(sorted(flat))))

    def _add(self, node: Node, *, asks: bool = False) -> int:
        if (known := self._index.get(node)) is not None:
            return known
        self._index[node] = index = self._append(node, asks=asks)
        return index

    def _append(self, node: Node, *, asks: bool) -> int:
        self.nodes.append(node)
        self.asks.append(asks or any(map(self.asks.__getitem__, operands(node))))
        return len(self.nodes) - 1

    def _expression(self, expression: Expression) -> int:
        if (known := self._checks.get(expression)) is not None:
            return known
        self.expressions.append(expression)
        self._checks[expression] = len(self.expressions) - 1
        return len(self.expressions) - 1


def operands(node: Node) -> tuple[int, ...]:
    """The nodes directly below."""
    match node:
        case All() | Some():
            return node.operands
        case Test() | Constant() | Asked():
            return ()
        case Not(operand=operand) | Modal(operand=operand):
            return (operand,)
        case Choice():
            return (node.condition, node.yes, node.no)
        case Merged():
            return (node.condition, node.yes, node.no, node.same)
