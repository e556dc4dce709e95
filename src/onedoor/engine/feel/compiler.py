"""From a syntax tree to closures, once; each closure answers for one node, in any scope.

The closures are lifted: an unknown operand makes the result unknown unless Kleene's strong logic
settles it. There is no evaluation of source text by Python anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.access import filtered, member_of
from onedoor.engine.feel.arithmetic import NUMBERS, calculate, negate
from onedoor.engine.feel.calls import call_builtin, call_function
from onedoor.engine.feel.conditions import (
    COMPARE,
    Compiled,
    among,
    are_alike,
    compared,
    compared_with,
    conjoined,
    disjoined,
    fact_compared_with,
    is_plain_interval,
    within,
)
from onedoor.engine.feel.constants import constant_of, is_truth, mentions_value
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.iteration import Loop, for_each, quantify
from onedoor.engine.feel.logic import between, disjunction, make_range, negation, passes
from onedoor.engine.feel.scope import NOWHERE, Scope
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.types import ANY, Type, is_instance, type_from
from onedoor.engine.feel.values import Function, Unknown, check_length, finite, merge

__all__ = ["COMPARE", "Compiled", "Compiler", "External"]

External = Callable[..., Any]
_FILTER = "a member of any name"  # no name can be spelled so
_MIRRORED = {
    n.Operator.EQUAL: n.Operator.EQUAL,
    n.Operator.UNEQUAL: n.Operator.UNEQUAL,
    n.Operator.LESS: n.Operator.GREATER,
    n.Operator.GREATER: n.Operator.LESS,
    n.Operator.LESS_OR_EQUAL: n.Operator.GREATER_OR_EQUAL,
    n.Operator.GREATER_OR_EQUAL: n.Operator.LESS_OR_EQUAL,
}


class Compiler:
    """Compiles one tree and remembers the closure of every node in it, for explanations.

    ``types`` are the types a model defines, ``externals`` the functions its host offers by
    ``class#method signature``; there is no other way out of an expression.
    """

    def __init__(
        self, *, types: Mapping[str, Type] | None = None, externals: Mapping[str, External] | None = None
    ) -> None:
        self.types = types or {}
        self.externals = externals or {}
        self.compiled: dict[int, Compiled] = {}
        self._bound: list[str] = []

    def compile(self, node: n.Node) -> Compiled:
        """The closure for a node."""
        closure: Compiled = getattr(self, f"_{type(node).__name__}")(node)
        self.compiled[id(node)] = closure
        return closure

    def _all(self, nodes: tuple[n.Node, ...]) -> tuple[Compiled, ...]:
        return tuple(self.compile(node) for node in nodes)

    @contextmanager
    def binding(self, names: Iterable[str]) -> Iterator[None]:
        """What is compiled inside may find these names bound by the expression itself."""
        before = len(self._bound)
        self._bound.extend(names)
        try:
            yield
        finally:
            del self._bound[before:]

    def _is_fact(self, name: str) -> bool:
        return name not in self._bound and _FILTER not in self._bound

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
        entries: list[tuple[str, Compiled]] = []
        with self.binding(()):
            for entry in node.entries:
                entries.append((entry.key, self.compile(entry.value)))
                self._bound.append(entry.key)
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

        def interval(scope: Scope) -> Any:
            least = low(scope) if low else None
            most = high(scope) if high else None
            if (low and least is None) or (high and most is None):
                return None
            return make_range(least, most, node.low_closed, node.high_closed, node.operator)

        return interval

    # Names, members, calls

    def _Name(self, node: n.Name) -> Compiled:  # noqa: N802
        name, builtin = node.name, BUILTINS.get(node.name)
        function = (
            Function(tuple(each.name for each in builtin.parameters), builtin, name) if builtin else None
        )

        def search(scope: Scope) -> Any:
            value = scope.find(name, NOWHERE)
            if value is NOWHERE:
                return function if function is not None else scope.missing(name)
            return value

        if builtin is not None or not self._is_fact(name):
            return search

        def look_up(scope: Scope) -> Any:
            try:
                return scope.values[name]
            except KeyError:
                return search(scope)

        return look_up

    def _Path(self, node: n.Path) -> Compiled:  # noqa: N802
        base, name = self.compile(node.base), node.name

        def member(scope: Scope) -> Any:
            found = base(scope)
            if type(found) is list:
                scope.budget.look_at(found)
            return member_of(found, name)

        return member

    def _Filter(self, node: n.Filter) -> Compiled:  # noqa: N802
        base = self.compile(node.base)
        with self.binding((_FILTER,)):
            predicate = self.compile(node.predicate)
        sure = is_truth(node.predicate)
        return lambda scope: filtered(base(scope), predicate, scope, is_condition=sure)

    def _Call(self, node: n.Call) -> Compiled:  # noqa: N802
        function = self.compile(node.function)
        values = tuple(self.compile(argument.value) for argument in node.arguments)
        labels = tuple(argument.name for argument in node.arguments)
        if isinstance(node.function, n.Name) and not any(labels):
            builtin, name = BUILTINS.get(node.function.name), node.function.name
            if builtin is not None and self._is_fact(name):

                def call_known(scope: Scope) -> Any:
                    own = scope.find(name, builtin)
                    arguments = [value(scope) for value in values]
                    if own is builtin:
                        return call_builtin(builtin, arguments, scope)
                    return call_function(own, labels, arguments, scope)

                return call_known
        return lambda scope: call_function(function(scope), labels, [value(scope) for value in values], scope)

    def _FunctionDefinition(self, node: n.FunctionDefinition) -> Compiled:  # noqa: N802
        with self.binding(node.parameters):
            body = self.compile(node.body)
        parameters, signature = node.parameters, self._signature(node)

        def define(scope: Scope) -> Function | None:
            if node.external:
                return self._external(body(scope), parameters, signature)

            def run(caller: Scope, arguments: list[Any]) -> Any:
                return body(scope.inner(dict(zip(parameters, arguments, strict=True))))

            return Function(parameters, run, signature=signature)

        return define

    def _signature(self, node: n.FunctionDefinition) -> Type | None:
        if not any(node.types):
            return None
        takes = (type_from(each, self.types) or ANY if each else ANY for each in node.types)
        return Type("function", (*takes, ANY))

    def _external(self, mapping: Any, parameters: tuple[str, ...], signature: Type | None) -> Function | None:
        """The host's function of that class and method; null unless the host offers it."""
        java = mapping.get("java") if isinstance(mapping, dict) else None
        if not isinstance(java, dict):
            return None
        offered = self.externals.get(f"{java.get('class')}#{java.get('method signature')}")
        if offered is None:
            return None
        return Function(parameters, lambda caller, arguments: offered(*arguments), signature=signature)

    # Operators

    def _Negation(self, node: n.Negation) -> Compiled:  # noqa: N802
        operand = self.compile(node.operand)
        return lambda scope: negate(operand(scope))

    def _Arithmetic(self, node: n.Arithmetic) -> Compiled:  # noqa: N802
        operator, left, right = node.operator, self.compile(node.left), self.compile(node.right)
        compute = NUMBERS[operator]

        def arithmetic(scope: Scope) -> Any:
            one, other = left(scope), right(scope)
            if type(one) is Decimal and type(other) is Decimal:
                number = compute(one, other)
                return number if number.is_finite() else None
            if type(one) is str:
                scope.budget.look_at(one)
            return calculate(operator, one, other)

        return arithmetic

    def _Comparison(self, node: n.Comparison) -> Compiled:  # noqa: N802
        left, right = self.compile(node.left), self.compile(node.right)
        operator, subject, told = node.operator, node.left, self.constant(node.right)
        if told is NOWHERE:
            told, operator, subject = self.constant(node.left), _MIRRORED[operator], node.right
            left, right = right, left
        if told is NOWHERE:
            return compared(operator, left, right)
        if isinstance(subject, n.Name) and self._is_fact(subject.name):
            return fact_compared_with(operator, subject.name, left, told)
        return compared_with(operator, left, told)

    def _And(self, node: n.And) -> Compiled:  # noqa: N802
        return conjoined(self._all(node.operands))

    def _Or(self, node: n.Or) -> Compiled:  # noqa: N802
        return disjoined(self._all(node.operands))

    def _Between(self, node: n.Between) -> Compiled:  # noqa: N802
        value, low, high = self._all((node.value, node.low, node.high))
        return lambda scope: between(value(scope), low(scope), high(scope))

    def _In(self, node: n.In) -> Compiled:  # noqa: N802
        value = self.compile(node.value)
        with self.binding(("?",)):
            tests = tuple(self._test(test) for test in node.tests)
        constants = [self.constant(test) for test in node.tests]
        if NOWHERE not in constants:
            if are_alike(constants):
                return among(value, constants)
            if len(constants) == 1 and is_plain_interval(constants[0]):
                return within(value, constants[0])

        def holds(scope: Scope) -> Any:
            inside = scope.inner({"?": value(scope)})
            return disjunction(test(inside) for test in tests)

        return holds

    def _InstanceOf(self, node: n.InstanceOf) -> Compiled:  # noqa: N802
        value, type_name = self.compile(node.value), node.type

        def conforming(scope: Scope) -> Any:
            found = value(scope)
            scope.budget.look_at(found)
            return is_instance(found, type_name, self.types)

        return conforming

    # Control

    def _If(self, node: n.If) -> Compiled:  # noqa: N802
        condition, then, otherwise = self._all((node.condition, node.then, node.otherwise))

        def choose(scope: Scope) -> Any:
            answer = condition(scope)
            if answer is True:
                return then(scope)
            if answer is False or answer is None:
                return otherwise(scope)
            if isinstance(answer, Unknown):
                return merge(then(scope), otherwise(scope), answer)
            return None

        return choose

    @contextmanager
    def _loops(self, iterations: tuple[n.Iteration, ...]) -> Iterator[tuple[Loop, ...]]:
        loops: list[Loop] = []
        with self.binding(()):
            for each in iterations:
                source = self.compile(each.source)
                loops.append(Loop(each.name, source, self.compile(each.end) if each.end else None))
                self._bound.append(each.name)
            yield tuple(loops)

    def _For(self, node: n.For) -> Compiled:  # noqa: N802
        with self._loops(node.iterations) as loops, self.binding(("partial",)):
            body = self.compile(node.body)

        def collect(scope: Scope) -> Any:
            partial: list[Any] = []
            for inside in for_each(loops, scope.inner({"partial": partial})):
                if not isinstance(inside, Scope):
                    return inside
                check_length(len(partial) + 1)
                partial.append(body(inside))
            return partial

        return collect

    def _Quantified(self, node: n.Quantified) -> Compiled:  # noqa: N802
        with self._loops(node.iterations) as loops:
            condition = self.compile(node.condition)
        every = node.quantifier is n.Quantifier.EVERY
        return lambda scope: quantify(loops, condition, scope, every=every)

    # Unary tests

    def _UnaryComparison(self, node: n.UnaryComparison) -> Compiled:  # noqa: N802
        operand, told = self.compile(node.operand), self.constant(node.operand)
        if told is not NOWHERE:
            return compared_with(node.operator, _tested, told)
        return compared(node.operator, _tested, operand)

    def _UnaryTests(self, node: n.UnaryTests) -> Compiled:  # noqa: N802
        if not node.tests:
            return _constant(True)
        with self.binding(("?",)):
            tests = tuple(self._test(test) for test in node.tests)
        if len(tests) == 1:
            alone = tests[0]
            return (lambda scope: negation(alone(scope))) if node.negated else alone
        if not node.negated:
            return disjoined(tests)
        return lambda scope: negation(disjunction(test(scope) for test in tests))

    def _test(self, node: n.Node) -> Compiled:
        """One test of a value called ``?``: a condition about it, or something to find it in (DMN 1.5, 7.3.3).

        A condition that does not speak of ``?`` is a value like any other: it passes what equals it.
        """
        test = self.compile(node)
        if is_truth(node) and mentions_value(node) or isinstance(node, n.UnaryComparison):
            return test
        if mentions_value(node):

            def asked(scope: Scope) -> Any:
                found = test(scope)
                return found if isinstance(found, (bool, Unknown)) else None

            return asked
        told = self.constant(node)
        if told is not NOWHERE:
            if is_plain_interval(told):
                return within(_tested, told)
            return (
                among(_tested, (told,)) if are_alike((told,)) else lambda scope: passes(_tested(scope), told)
            )
        if isinstance(node, n.RangeLiteral):  # without its ends it is no interval, and no value either

            def in_interval(scope: Scope) -> Any:
                found = test(scope)
                return None if found is None else passes(_tested(scope), found)

            return in_interval

        def found_in(scope: Scope) -> Any:
            found = test(scope)
            if type(found) is list:
                scope.budget.look_at(found)
            return passes(_tested(scope), found)

        return found_in

    def constant(self, node: n.Node) -> Any:
        """The value of a node that is the same in every scope; ``NOWHERE`` where it may differ."""
        return constant_of(node, self._is_fact)


def _constant(value: Any) -> Compiled:
    return lambda scope: value


def _tested(scope: Scope) -> Any:
    """The value that a unary test is about."""
    values = scope.values
    return values["?"] if "?" in values else scope.find("?", None)
