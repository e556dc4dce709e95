"""Moving through a source token by token: what every construct of the grammar is read with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar

from onedoor.engine.feel import making
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.bounds import check_bounds
from onedoor.engine.feel.errors import FeelLimitError, FeelSyntaxError
from onedoor.engine.feel.names import NameIndex
from onedoor.engine.feel.tokens import MAX_SOURCE, Kind, Scanner
from onedoor.text import Text

MAX_NESTING = 64

NAMES_WITH_KEYWORDS = ("date and time", "days and time duration", "years and months duration")
_BASE_NAMES = NameIndex(NAMES_WITH_KEYWORDS)


@lru_cache(maxsize=256)
def _index_of(names: tuple[str, ...]) -> NameIndex:
    """The names of a model, the same for all its texts; nothing is added to this index."""
    return _BASE_NAMES.nested(names)


# Binding powers, loosest first. Arithmetic minus binds tighter than ** (DMN 1.5, 10.3.1.2).
OR, AND, COMPARISON, ADDITION, MULTIPLICATION, POWER, NEGATION, POSTFIX = range(1, 9)
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
ORDERINGS = COMPARISONS[2:]

Construct = TypeVar("Construct")


class Reader(ABC):
    """One pass over one source. Each method reads one construct and stands after it."""

    def __init__(self, source: str, names: Iterable[str]) -> None:
        if len(source) > MAX_SOURCE:
            raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_SOURCE)
        self.source = source
        self.token = Scanner(source)
        self.names = _index_of(tuple(names)).nested()
        self.nesting = 0
        self.in_bound = False
        self.end = 0
        self.token.move(0, self.names)

    def whole(self, construct: Callable[[], n.AnyNode]) -> n.AnyNode:
        """The construct, which must be all there is, within bounds."""
        tree = construct()
        if self.token.kind is not Kind.END:
            raise self.error(Text(zh="表达式结束或运算符", en="the end of the expression or an operator"))
        check_bounds(tree)
        return tree

    def advance(self) -> int:
        """Step over the current token; where it began."""
        token = self.token
        start, self.end = token.start, token.end
        token.move(token.end, self.names)
        return start

    def word(self) -> str:
        """Step over the current token; its text."""
        text = self.token.text
        self.advance()
        return text

    def peek(self) -> Scanner:
        """At the token after the current one."""
        ahead = Scanner(self.source)
        ahead.move(self.token.end, self.names)
        return ahead

    def accept(self, *texts: str) -> bool:
        if self.token.mark in texts:
            self.advance()
            return True
        return False

    def require(self, *texts: str) -> int:
        if self.token.mark not in texts:
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
        return making.span(start, self.end)

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
        declared = self.token.read_label(self.token.start, stops)
        if declared.kind is not Kind.NAME:
            raise self.error(Text(zh="名称", en="a name"))
        self.end = declared.end
        self.token.move(declared.end, self.names)
        return declared.text

    @abstractmethod
    def expression(self, power: int = 0) -> n.Node:
        """One expression whose operators all bind tighter than ``power``."""

    def deeper(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise FeelLimitError(Text(zh="嵌套层数", en="levels of nesting"), MAX_NESTING)

    def unbounded(self, construct: Callable[[], Construct]) -> Construct:
        """Read inside brackets, where ``[`` after an operand is a filter again."""
        before, self.in_bound = self.in_bound, False
        try:
            return construct()
        finally:
            self.in_bound = before
