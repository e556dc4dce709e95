"""``if`` inside a comparison: which branch to compare, and when two branches are the same value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.numbers import CannotLower
from onedoor.text import Text

_PARTS = Text("分支不是成员相同的常数结果", "the branches are not constant results with the same members")


@dataclass(frozen=True, slots=True)
class Branch:
    """``node`` holds ``then`` or ``otherwise``: an ``if``, or one ``member`` of its result."""

    node: n.Node
    choice: n.If
    member: str | None = None

    @property
    def then(self) -> n.Node:
        return self._chosen(self.choice.then)

    @property
    def otherwise(self) -> n.Node:
        return self._chosen(self.choice.otherwise)

    def _chosen(self, value: n.Node) -> n.Node:
        return value if self.member is None else n.Path(value, self.member)


def first_branch(node: n.Node) -> Branch | None:
    """The first ``if`` inside a formula, whose branches can be compared one by one."""
    match node:
        case n.If():
            return Branch(node, node)
        case n.Path(base=n.If() as choice, name=name):
            return Branch(node, choice, name)
        case n.Negation(operand=operand):
            return first_branch(operand)
        case n.Arithmetic(left=left, right=right):
            return first_branch(left) or first_branch(right)
    return None


def put(node: n.Node, old: n.Node, new: n.Node) -> n.Node:
    """The formula with the very node ``old`` replaced."""
    if node is old:
        return new
    changed: dict[str, Any] = {
        each.name: put(value, old, new)
        for each in fields(node)
        if isinstance(value := getattr(node, each.name), n.Node)
    }
    return replace(node, **changed) if changed else node


def divisor_with(node: n.Node, sought: n.Node) -> n.Node | None:
    """The divisor in which the very node ``sought`` stands, the outermost one."""
    match node:
        case n.Arithmetic(operator=n.Operator.DIVIDE, right=right) if any(
            each is sought for each in n.walk(right)
        ):
            return right
        case n.Arithmetic(left=left, right=right):
            return divisor_with(left, sought) or divisor_with(right, sought)
        case n.Negation(operand=operand):
            return divisor_with(operand, sought)
    return None


def same_members(one: n.Node, other: n.Node) -> bool | None:
    """Whether two results without ``if`` can be equal in one member while the choice is unknown.

    Results with the same members are merged member by member (``None``: compare the member); an
    absent result (the default of a table) and a present one have nothing in common. Raises
    ``CannotLower`` for results that are not written out.
    """
    left, right = _members(one), _members(other)
    if left is not None and left == right:
        return None
    return left is None and right is None


def _members(node: n.Node) -> frozenset[str] | None:
    if isinstance(node, n.NullLiteral):
        return None
    if isinstance(node, n.ContextLiteral):
        return frozenset(entry.key for entry in node.entries)
    raise CannotLower(_PARTS)
