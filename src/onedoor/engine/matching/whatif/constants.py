"""The constants that take part in a value: a rate, a ceiling, the limit in a branch."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.literals import Value, constant_value
from onedoor.engine.matching.whatif.places import Place
from onedoor.text import Text


class Role(StrEnum):
    """What a constant does where it stands."""

    BOUND = "bound"
    FACTOR = "factor"
    TERM = "term"
    CEILING = "ceiling"
    FLOOR = "floor"
    VALUE = "value"

    @property
    def words(self) -> Text:
        return _WORDS[self]


_WORDS = {
    Role.BOUND: Text("门槛", "threshold"),
    Role.FACTOR: Text("系数", "factor"),
    Role.TERM: Text("加减数", "summand"),
    Role.CEILING: Text("封顶", "ceiling"),
    Role.FLOOR: Text("保底", "floor"),
    Role.VALUE: Text("取值", "value"),
}


class Choice(NamedTuple):
    """The last ``if`` on the way to a constant, and where it stands."""

    node: n.If
    place: Place


class Constant(NamedTuple):
    """A constant, where it stands, what it does there, and the ``if`` in whose branch it stands.

    ``chosen`` is the place of the whole part that it is the value of when that branch is taken: a chain of ``if``,
    or a member of what one gives.
    """

    place: Place
    node: n.Node
    value: Value
    role: Role
    choice: Choice | None
    chosen: Place

    @property
    def given(self) -> n.Node | None:
        """The condition under which it counts, where the branch right around it has one of its own."""
        if self.choice is None or self.place[len(self.choice.place)] != "then":
            return None
        return self.choice.node.condition


_OF_OPERATOR = {n.Operator.ADD: Role.TERM, n.Operator.SUBTRACT: Role.TERM}
_OF_FUNCTION = {"min": Role.CEILING, "max": Role.FLOOR, "sum": Role.TERM}
# Their first argument is the value; the others say how it is treated.
_OF_ONE = frozenset(
    {"abs", "floor", "ceiling", "decimal"}
    | {f"round {way}" for way in ("up", "down", "half up", "half down")}
)


def constants_in(node: n.Node, place: Place, role: Role = Role.VALUE) -> Iterator[Constant]:
    """The constants that the value of a part is made of, the largest constant parts first to last.

    Conditions inside, digits to round to and exponents are none of them.
    """
    return _inside(node, place, role=role, choice=None, chosen=place)


def _inside(
    node: n.Node, place: Place, *, role: Role, choice: Choice | None, chosen: Place
) -> Iterator[Constant]:
    value = constant_value(node)
    if value is not None:
        yield Constant(place, node, value, role, choice, chosen)
    elif isinstance(node, n.If):
        for part, branch in (("then", node.then), ("otherwise", node.otherwise)):
            yield from _inside(branch, (*place, part), role=role, choice=Choice(node, place), chosen=chosen)
    elif isinstance(node, n.Path):
        yield from _of_member(node.base, node.name, (*place, "base"), role=role, choice=choice, chosen=chosen)
    else:
        for step, child, its_role in _values(node):
            below = (*place, *step)
            yield from _inside(child, below, role=its_role or role, choice=choice, chosen=below)


def _values(node: n.Node) -> Iterator[tuple[Place, n.Node, Role | None]]:
    """The parts of a value that are values themselves; None for those that take over its role."""
    match node:
        case n.Negation(operand=operand):
            yield ("operand",), operand, None
        case n.Arithmetic(operator=n.Operator.POWER, left=left):
            yield ("left",), left, Role.FACTOR
        case n.Arithmetic(operator=operator, left=left, right=right):
            role = _OF_OPERATOR.get(operator, Role.FACTOR)
            yield ("left",), left, role
            yield ("right",), right, role
        case n.Call(function=n.Name(name=name), arguments=arguments):
            taken = arguments if name in _OF_FUNCTION else arguments[:1] if name in _OF_ONE else ()
            for position, argument in enumerate(taken):
                yield ("arguments", position, "value"), argument.value, _OF_FUNCTION.get(name)
        case n.ListLiteral(items=items):
            for position, item in enumerate(items):
                yield ("items", position), item, None


def _of_member(
    node: n.Node, name: str, place: Place, *, role: Role, choice: Choice | None, chosen: Place
) -> Iterator[Constant]:
    """One output of a decision table with several: the constants in that member of each of its results."""
    match node:
        case n.If(then=then, otherwise=otherwise):
            for part, branch in (("then", then), ("otherwise", otherwise)):
                yield from _of_member(
                    branch, name, (*place, part), role=role, choice=Choice(node, place), chosen=chosen
                )
        case n.ContextLiteral(entries=entries):
            for position, entry in enumerate(entries):
                if entry.key == name:
                    below = (*place, "entries", position, "value")
                    yield from _inside(entry.value, below, role=role, choice=choice, chosen=chosen)
