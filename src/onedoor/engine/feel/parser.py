"""From FEEL text to a syntax tree, by operator precedence (Pratt 1973); names may hold spaces.

The grammar is that of DMN 1.5, chapter 10.3.1. Where it is ambiguous about names, the longest name
in scope wins; where no name is in scope, words that stand side by side are one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TypeVar

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.bounds import check_bounds
from onedoor.engine.feel.errors import FeelLimitError, FeelSyntaxError
from onedoor.engine.feel.names import NameIndex
from onedoor.engine.feel.tokens import MAX_SOURCE, Kind, Scanner, Token
from onedoor.text import Text

MAX_NESTING = 64

NAMES_WITH_KEYWORDS = ("date and time", "days and time duration", "years and months duration")
_BASE_NAMES = NameIndex(NAMES_WITH_KEYWORDS)

# Binding powers, loosest first. Arithmetic minus binds tighter than ** (DMN 1.5, 10.3.1.2).
_OR, _AND, _COMPARISON, _ADDITION, _MULTIPLICATION, _POWER, _NEGATION, _POSTFIX = range(1, 9)
_POWERS = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "between", "in", "instance"), _COMPARISON),
    **dict.fromkeys("+-", _ADDITION),
    **dict.fromkeys("*/", _MULTIPLICATION),
    "**": _POWER,
    **dict.fromkeys((".", "[", "("), _POSTFIX),
}
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_ORDERINGS = _COMPARISONS[2:]
_EXPRESSION = Text(zh="表达式", en="an expression")

AnyNode = TypeVar("AnyNode", bound=n.Node)


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


class Parser:
    """One pass over one source. Each method reads one construct and stands after it."""

    def __init__(self, source: str, names: Iterable[str]) -> None:
        if len(source) > MAX_SOURCE:
            raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_SOURCE)
        self.source = source
        self.scanner = Scanner(source)
        self.names = _BASE_NAMES.nested(names)
        self.nesting = 0
        self.in_bound = False
        self.end = 0
        self.token = self.scanner.read(0, self.names)

    # Moving about

    def whole(self, construct: Callable[[], AnyNode]) -> AnyNode:
        """The construct, which must be all there is, within bounds."""
        tree = construct()
        if self.token.kind is not Kind.END:
            raise self.error(Text(zh="表达式结束或运算符", en="the end of the expression or an operator"))
        check_bounds(tree)
        return tree

    def advance(self) -> Token:
        """Step over the current token and return it."""
        passed = self.token
        self.end = passed.end
        self.token = self.scanner.read(passed.end, self.names)
        return passed

    def peek(self) -> Token:
        return self.scanner.read(self.token.end, self.names)

    def accept(self, *texts: str) -> bool:
        if self.token.is_(*texts):
            self.advance()
            return True
        return False

    def require(self, *texts: str) -> Token:
        if not self.token.is_(*texts):
            wanted = " / ".join(texts)
            raise self.error(Text(zh=f"“{wanted}”", en=wanted))
        return self.advance()

    def error(self, expected: Text, mend: Text | None = None) -> FeelSyntaxError:
        if self.token.kind is Kind.END:
            found = Text(zh="表达式在此结束", en="the end of the expression")
        else:
            shown = self.source[self.token.start : self.token.end][:40]
            found = Text(zh=f"“{shown}”", en=shown)
        return FeelSyntaxError(self.source, self.token.start, found=found, expected=expected, mend=mend)

    def span(self, start: int) -> n.Span:
        """From ``start`` to the end of what was read last."""
        return n.Span(start, self.end)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Names added inside are forgotten outside."""
        outer, self.names = self.names, self.names.nested()
        try:
            yield
        finally:
            self.names = outer

    def label(self, *stops: str) -> str:
        """A name being declared, up to one of ``stops``; it is in scope from here on."""
        token = self.scanner.read_label(self.token.start, stops)
        if token.kind is not Kind.NAME:
            raise self.error(Text(zh="名称", en="a name"))
        self.end = token.end
        self.token = self.scanner.read(token.end, self.names)
        return token.text

    # Expressions

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

    def deeper(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise FeelLimitError(Text(zh="嵌套层数", en="levels of nesting"), MAX_NESTING)

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
                low = self.expression(_COMPARISON)
                self.require("and")
                return n.Between(left, low, self.expression(_COMPARISON), span=self.span(start))
            case "in":
                return n.In(left, self._in_tests(), span=self.span(start))
            case "instance":
                return n.InstanceOf(left, self.type_name(), span=self.span(start))
        right = self.expression(power)
        kind = n.Comparison if operator in _COMPARISONS else n.Arithmetic
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

    def unbounded(self, construct: Callable[[], AnyNode]) -> AnyNode:
        """Read inside brackets, where ``[`` after an operand is a filter again."""
        before, self.in_bound = self.in_bound, False
        try:
            return construct()
        finally:
            self.in_bound = before

    # Constructs that begin with their own sign or word

    def _negation(self) -> n.Node:
        start = self.advance().start
        return n.Negation(self.expression(_NEGATION), span=self.span(start))

    def _boolean(self) -> n.Node:
        token = self.advance()
        return n.BooleanLiteral(token.text == "true", span=self.span(token.start))

    def _null(self) -> n.Node:
        return n.NullLiteral(span=self.span(self.advance().start))

    def _parenthesis(self) -> n.Node:
        start = self.advance().start
        if self.token.is_(*_COMPARISONS):
            test = self.unbounded(self._unary_comparison)
            self.require(")")
            return _range_of(test, self.span(start))
        inner = self.unbounded(self.expression)
        if self.accept(".."):
            return self._range(start, inner, low_closed=False)
        self.require(")")
        return inner

    def _bracket(self) -> n.Node:
        start = self.advance().start
        if self.accept("]"):
            return n.ListLiteral((), span=self.span(start))
        first = self.unbounded(self._list_item)
        if self.accept(".."):
            return self._range(start, first, low_closed=True)
        items = [first]
        while self.accept(","):
            items.append(self.unbounded(self._list_item))
        self.require("]")
        return n.ListLiteral(tuple(items), span=self.span(start))

    def _list_item(self) -> n.Node:
        if self.token.is_(*_ORDERINGS):
            start = self.token.start
            return _range_of(self._unary_comparison(), self.span(start))
        return self.expression()

    def _open_range(self) -> n.Node:
        start = self.advance().start
        low = self.unbounded(self.expression)
        self.require("..")
        return self._range(start, low, low_closed=False)

    def _range(self, start: int, low: n.Node, *, low_closed: bool) -> n.Node:
        before, self.in_bound = self.in_bound, True
        high = self.expression(_COMPARISON)
        self.in_bound = before
        closing = self.require("]", ")", "[")
        return n.RangeLiteral(low, high, low_closed, closing.text == "]", span=self.span(start))

    def _context(self) -> n.Node:
        start = self.advance().start
        entries: list[n.ContextEntry] = []
        with self.scope():
            while not self.token.is_("}"):
                entries.append(self._context_entry())
                if not self.accept(","):
                    break
        self.require("}")
        return n.ContextLiteral(tuple(entries), span=self.span(start))

    def _context_entry(self) -> n.ContextEntry:
        start = self.token.start
        key = self.advance().text if self.token.kind is Kind.STRING else self.label(":")
        self.require(":")
        value = self.unbounded(self.expression)
        self.names.add(key)
        return n.ContextEntry(key, value, span=self.span(start))

    def _if(self) -> n.Node:
        start = self.advance().start
        condition = self.expression()
        self.require("then")
        then = self.expression()
        self.require("else")
        return n.If(condition, then, self.expression(), span=self.span(start))

    def _for(self) -> n.Node:
        start = self.token.start
        with self.scope():
            iterations = self._iterations()
            self.names.add("partial")
            self.require("return")
            return n.For(iterations, self.expression(), span=self.span(start))

    def _quantified(self) -> n.Node:
        token = self.token
        with self.scope():
            iterations = self._iterations()
            self.require("satisfies")
            condition = self.expression()
        return n.Quantified(n.Quantifier(token.text), iterations, condition, span=self.span(token.start))

    def _iterations(self) -> tuple[n.Iteration, ...]:
        iterations: list[n.Iteration] = []
        self.advance()  # the keyword before the first, a comma before the others
        while True:
            start = self.token.start
            name = self.label("in")
            self.require("in")
            source = self.expression()
            end = self.expression() if self.accept("..") else None
            self.names.add(name)
            iterations.append(n.Iteration(name, source, end, span=self.span(start)))
            if not self.accept(","):
                return tuple(iterations)

    def _function(self) -> n.Node:
        start = self.advance().start
        self.require("(")
        parameters: list[str] = []
        types: list[n.TypeName | None] = []
        while not self.token.is_(")"):
            parameters.append(self.label(",", ")", ":"))
            types.append(self.type_name() if self.accept(":") else None)
            if not self.accept(","):
                break
        self.require(")")
        external = self.token.kind is Kind.NAME and self.token.text == "external"
        if external:
            self.advance()
        with self.scope():
            for parameter in parameters:
                self.names.add(parameter)
            body = self.expression()
        declared = tuple(types) if any(types) else ()
        return n.FunctionDefinition(tuple(parameters), body, declared, external, span=self.span(start))

    _PREFIXES: dict[str, Callable[[Parser], n.Node]] = {
        "-": _negation,
        "true": _boolean,
        "false": _boolean,
        "null": _null,
        "(": _parenthesis,
        "[": _bracket,
        "]": _open_range,
        "{": _context,
        "if": _if,
        "for": _for,
        "some": _quantified,
        "every": _quantified,
        "function": _function,
    }

    # Types

    def type_name(self) -> n.TypeName:
        """``number``, ``list<number>``, ``context<a: number>``, ``function<number> -> string``."""
        self.deeper()
        start = self.token.start
        if self.token.kind not in (Kind.NAME, Kind.KEYWORD):
            raise self.error(Text(zh="类型名称", en="the name of a type"))
        name = self.advance().text
        while self.accept("."):
            name += f".{self.advance().text}"
        arguments: list[n.TypeName] = []
        labels: list[str] = []
        if self.accept("<"):
            while not self.token.is_(">"):
                if name == "context":
                    labels.append(self.label(":"))
                    self.require(":")
                arguments.append(self.type_name())
                if not self.accept(","):
                    break
            self.require(">")
        if name == "function" and self.accept("->"):
            arguments.append(self.type_name())
        self.nesting -= 1
        return n.TypeName(name, tuple(arguments), tuple(labels), span=self.span(start))

    # Unary tests

    def unary_tests(self) -> n.UnaryTests:
        """The whole content of a cell."""
        start = self.token.start
        self.names.add("?")
        if self.token.is_("-") and self.peek().kind is Kind.END:
            self.advance()
            return n.UnaryTests((), span=self.span(start))
        if self.token.kind is Kind.NAME and self.token.text == "not" and self.peek().is_("("):
            self.advance()
            self.advance()
            tests = self._test_list()
            self.require(")")
            return n.UnaryTests(tests, negated=True, span=self.span(start))
        return n.UnaryTests(self._test_list(), span=self.span(start))

    def _test_list(self) -> tuple[n.Node, ...]:
        tests = [self._test()]
        while self.accept(","):
            tests.append(self._test())
        return tuple(tests)

    def _test(self) -> n.Node:
        return self._unary_comparison() if self.token.is_(*_COMPARISONS) else self.expression()

    def _unary_comparison(self) -> n.UnaryComparison:
        token = self.require(*_COMPARISONS)
        operand = self.expression(_COMPARISON)
        return n.UnaryComparison(n.Operator(token.text), operand, span=self.span(token.start))

    def _in_tests(self) -> tuple[n.Node, ...]:
        if self.token.is_(*_COMPARISONS):
            return (self._unary_comparison(),)
        if not self.token.is_("("):
            return (self.expression(_COMPARISON),)
        start = self.advance().start
        first = self.unbounded(self._test)
        if self.accept(".."):
            return (self._range(start, first, low_closed=False),)
        tests = [first]
        while self.accept(","):
            tests.append(self.unbounded(self._test))
        self.require(")")
        return tuple(tests)


def _range_of(test: n.UnaryComparison, span: n.Span) -> n.RangeLiteral:
    """``(< 5)`` and its like as intervals (DMN 1.5, grammar rule 66)."""
    point, operator = test.operand, test.operator
    if operator in (n.Operator.EQUAL, n.Operator.UNEQUAL):
        closed = operator is n.Operator.EQUAL
        return n.RangeLiteral(point, point, closed, closed, operator, span=span)
    closed = operator in (n.Operator.LESS_OR_EQUAL, n.Operator.GREATER_OR_EQUAL)
    if operator in (n.Operator.LESS, n.Operator.LESS_OR_EQUAL):
        return n.RangeLiteral(None, point, low_closed=False, high_closed=closed, span=span)
    return n.RangeLiteral(point, None, low_closed=closed, high_closed=False, span=span)
