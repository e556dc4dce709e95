"""Decision tables, and boxed expressions with types, as closures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from onedoor.engine.dmn.hits import Hit, Hits
from onedoor.engine.dmn.nodes import Coerced, Column, DecisionTable, HitPolicy, KnownType, Written
from onedoor.engine.dmn.rule_index import MIN_RULES, ColumnIndex, Constant
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import Compiled, Compiler, External
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import ANY, Type, coerce, type_from
from onedoor.engine.feel.values import Function, Unknown

RANKED = (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)


class TableCompiler(Compiler):
    """Compiles FEEL and what DMN puts around it."""

    def _Coerced(self, node: Coerced) -> Compiled:  # noqa: N802
        value, wanted = self.compile(node.value), node.type
        return as_told(value, wanted) if node.keep else lambda scope: coerce(value(scope), wanted)

    def _Written(self, node: Written) -> Compiled:  # noqa: N802
        return self.compile(node.body)

    def _DecisionTable(self, node: DecisionTable) -> Compiled:  # noqa: N802
        columns = node.columns or tuple(Column("") for _ in node.inputs)
        inputs = [
            as_told(self.compile(each), column.type)
            for each, column in zip(node.inputs, columns, strict=True)
        ]
        rules = Rules(node, [self._all(rule.tests) for rule in node.rules], self.constant)
        types = tuple(each.type for each in node.outputs)
        outputs = [self._outputs(rule.outputs, types) for rule in node.rules]
        defaults = [self.compile(each.default) if each.default else None for each in node.outputs]
        ranking = [self._all(each.values) for each in node.outputs if node.hit_policy in RANKED]
        names = [each.name for each in node.outputs]
        only_first = node.hit_policy is HitPolicy.FIRST

        def compose(parts: list[Any]) -> Any:
            return parts[0] if len(parts) == 1 else dict(zip(names, parts, strict=True))

        def decide(scope: Scope) -> Any:
            scope.budget.spend(len(outputs))
            hits: list[Hit] = []
            certain = False
            for place, doubt in rules.found(scope, [each(scope) for each in inputs]):
                hits.append(Hit(compose([each(scope) for each in outputs[place]]), doubt))
                certain = certain or doubt is None
                if only_first and certain:
                    break
            if len(hits) == 1 and certain and node.is_single_hit:
                return hits[0].output
            default = None
            if not certain and any(defaults):
                default = compose([each(scope) if each else None for each in defaults])
            ranks = [[value(scope) for value in values] for values in ranking]
            return Hits(hits, default, ranks, names).result(node)

        return decide

    def _outputs(self, outputs: tuple[n.Node, ...], types: tuple[Type, ...]) -> list[Compiled]:
        return [fitted(self.compile(each), wanted) for each, wanted in zip(outputs, types, strict=True)]

    def _signature(self, node: n.FunctionDefinition) -> Type | None:
        gives = node.body.type if isinstance(node.body, Coerced) else ANY
        if not any(node.types) and gives is ANY:
            return None
        takes = [self._taken(each) for each in node.types] or [ANY for _ in node.parameters]
        return Type("function", (*takes, gives))

    def _taken(self, declared: n.TypeName | None) -> Type:
        if isinstance(declared, KnownType):
            return declared.type
        return (type_from(declared, self.types) or ANY) if declared is not None else ANY

    def _external(self, mapping: Any, parameters: tuple[str, ...], signature: Type | None) -> Function | None:
        pmml = mapping.get("pmml") if isinstance(mapping, dict) else None
        if isinstance(pmml, dict):
            mapping = {"java": {"class": pmml.get("document"), "method signature": pmml.get("model")}}
        return super()._external(mapping, parameters, signature)


class Rules:
    """The rules of a table, and for each the cells that have to be tested because no index answers for them."""

    def __init__(
        self, table: DecisionTable, tests: Sequence[tuple[Compiled, ...]], constant: Constant
    ) -> None:
        self.tests = tests
        self.all = (1 << len(tests)) - 1
        self.indexes: list[ColumnIndex | None] = [None] * len(table.inputs)
        if len(tests) >= MIN_RULES:
            for place in range(len(table.inputs)):
                cells = [rule.tests[place] for rule in table.rules]
                self.indexes[place] = ColumnIndex(cells, [each[place] for each in tests], constant)

    def found(self, scope: Scope, values: list[Any]) -> Iterator[tuple[int, Unknown | None]]:
        """The places of the rules that match and, with what is missing for them, of those that may."""
        mask, tested = self.all, list[tuple[int, int, Scope]]()
        for place, (index, value) in enumerate(zip(self.indexes, values, strict=True)):
            passed = index.mask(value) if index is not None else None
            if index is None or passed is None:
                tested.append((place, self.all, scope.inner({"?": value})))
                continue
            mask &= passed | index.open
            if index.open & mask:
                tested.append((place, index.open, scope.inner({"?": value})))
        while mask:
            bit = mask & -mask
            mask ^= bit
            rule = bit.bit_length() - 1
            doubt: Unknown | None = None
            for place, rules, cell in tested:
                answer = self.tests[rule][place](cell) if rules & bit else True
                if isinstance(answer, Unknown):
                    doubt = answer if doubt is None else doubt | answer
                elif answer is not True:
                    break
            else:
                yield rule, doubt


def as_told(value: Compiled, wanted: Type) -> Compiled:
    """The closure whose value is made to fit the type of an input column, and is left as it is where it does not.

    Editors write ``string`` into columns whose type nobody chose; the cells decide what they can use.
    """
    if wanted == ANY and wanted.allowed is None:
        return value
    return lambda scope: fit_or_keep(value(scope), wanted)


def fit_or_keep(value: Any, wanted: Type) -> Any:
    """The value as the type takes it, or as it is where it does not fit."""
    fit = coerce(value, wanted)
    return value if fit is None else fit


def fitted(value: Compiled, wanted: Type) -> Compiled:
    """The closure whose value is made to fit a type."""
    if wanted == ANY and wanted.allowed is None:
        return value
    return lambda scope: coerce(value(scope), wanted)


@dataclass(frozen=True)
class BoxedExpression(Expression):
    """An expression whose tree may hold decision tables and types of its model.

    ``types`` are those that ``instance of`` may name, ``externals`` the functions that the host offers.
    """

    types: Mapping[str, Type] = field(default_factory=dict, compare=False, repr=False)
    externals: Mapping[str, External] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, root: n.Node) -> Self:
        """An expression made from a tree; what is no FEEL has no text."""
        try:
            return cls(print_node(root), root, is_printed=True)
        except TypeError:
            return cls("", root, is_printed=True)

    @cached_property
    def closures(self) -> dict[int, Compiled]:
        compiler = TableCompiler(types=self.types, externals=self.externals)
        compiler.compile(self.root)
        return compiler.compiled

    def part(self, text: str, root: n.Node) -> Self:
        """A part of this expression with its own text; it is not compiled anew."""
        part = replace(self, source=text, root=root)
        part.__dict__["closures"] = self.closures
        return part
