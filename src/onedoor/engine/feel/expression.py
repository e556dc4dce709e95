"""A FEEL expression that was read: its text, its tree, the names it needs, and its value in a scope."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.compiler import Compiled, Compiler
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Unknown
from onedoor.text import Text


@dataclass(frozen=True)
class Expression:
    """``source`` is the text that the spans in ``root`` point into, unless it was printed from the tree."""

    source: str
    root: n.Node
    is_printed: bool = field(default=False, compare=False, kw_only=True)

    compiler: ClassVar[type[Compiler]] = Compiler

    @classmethod
    def of(cls, root: n.Node) -> Self:
        """An expression made from a tree instead of a text; it reads as the printer writes it."""
        return cls(print_node(root), root, is_printed=True)

    @cached_property
    def free_names(self) -> frozenset[str]:
        """The names that must come from outside: facts, decisions, business knowledge."""
        return free_names(self.root)

    @cached_property
    def closures(self) -> dict[int, Compiled]:
        """The closure of each node, by ``id``; the tree is held here, so the ids stay its own."""
        compiler = self.compiler()
        compiler.compile(self.root)
        return compiler.compiled

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to have the same expression; closures are made anew there."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __call__(self, facts: Mapping[str, Any], *, now: datetime | None = None) -> Any:
        """The value for these facts, as ``evaluate`` gives it; the closures are made once."""
        try:
            return self.compiled(Scope.of_facts(facts, now))
        except (FeelLimitError, RecursionError) as error:
            raise self._stopped(error) from None

    def run(self, scope: Scope) -> Any:
        """The value in a scope of FEEL values.

        Raises:
            FeelLimitError: a bound was reached; the error shows the expression.
        """
        try:
            return self.compiled(scope)
        except (FeelLimitError, RecursionError) as error:
            raise self._stopped(error) from None

    def _stopped(self, error: FeelLimitError | RecursionError) -> FeelLimitError:
        if isinstance(error, RecursionError):
            what = Text(zh="计算嵌套层数", en="nested steps of evaluation")
            error = FeelLimitError(what, sys.getrecursionlimit())
        return error.in_expression(self.source)

    @cached_property
    def compiled(self) -> Compiled:
        """The closure of the whole, for whoever runs it often and sees to limits."""
        return self.closures[id(self.root)]

    def scope(self, facts: Mapping[str, Any], now: datetime | None = None) -> Scope:
        """A scope of these facts; those that are not there are unknown."""
        return Scope.of_facts(facts, now)


def parse(text: str, *, names: Iterable[str] = ()) -> Expression:
    """Read an expression; ``names`` are the names in scope, which may hold spaces and operators.

    Raises:
        FeelSyntaxError: the text is not FEEL; says where, what was expected and how to mend it.
        FeelLimitError: longer, deeper or larger than the stated bounds.

    >>> sorted(parse('参保人数 <= 30 and 裁员率 <= 0.2').free_names)
    ['参保人数', '裁员率']
    """
    return _parse(text, tuple(names))


def parse_unary_tests(text: str, *, names: Iterable[str] = ()) -> Expression:
    """Read the tests of a cell of a decision table; in scope, the tested value is called ``?``."""
    return _parse_tests(text, tuple(names))


@lru_cache(maxsize=2048)
def _parse(text: str, names: tuple[str, ...]) -> Expression:
    try:
        return Expression(text, parse_expression(text, names))
    except FeelLimitError as error:
        raise error.in_expression(text) from None


@lru_cache(maxsize=2048)
def _parse_tests(text: str, names: tuple[str, ...]) -> Expression:
    try:
        return Expression(text, parse_tests(text, names))
    except FeelLimitError as error:
        raise error.in_expression(text) from None


def evaluate(
    expression: Expression | n.Node | str, facts: Mapping[str, Any], *, now: datetime | None = None
) -> Any:
    """The value of the expression where names have these values.

    A name that is not in ``facts`` is unknown, and so is the result unless it does not depend on it.
    With nothing unknown the result is the one DMN prescribes; errors of meaning are null (None).
    ``now`` (aware) is what ``now()`` and ``today()`` answer; without it they are unknown.

    Raises:
        FeelSyntaxError, FeelLimitError: as ``parse``; the latter also when evaluation takes too long.
        FeelInputError: a value in ``facts`` is a float or an object.

    >>> evaluate("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31})
    False
    >>> str(evaluate("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 30}))
    'unknown(裁员率)'
    """
    return expression_of(expression, facts)(facts, now=now)


def unary(
    tests: Expression | n.Node | str,
    value: Any,
    facts: Mapping[str, Any] | None = None,
    *,
    now: datetime | None = None,
) -> bool | Unknown | None:
    """Whether the value passes the tests of a cell (DMN 1.5, 7.3.3 and grammar rules 7 to 16); else as ``evaluate``.

    >>> unary("< 5, [10..20]", 12), unary("not(< 5)", 3), unary("-", None)
    (True, False, True)
    """
    told = {**(facts or {}), "?": value}
    if isinstance(tests, str):
        tests = parse_unary_tests(tests, names=tuple(sorted(told)))
    answer: bool | Unknown | None = expression_of(tests, told)(told, now=now)
    return answer


def expression_of(source: Expression | n.Node | str, facts: Mapping[str, Any]) -> Expression:
    """The expression itself, one of a tree, or one read with the names of the facts in scope."""
    if isinstance(source, Expression):
        return source
    return Expression.of(source) if isinstance(source, n.Node) else parse(source, names=tuple(sorted(facts)))
