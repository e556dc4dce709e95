"""From FEEL text to a syntax tree, by operator precedence (Pratt 1973); names may hold spaces.

The grammar is that of DMN 1.5, chapter 10.3.1. Where it is ambiguous about names, the longest name
in scope wins; where no name is in scope, words that stand side by side are one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.constructs import Constructs
from onedoor.engine.feel.reading import (
    ADDITION,
    AND,
    COMPARISON,
    COMPARISONS,
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
        start = self.token.start
        left = self.prefix()
        while True:
            kind, sign, _, _ = self.token
            binding = _POWERS.get(sign, 0) if kind is Kind.SIGN or kind is Kind.KEYWORD else 0
            if binding <= power or (self.in_bound and sign == "["):
                break
            left = self.infix(left, start, binding)
        self.nesting -= 1
        return left

    def prefix(self) -> n.Node:
        """What stands at the beginning of an operand."""
        token = self.token
        kind, text, start, end = token
        if kind is Kind.NAME:
            self.advance()
            return n.Name(text, span=n.Span(start, end))
        if kind is Kind.NUMBER:
            self.advance()
            return n.NumberLiteral(Decimal(text), span=n.Span(start, end))
        if kind is Kind.STRING:
            self.advance()
            return n.StringLiteral(text, span=n.Span(start, end))
        if kind is Kind.TEMPORAL:
            self.advance()
            return n.TemporalLiteral(text, span=n.Span(start, end))
        if (kind is Kind.KEYWORD or kind is Kind.SIGN) and (construct := self._PREFIXES.get(text)):
            return construct(self)
        if token.kind is Kind.KEYWORD and token.text in ("and", "or"):
            raise self.error(
                _EXPRESSION, Text(zh="运算符左边缺少条件。", en="The operator lacks its left-hand side.")
            )
        raise self.error(_EXPRESSION)

    def infix(self, left: n.Node, start: int, power: int) -> n.Node:
        """What follows an operand."""
        operator = self.token.text
        match operator:
            case "or" | "and":
                return self._chain(left, start, operator, power)
            case ".":
                return self._path(left, start)
            case "[":
                return self._filter(left, start)
            case "(":
                return self._call(left, start)
        self.advance()
        match operator:
            case "between":
                low = self.expression(COMPARISON)
                self.require("and")
                return n.Between(left, low, self.expression(COMPARISON), span=self.span(start))
            case "in":
                return n.In(left, self._in_tests(), span=self.span(start))
            case "instance":
                return n.InstanceOf(left, self.type_name(), span=self.span(start))
        right = self.expression(power)
        kind = n.Comparison if operator in COMPARISONS else n.Arithmetic
        return kind(n.Operator(operator), left, right, span=self.span(start))

    def _chain(self, left: n.Node, start: int, operator: str, power: int) -> n.Node:
        kind = n.And if operator == "and" else n.Or
        operands = list(left.operands) if isinstance(left, kind) else [left]
        while self.accept(operator):
            right = self.expression(power)
            operands.extend(right.operands if isinstance(right, kind) else [right])
        return kind(tuple(operands), span=self.span(start))

    def _path(self, base: n.Node, start: int) -> n.Node:
        self.advance()
        if self.token.kind not in (Kind.NAME, Kind.KEYWORD):
            raise self.error(Text(zh="成员名称", en="the name of a member"))
        name = self.advance().text
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
        arguments: list[n.Argument] = []
        if not self.token.is_(")"):
            arguments.append(self.unbounded(self._argument))
            while self.accept(","):
                arguments.append(self.unbounded(self._argument))
        self.require(")")
        if arguments and len({argument.name is None for argument in arguments}) > 1:
            raise self.error(
                Text(zh="全部按位置或全部按名称传参", en="arguments all by position or all by name"),
            )
        return n.Call(function, tuple(arguments), span=self.span(start))

    def _argument(self) -> n.Argument:
        start = self.token.start
        name: str | None = None
        if self.token.kind is Kind.NAME and self.peek().is_(":"):
            name = self.advance().text
            self.advance()
        value = self.expression()
        return n.Argument(name, value, span=self.span(start))

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
