"""A formula of numbers as operations on whole columns, where that is exactly what the interpreter reckons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.constants import is_truth
from onedoor.engine.matching.schema import Kind, Schema
from onedoor.engine.matching.terms import NOT_CONSTANT, Terms
from onedoor.engine.matching.whatif import extremes
from onedoor.engine.matching.whatif.choosing import choose
from onedoor.engine.matching.whatif.marks import Flags, NotInColumns
from onedoor.engine.matching.whatif.members import member_of, results
from onedoor.engine.matching.whatif.rule import remade
from onedoor.engine.matching.whatif.vectors import Numbers


class Rows(Protocol):
    """The subjects that a formula is reckoned for."""

    def numbers(self, name: str) -> Numbers:
        """A numeric column."""
        ...

    def holds(self, condition: str) -> tuple[Flags, Flags]:
        """Where a condition is true, and where it is unknown."""
        ...


Step = Callable[[Rows], Numbers]
_FOLDS = {"min": extremes.smallest, "max": extremes.largest, "sum": extremes.total}


@dataclass(slots=True)
class Formula:
    """``step`` gives the numbers of all rows at once; ``conditions`` are those it asks the rows about, by name."""

    expression: Expression
    step: Step
    conditions: Mapping[str, Expression]

    @property
    def asked_for(self) -> frozenset[str]:
        """The facts of conditions that ask whether something is known: what is so may not stay so."""
        asking = (each for each in self.conditions.values() if any(map(_is_about_knowing, n.walk(each.root))))
        return frozenset(name for each in asking for name in each.free_names)


def formula_of(expression: Expression, schema: Schema, prefix: str) -> Formula | None:
    """The formula over columns; None where a part of it is left to the interpreter.

    ``prefix`` begins the names of its conditions.
    """
    builder = _Builder(expression, Terms(schema), prefix)
    try:
        step = builder.step(expression.root)
    except NotInColumns:
        return None
    return Formula(expression, step, builder.conditions)


def _is_about_knowing(node: n.Node) -> bool:
    return isinstance(node, n.Call) and node.function in (n.Name("is unknown"), n.Name("is certain"))


@dataclass(slots=True)
class _Builder:
    expression: Expression
    terms: Terms
    prefix: str
    conditions: dict[str, Expression] = field(default_factory=dict)
    _named: dict[n.Node, str] = field(default_factory=dict)

    def step(self, node: n.Node) -> Step:
        """What reckons a part; raises ``NotInColumns``."""
        value = self.terms.constant(node)
        if value is not NOT_CONSTANT:
            return self._constant(value)
        match node:
            case n.Name(name=name):
                return self._column(name)
            case n.Negation(operand=operand):
                inner = self.step(operand)
                return lambda rows: -inner(rows)
            case n.Arithmetic():
                return self._arithmetic(node)
            case n.If(condition=condition, then=then, otherwise=otherwise):
                return self._choice(condition, self.step(then), self.step(otherwise))
            case n.Path(base=base, name=name):
                return self._member(base, name)
            case n.Call(function=n.Name(name=name), arguments=arguments):
                if all(argument.name is None for argument in arguments):
                    return self._call(name, [argument.value for argument in arguments])
        raise NotInColumns

    def _constant(self, value: object) -> Step:
        if value is not None and not isinstance(value, Decimal):
            raise NotInColumns
        numbers = Numbers.constant(value)
        return lambda rows: numbers

    def _column(self, name: str) -> Step:
        column = self.terms.schema.get(name)
        if column is None:
            nothing = Numbers.unknown()
            return lambda rows: nothing
        if not column.kind.is_number:
            raise NotInColumns
        return lambda rows: rows.numbers(name)

    def _arithmetic(self, node: n.Arithmetic) -> Step:
        left = self.step(node.left)
        if node.operator is n.Operator.DIVIDE:
            divisor = self.terms.constant(node.right)
            if not isinstance(divisor, Decimal) or not divisor:
                raise NotInColumns
            return lambda rows: left(rows).over(divisor)
        right = self.step(node.right)
        match node.operator:
            case n.Operator.ADD:
                return lambda rows: left(rows) + right(rows)
            case n.Operator.SUBTRACT:
                return lambda rows: left(rows) - right(rows)
            case n.Operator.MULTIPLY:
                return lambda rows: left(rows) * right(rows)
        raise NotInColumns

    def _choice(self, condition: n.Node, yes: Step, no: Step) -> Step:
        if not self._is_condition(condition):
            raise NotInColumns
        if (name := self._named.get(condition)) is None:
            name = self._named[condition] = f"{self.prefix}{len(self._named)}"
            self.conditions[name] = remade(self.expression, condition)
        return lambda rows: choose(*rows.holds(name), yes(rows), no(rows))

    def _is_condition(self, node: n.Node) -> bool:
        """About anything but true, false, null and unknown an ``if`` is null, which no branch says."""
        match node:
            case n.If(then=then, otherwise=otherwise):
                return self._is_condition(then) and self._is_condition(otherwise)
            case n.Name(name=name):
                column = self.terms.schema.get(name)
                return column is None or column.kind is Kind.BOOLEAN
        return is_truth(node)

    def _member(self, base: n.Node, name: str) -> Step:
        """One output of a decision table with several."""
        leaves = results(base)
        members = [member_of(leaf, name) for leaf in leaves]
        keys = {
            frozenset(entry.key for entry in leaf.entries)
            for leaf in leaves
            if isinstance(leaf, n.ContextLiteral)
        }
        if len(keys) != 1:
            raise NotInColumns
        # While it is open which result it is, a member that is null is not the same as no result at all.
        if None in members and any(not self._is_number(each) for each in members if each is not None):
            raise NotInColumns
        return self._chosen(base, name)

    def _is_number(self, node: n.Node) -> bool:
        return isinstance(self.terms.constant(node), Decimal)

    def _chosen(self, node: n.Node, name: str) -> Step:
        if isinstance(node, n.If):
            return self._choice(
                node.condition, self._chosen(node.then, name), self._chosen(node.otherwise, name)
            )
        return self.step(member_of(node, name) or n.NullLiteral())

    def _call(self, name: str, arguments: list[n.Node]) -> Step:
        if name in _FOLDS and arguments:
            items = arguments
            if len(arguments) == 1 and isinstance(arguments[0], n.ListLiteral):
                items = list(arguments[0].items)
            fold, steps = _FOLDS[name], [self.step(each) for each in items]
            if not steps:
                raise NotInColumns
            return lambda rows: fold([step(rows) for step in steps])
        if name == "abs" and len(arguments) == 1:
            inner = self.step(arguments[0])
            return lambda rows: extremes.absolute(inner(rows))
        if name in extremes.WAYS and 1 <= len(arguments) <= 2:
            return self._rounding(name, *arguments)
        raise NotInColumns

    def _rounding(self, way: str, given: n.Node, scale: n.Node | None = None) -> Step:
        if scale is None and way not in ("floor", "ceiling"):
            raise NotInColumns
        places = self.terms.constant(scale) if scale is not None else Decimal(0)
        if not isinstance(places, Decimal) or not 0 <= places <= 9:
            raise NotInColumns
        inner, digits = self.step(given), int(places)
        return lambda rows: extremes.rounded(inner(rows), digits, way)
