"""From a syntax tree to closures, once; each closure answers for one node, in any scope.

The closures are lifted: an unknown operand makes the result unknown unless Kleene's strong logic
settles it. There is no evaluation of source text by Python anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.access import filtered, member_of
from onedoor.engine.feel.arithmetic import calculate, negate
from onedoor.engine.feel.calls import call_function
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.iteration import Loop, for_each, quantify
from onedoor.engine.feel.logic import between, conjunction, disjunction, equal, less, negation, passes
from onedoor.engine.feel.scope import NOWHERE, Scope
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.types import is_instance
from onedoor.engine.feel.values import (
    Function,
    Range,
    Unknown,
    check_length,
    finite,
    merge,
)

Compiled = Callable[[Scope], Any]


class Compiler:
    """Compiles one tree and remembers the closure of every node in it, for explanations."""

    def __init__(self) -> None:
        self.compiled: dict[int, Compiled] = {}

    def compile(self, node: n.Node) -> Compiled:
        """The closure for a node."""
        closure: Compiled = getattr(self, f"_{type(node).__name__}")(node)
        self.compiled[id(node)] = closure
        return closure

    def _all(self, nodes: tuple[n.Node, ...]) -> tuple[Compiled, ...]:
        return tuple(self.compile(node) for node in nodes)

    # Literals

    def _NumberLiteral(self, node: n.NumberLiteral) -> Compiled:  # noqa: N802
        return _constant(finite(node.value))

    def _StringLiteral(self, node: n.StringLiteral) -> Compiled:  # noqa: N802
        return _constant(node.value)

    def _BooleanLiteral(self, node: n.BooleanLiteral) -> Compiled:  # noqa: N802
        return _constant(node.value)

    def _NullLiteral(self, node: n.NullLiteral) -> Compiled:  # noqa: N802
        return _constant(None)

    def _TemporalLiteral(self, node: n.TemporalLiteral) -> Compiled:  # noqa: N802
        return _constant(parse_temporal(node.text))

    def _ListLiteral(self, node: n.ListLiteral) -> Compiled:  # noqa: N802
        items = self._all(node.items)
        return lambda scope: [item(scope) for item in items]

    def _ContextLiteral(self, node: n.ContextLiteral) -> Compiled:  # noqa: N802
        entries = [(entry.key, self.compile(entry.value)) for entry in node.entries]
        distinct = len({key for key, _ in entries}) == len(entries)

        def context(scope: Scope) -> dict[str, Any] | None:
            built: dict[str, Any] = {}
            inside = scope.inner(built)
            for key, value in entries:
                built[key] = value(inside)
            return built

        return context if distinct else _constant(None)

    def _RangeLiteral(self, node: n.RangeLiteral) -> Compiled:  # noqa: N802
        low = self.compile(node.low) if node.low else None
        high = self.compile(node.high) if node.high else None

        def interval(scope: Scope) -> Range | None:
            least = low(scope) if low else None
            most = high(scope) if high else None
            if (low and least is None) or (high and most is None):
                return None
            if low and high and less(least, most, or_equal=True) is None:
                return None
            return Range(least, most, node.low_closed, node.high_closed)

        return interval

    # Names, members, calls

    def _Name(self, node: n.Name) -> Compiled:  # noqa: N802
        name = node.name
        builtin = BUILTINS.get(name)
        missing = Unknown(frozenset({name}))
        function = (
            Function(tuple(each.name for each in builtin.parameters), builtin, name) if builtin else None
        )

        def look_up(scope: Scope) -> Any:
            value = scope.find(name, NOWHERE)
            if value is not NOWHERE:
                return value
            return function if function is not None else None if scope.closed else missing

        return look_up

    def _Path(self, node: n.Path) -> Compiled:  # noqa: N802
        base, name = self.compile(node.base), node.name
        return lambda scope: member_of(base(scope), name)

    def _Filter(self, node: n.Filter) -> Compiled:  # noqa: N802
        base, predicate = self.compile(node.base), self.compile(node.predicate)
        return lambda scope: filtered(base(scope), predicate, scope)

    def _Call(self, node: n.Call) -> Compiled:  # noqa: N802
        function = self.compile(node.function)
        values = tuple(self.compile(argument.value) for argument in node.arguments)
        labels = tuple(argument.name for argument in node.arguments)
        return lambda scope: call_function(function(scope), labels, [value(scope) for value in values], scope)

    def _FunctionDefinition(self, node: n.FunctionDefinition) -> Compiled:  # noqa: N802
        body, parameters = self.compile(node.body), node.parameters

        def define(scope: Scope) -> Function:
            def run(caller: Scope, arguments: list[Any]) -> Any:
                return body(scope.inner(dict(zip(parameters, arguments, strict=True))))

            return Function(parameters, run)

        return define

    # Operators

    def _Negation(self, node: n.Negation) -> Compiled:  # noqa: N802
        operand = self.compile(node.operand)
        return lambda scope: negate(operand(scope))

    def _Arithmetic(self, node: n.Arithmetic) -> Compiled:  # noqa: N802
        operator, left, right = node.operator, self.compile(node.left), self.compile(node.right)
        return lambda scope: calculate(operator, left(scope), right(scope))

    def _Comparison(self, node: n.Comparison) -> Compiled:  # noqa: N802
        compare, left, right = COMPARE[node.operator], self.compile(node.left), self.compile(node.right)
        return lambda scope: compare(left(scope), right(scope))

    def _And(self, node: n.And) -> Compiled:  # noqa: N802
        operands = self._all(node.operands)
        return lambda scope: conjunction(operand(scope) for operand in operands)

    def _Or(self, node: n.Or) -> Compiled:  # noqa: N802
        operands = self._all(node.operands)
        return lambda scope: disjunction(operand(scope) for operand in operands)

    def _Between(self, node: n.Between) -> Compiled:  # noqa: N802
        value, low, high = self._all((node.value, node.low, node.high))
        return lambda scope: between(value(scope), low(scope), high(scope))

    def _In(self, node: n.In) -> Compiled:  # noqa: N802
        value, tests = self.compile(node.value), tuple(self._test(test) for test in node.tests)

        def holds(scope: Scope) -> Any:
            tested = value(scope)
            inside = scope.inner({"?": tested})
            return disjunction(test(inside) for test in tests)

        return holds

    def _InstanceOf(self, node: n.InstanceOf) -> Compiled:  # noqa: N802
        value, type_name = self.compile(node.value), node.type
        return lambda scope: is_instance(value(scope), type_name)

    # Control

    def _If(self, node: n.If) -> Compiled:  # noqa: N802
        condition, then, otherwise = self._all((node.condition, node.then, node.otherwise))

        def choose(scope: Scope) -> Any:
            answer = condition(scope)
            if isinstance(answer, Unknown):
                return merge(then(scope), otherwise(scope), answer)
            return then(scope) if answer is True else otherwise(scope)

        return choose

    def _loops(self, iterations: tuple[n.Iteration, ...]) -> tuple[Loop, ...]:
        return tuple(
            Loop(each.name, self.compile(each.source), self.compile(each.end) if each.end else None)
            for each in iterations
        )

    def _For(self, node: n.For) -> Compiled:  # noqa: N802
        loops, body = self._loops(node.iterations), self.compile(node.body)

        def collect(scope: Scope) -> Any:
            partial: list[Any] = []
            visits = for_each(loops, scope.inner({"partial": partial}))
            for inside in visits:
                if not isinstance(inside, Scope):
                    return inside
                check_length(len(partial) + 1)
                partial.append(body(inside))
            return partial

        return collect

    def _Quantified(self, node: n.Quantified) -> Compiled:  # noqa: N802
        loops, condition = self._loops(node.iterations), self.compile(node.condition)
        every = node.quantifier is n.Quantifier.EVERY
        return lambda scope: quantify(loops, condition, scope, every=every)

    # Unary tests

    def _UnaryComparison(self, node: n.UnaryComparison) -> Compiled:  # noqa: N802
        compare, operand = COMPARE[node.operator], self.compile(node.operand)
        return lambda scope: compare(scope.find("?", None), operand(scope))

    def _UnaryTests(self, node: n.UnaryTests) -> Compiled:  # noqa: N802
        if not node.tests:
            return _constant(True)
        tests = tuple(self._test(test) for test in node.tests)
        if not node.negated:
            return lambda scope: disjunction(test(scope) for test in tests)
        return lambda scope: negation(disjunction(test(scope) for test in tests))

    def _test(self, node: n.Node) -> Compiled:
        """One test of a value called ``?``: a condition about it, or something to find it in."""
        test = self.compile(node)
        asks = isinstance(node, n.UnaryComparison) or _mentions_value(node)
        if asks:
            return test
        return lambda scope: passes(scope.find("?", None), test(scope))


COMPARE: dict[n.Operator, Callable[[Any, Any], Any]] = {
    n.Operator.EQUAL: equal,
    n.Operator.UNEQUAL: lambda left, right: negation(equal(left, right)),
    n.Operator.LESS: less,
    n.Operator.LESS_OR_EQUAL: lambda left, right: less(left, right, or_equal=True),
    n.Operator.GREATER: lambda left, right: less(right, left),
    n.Operator.GREATER_OR_EQUAL: lambda left, right: less(right, left, or_equal=True),
}


def _constant(value: Any) -> Compiled:
    return lambda scope: value


def _mentions_value(node: n.Node) -> bool:
    return any(isinstance(each, n.Name) and each.name == "?" for each in n.walk(node))
