"""From FEEL text to a syntax tree, by operator precedence (Pratt 1973); names may hold spaces.

The grammar is that of DMN 1.5, chapter 10.3.1. Where it is ambiguous about names, the longest name
in scope wins; where no name is in scope, words that stand side by side are one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from onedoor.engine.feel import making
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.constructs import Constructs
from onedoor.engine.feel.reading import (
    ADDITION,
    AND,
    COMPARISON,
    MULTIPLICATION,
    OR,
    POSTFIX,
    POWER,
)
from onedoor.engine.feel.tokens import Kind
from onedoor.text import Text

_POWERS = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "between", "in", "instance"), COMPARISON),
    **dict.fromkeys("+-", ADDITION),
    **dict.fromkeys("*/", MULTIPLICATION),
    "**": POWER,
    **dict.fromkeys((".", "[", "("), POSTFIX),
}
_OPERATORS = {str(each): each for each in n.Operator}
_NAME, _STRING, _NUMBER = Kind.NAME, Kind.STRING, Kind.NUMBER
_EXPRESSION = Text(zh="表达式", en="an expression")


def parse_expression(source: str, names: Iterable[str] = ()) -> n.Node:
    """The tree of one FEEL expression; ``names`` are those in scope.

    Raises:
        FeelSyntaxError: the text is not FEEL.
        FeelLimitError: it is longer, deeper or larger than the stated bounds.
    """
    parser = Parser(source, names)
    return parser.whole(parser.expression)


def parse_tests(source: str, names: Iterable[str] = ()) -> n.UnaryTests:
    """The tree of a cell of a decision table: ``-``, ``"a", "b"``, ``[1..5]``, ``not(< 3)``, ``? > 2``."""
    parser = Parser(source, names)
    return parser.whole(parser.unary_tests)


class Parser(Constructs):
    """Expressions: an operand, then operators that bind tighter than what stands around them."""

    def expression(self, power: int = 0) -> n.Node:
        """One expression whose operators all bind tighter than ``power``."""
        self.deeper()
        token = self.token
        start = token.start
        left = self.prefix()
        while True:
            sign = token.mark
            binding = _POWERS.get(sign, 0)
            if binding <= power or (self.in_bound and sign == "["):
                break
            left = self.infix(left, start, binding)
        self.nesting -= 1
        return left

    def prefix(self) -> n.Node:
        """What stands at the beginning of an operand."""
        token = self.token
        kind, text, mark = token.kind, token.text, token.mark
        if mark:
            if construct := self._PREFIXES.get(mark):
                return construct(self)
        elif kind is _NAME:
            return making.name(text, self.advance(), self.end)
        elif kind is _STRING:
            return making.text(text, self.advance(), self.end)
        elif kind is _NUMBER:
            return making.number(Decimal(text), self.advance(), self.end)
        elif kind is Kind.TEMPORAL:
            return n.TemporalLiteral(text, span=n.Span(self.advance(), self.end))
        if mark in ("and", "or"):
            raise self.error(
                _EXPRESSION, Text(zh="运算符左边缺少条件。", en="The operator lacks its left-hand side.")
            )
        raise self.error(_EXPRESSION)

    def infix(self, left: n.Node, start: int, power: int) -> n.Node:
        """What follows an operand."""
        operator = self.token.text
        if operator == "(":
            return self._call(left, start)
        if power <= AND:
            return self._chain(left, start, operator, power)
        if operator == ".":
            return self._path(left, start)
        if operator == "[":
            return self._filter(left, start)
        self.advance()
        if known := _OPERATORS.get(operator):
            right = self.expression(power)
            make = making.comparison if power == COMPARISON else making.arithmetic
            return make(known, left, right, start, self.end)
        if operator == "in":
            return n.In(left, self._in_tests(), span=self.span(start))
        if operator == "between":
            low = self.expression(COMPARISON)
            self.require("and")
            return n.Between(left, low, self.expression(COMPARISON), span=self.span(start))
        return n.InstanceOf(left, self.type_name(), span=self.span(start))

    def _chain(self, left: n.Node, start: int, operator: str, power: int) -> n.Node:
        kind, make = (n.And, making.conjunction) if operator == "and" else (n.Or, making.disjunction)
        operands = list(left.operands) if isinstance(left, kind) else [left]
        while self.token.mark == operator:
            self.advance()
            right = self.expression(power)
            operands.extend(right.operands if isinstance(right, kind) else [right])
        return make(tuple(operands), start, self.end)

    def _path(self, base: n.Node, start: int) -> n.Node:
        self.advance()
        if self.token.kind not in (Kind.NAME, Kind.KEYWORD):
            raise self.error(Text(zh="成员名称", en="the name of a member"))
        name = self.word()
        return n.Path(base, name, span=self.span(start))

    def _filter(self, base: n.Node, start: int) -> n.Node:
        self.advance()
        with self.scope():
            self.names.add("item")
            predicate = self.unbounded(self.expression)
        self.require("]")
        return n.Filter(base, predicate, span=self.span(start))

    def _call(self, function: n.Node, start: int) -> n.Node:
        self.advance()
        arguments = [] if self.token.mark == ")" else self.unbounded(self._arguments)
        self.require(")")
        if arguments and len({argument.name is None for argument in arguments}) > 1:
            raise self.error(
                Text(zh="全部按位置或全部按名称传参", en="arguments all by position or all by name"),
            )
        return making.call(function, tuple(arguments), start, self.end)

    def _arguments(self) -> list[n.Argument]:
        found = [self._argument()]
        while self.token.mark == ",":
            self.advance()
            found.append(self._argument())
        return found

    def _argument(self) -> n.Argument:
        token = self.token
        start = token.start
        name: str | None = None
        if token.kind is _NAME and token.is_before(":") and self.peek().mark == ":":
            name = self.word()
            self.advance()
        value = self.expression()
        return making.argument(name, value, start, self.end)

    _PREFIXES: dict[str, Callable[[Parser], n.Node]] = {
        "-": Constructs._negation,
        "true": Constructs._boolean,
        "false": Constructs._boolean,
        "null": Constructs._null,
        "(": Constructs._parenthesis,
        "[": Constructs._bracket,
        "]": Constructs._open_range,
        "{": Constructs._context,
        "if": Constructs._if,
        "for": Constructs._for,
        "some": Constructs._quantified,
        "every": Constructs._quantified,
        "function": Constructs._function,
    }
