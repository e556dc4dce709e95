"""Brackets of every kind, and the tests of a cell (DMN 1.5, grammar rules 1 to 20 and 66)."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.reading import COMPARISON, COMPARISONS, ORDERINGS, Reader
from onedoor.engine.feel.tokens import Kind


class Brackets(Reader):
    """Parentheses, lists, ranges, contexts, and unary tests, which stand in some of them."""

    def _parenthesis(self) -> n.Node:
        start = self.advance()
        if self.token.is_(*COMPARISONS):
            test = self.unbounded(self._unary_comparison)
            self.require(")")
            return _range_of(test, self.span(start))
        inner = self.unbounded(self.expression)
        if self.accept(".."):
            return self._range(start, inner, low_closed=False)
        self.require(")")
        return inner

    def _bracket(self) -> n.Node:
        start = self.advance()
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
        if self.token.is_(*ORDERINGS):
            start = self.token.start
            return _range_of(self._unary_comparison(), self.span(start))
        return self.expression()

    def _open_range(self) -> n.Node:
        start = self.advance()
        low = self.unbounded(self.expression)
        self.require("..")
        return self._range(start, low, low_closed=False)

    def _range(self, start: int, low: n.Node, *, low_closed: bool) -> n.Node:
        before, self.in_bound = self.in_bound, True
        high = self.expression(COMPARISON)
        self.in_bound = before
        high_closed = self.token.mark == "]"
        self.require("]", ")", "[")
        return n.RangeLiteral(low, high, low_closed, high_closed, span=self.span(start))

    def _context(self) -> n.Node:
        start = self.advance()
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
        key = self.word() if self.token.kind is Kind.STRING else self.label(":")
        self.require(":")
        value = self.unbounded(self.expression)
        self.names.add(key)
        return n.ContextEntry(key, value, span=self.span(start))

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
        while self.token.mark == ",":
            self.advance()
            tests.append(self._test())
        return tuple(tests)

    def _test(self) -> n.Node:
        return self._unary_comparison() if self.token.is_(*COMPARISONS) else self.expression()

    def _unary_comparison(self) -> n.UnaryComparison:
        operator = self.token.mark
        start = self.require(*COMPARISONS)
        operand = self.expression(COMPARISON)
        return n.UnaryComparison(n.Operator(operator), operand, span=self.span(start))

    def _in_tests(self) -> tuple[n.Node, ...]:
        if self.token.is_(*COMPARISONS):
            return (self._unary_comparison(),)
        if not self.token.is_("("):
            return (self.expression(COMPARISON),)
        start = self.advance()
        tests = self.unbounded(self._test_list)
        if len(tests) == 1 and self.accept(".."):
            return (self._range(start, tests[0], low_closed=False),)
        self.require(")")
        return tests


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
