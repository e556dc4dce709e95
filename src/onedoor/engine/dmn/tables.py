"""Decision tables, and boxed expressions with types, as closures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from onedoor.engine.dmn.hits import Hit, Hits
from onedoor.engine.dmn.nodes import Coerced, Column, DecisionTable, KnownType, Written
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import Compiled, Compiler, External
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import ANY, Type, coerce, type_from
from onedoor.engine.feel.values import Function, Unknown


class TableCompiler(Compiler):
    """Compiles FEEL and what DMN puts around it."""

    def _Coerced(self, node: Coerced) -> Compiled:  # noqa: N802
        value, wanted = self.compile(node.value), node.type
        return lambda scope: coerce(value(scope), wanted)

    def _Written(self, node: Written) -> Compiled:  # noqa: N802
        return self.compile(node.body)

    def _DecisionTable(self, node: DecisionTable) -> Compiled:  # noqa: N802
        columns = node.columns or tuple(Column("") for _ in node.inputs)
        inputs = [
            fitted(self.compile(each), column.type) for each, column in zip(node.inputs, columns, strict=True)
        ]
        rules = [
            (self._all(rule.tests), self._outputs(rule.outputs, tuple(each.type for each in node.outputs)))
            for rule in node.rules
        ]
        defaults = [self.compile(each.default) if each.default else None for each in node.outputs]
        ranking = tuple(self._all(each.values) for each in node.outputs)
        names = [each.name for each in node.outputs]

        def compose(parts: list[Any]) -> Any:
            return parts[0] if len(parts) == 1 else dict(zip(names, parts, strict=True))

        def decide(scope: Scope) -> Any:
            tested = [scope.inner({"?": each(scope)}) for each in inputs]
            hits: list[Hit] = []
            for tests, outputs in rules:
                scope.budget.spend()
                doubt = match(tests, tested)
                if doubt is not False:
                    output = compose([each(scope) for each in outputs])
                    hits.append(Hit(output, None if doubt is True else doubt))
            default = compose([each(scope) if each else None for each in defaults]) if any(defaults) else None
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


def match(tests: tuple[Compiled, ...], tested: list[Scope]) -> bool | Unknown:
    """Does a rule match? ``False`` as soon as one cell is neither true nor in doubt."""
    doubt: Unknown | None = None
    for test, cell in zip(tests, tested, strict=True):
        answer = test(cell)
        if answer is True:
            continue
        if not isinstance(answer, Unknown):
            return False
        doubt = answer if doubt is None else doubt | answer
    return True if doubt is None else doubt


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
            return cls(print_node(root), root)
        except TypeError:
            return cls("", root)

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
