"""What is the same in every explanation of an expression: for each node its text, its place and its parts.

A plan is made once for an expression and kept with it, so that explaining costs little more than deciding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import Compiled
from onedoor.engine.feel.constants import is_truth, mentions_value
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.printer import shown
from onedoor.engine.feel.trace.facts import FactUsed, facts_in, is_chain
from onedoor.engine.feel.values import Unknown, unknown_in

Deciding = Callable[[Any, Sequence[Any]], Sequence[bool]]
_PLAN = "plan of explanations"
LITERALS = (n.NumberLiteral, n.StringLiteral, n.BooleanLiteral, n.NullLiteral, n.TemporalLiteral)


class Place(NamedTuple):
    """Line and column (characters) of a text, both from one."""

    line: int
    column: int


class Step:
    """One node of an expression as explanations see it.

    ``parts`` are the nodes below that mean something in the same scope, literals too; ``below`` those of
    them that are worth a line. ``is_condition`` tells that it is true or false where all goes well.
    """

    def __init__(self, expression: Expression, node: n.Node, is_condition: bool) -> None:
        self.expression = expression
        self.node = node
        self.closure: Compiled = expression.closures[id(node)]
        self.is_condition = is_condition or is_truth(node)
        self.parts = tuple(
            Step(expression, part, asked)
            for part, asked in _parts(node, self.is_condition)
            if id(part) in expression.closures
        )
        self.below = tuple(part for part in self.parts if not isinstance(part.node, LITERALS))
        below = [id(part) for part in self.below]
        self.places = tuple(below.index(id(part)) if id(part) in below else None for part in self.parts)
        self.deciding = _deciding(node, [part.node for part in self.below])

    @cached_property
    def text(self) -> str:
        """As it was written; as the printer writes it where the tree was not read from this text."""
        span = self.node.span
        written = "" if self.expression.is_printed else self.expression.source[span.start : span.end]
        return written or shown(self.node)

    @cached_property
    def place(self) -> Place:
        """Where it begins in the text of its expression; the beginning where it was not read from one."""
        start = 0 if self.expression.is_printed else self.node.span.start
        before = self.expression.source[:start]
        return Place(before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1)

    @cached_property
    def facts(self) -> tuple[FactUsed, ...]:
        """The facts that it speaks of, in the order in which they are named."""
        return tuple(dict.fromkeys(facts_in(self.node, frozenset({"?"}))))

    @cached_property
    def inner(self) -> Step | None:
        """The condition that a loop or filter asks of each of its items."""
        node = self.node
        match node:
            case n.Quantified(condition=asked):
                return Step(self.expression, asked, True)
            case n.Filter(predicate=asked) if is_truth(asked):
                return Step(self.expression, asked, True)
            case n.For(body=body):
                return Step(self.expression, body, self.is_condition)
        return None


def plan_of(expression: Expression) -> Step:
    """The plan of an expression, made when it is first explained."""
    plan: Step | None = expression.__dict__.get(_PLAN)
    if plan is None:
        plan = expression.__dict__[_PLAN] = Step(expression, expression.root, False)
    return plan


def is_call_of(node: n.Node, name: str, arguments: int = 1) -> bool:
    """Is it a call of that built-in with so many arguments by position?"""
    return (
        isinstance(node, n.Call)
        and isinstance(node.function, n.Name)
        and node.function.name == name
        and [each.name for each in node.arguments] == [None] * arguments
    )


def _parts(node: n.Node, is_condition: bool) -> Iterator[tuple[n.Node, bool]]:
    """The nodes below that mean something in the same scope, and which of them are conditions."""
    match node:
        case n.And(operands=operands) | n.Or(operands=operands):
            yield from ((each, True) for each in operands)
        case n.If(condition=condition, then=then, otherwise=otherwise):
            yield from ((condition, True), (then, is_condition), (otherwise, is_condition))
        case n.Call(arguments=arguments):
            yield from ((each.value, is_call_of(node, "not")) for each in arguments)
        case n.Filter(base=base) | n.Path(base=base):
            if not is_chain(node):
                yield base, False
        case n.For(iterations=(first, *_)) | n.Quantified(iterations=(first, *_)):
            yield from ((each, False) for each in (first.source, first.end) if each is not None)
        case n.In(value=value, tests=tests):
            yield value, False
            for test in tests:
                if not mentions_value(test):
                    yield (test.operand if isinstance(test, n.UnaryComparison) else test), False
        case n.FunctionDefinition() | n.ContextLiteral() | n.UnaryTests():
            pass
        case _:
            yield from ((each, False) for each in n.children(node))


def _deciding(node: n.Node, below: Sequence[n.Node]) -> Deciding | None:
    """Which of the parts below force the value, given it and theirs; None where all of them do."""
    match node:
        case n.And():
            return lambda value, parts: _alike(value, parts, stops=False)
        case n.Or():
            return lambda value, parts: _alike(value, parts, stops=True)
        case n.If(condition=condition, then=then) if any(each is condition for each in below):
            roles = ["if" if each is condition else "then" if each is then else "else" for each in below]
            return lambda value, parts: _chosen(value, parts, roles)
    return None


def _chosen(value: Any, parts: Sequence[Any], roles: Sequence[str]) -> Sequence[bool]:
    """The condition and the branch that it chose; both branches where it is open."""
    answer = parts[roles.index("if")]
    if isinstance(answer, Unknown):
        agreed = unknown_in(value) is None
        return [role != "if" or not agreed for role in roles]
    chosen = {True: "then", False: "else", None: "else"}.get(answer) if _is_truth(answer) else None
    return [role in ("if", chosen) for role in roles]


def _is_truth(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _alike(value: Any, parts: Sequence[Any], *, stops: bool) -> Sequence[bool]:
    """Those that have the value; of those that would each do alone for ``or``, the first."""
    kind = type(value)
    if kind is Unknown:
        return [type(each) is Unknown for each in parts]
    if value is None:
        return [not isinstance(each, (bool, Unknown)) for each in parts]
    marks = [each is value for each in parts]
    if stops and value is True:
        first = marks.index(True) if True in marks else -1
        return [place == first for place in range(len(marks))]
    return marks
