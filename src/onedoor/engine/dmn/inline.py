"""One expression over input data alone, for whoever compiles rules instead of asking the model.

Required decisions are put in place of their names. A single-hit decision table becomes nested ``if``:
``if <row 1> then <output 1> else if <row 2> ...``, which has the same value wherever the table keeps
its promise (UNIQUE: at most one row matches; ANY: rows that match agree).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.nodes import Coerced, Column, DecisionTable, HitPolicy, Output, Rule, Written
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import substitute
from onedoor.engine.feel.checker import Names, checked
from onedoor.engine.feel.types import ANY, Type, is_subtype

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Decision, Model

Fit = Callable[[n.Node, Type], n.Node]


def inline(model: Model, decision: str) -> BoxedExpression | None:
    """The decision as one FEEL expression whose free names are input data.

    None when it cannot be written so: no logic, business knowledge, another model, a table that collects
    or ranks, or a name that would be bound twice.
    """
    found = _Inliner(model, {}, {}).tree(decision)
    if found is None:
        return None
    own = model.decision(decision).logic
    expression = BoxedExpression.of(found)
    return replace(expression, types=own.types, externals=own.externals) if own is not None else expression


@dataclass
class _Inliner:
    """``done`` are the trees of decisions already written, ``types`` what is known of their values."""

    model: Model
    done: dict[str, n.Node]
    types: dict[str, Type]

    def tree(self, name: str) -> n.Node | None:
        decision = self.model.decisions.get(name)
        if decision is None or decision.logic is None or decision.knowledge:
            return None
        for required in decision.decisions:
            if required not in self.done:
                inner = self.tree(required)
                if inner is None:
                    return None
                self.done[required] = inner
                self.types[required] = self.model.decisions[required].type
        return self._written(decision, decision.logic.root)

    def _written(self, decision: Decision, logic: n.Node) -> n.Node | None:
        types = {local: self._type_of(element) for local, element in decision.names.items()}

        def fit(node: n.Node, wanted: Type) -> n.Node:
            return node if _is_fit(node, wanted, types) else Coerced(node, wanted)

        root = as_conditions(logic, fit) if isinstance(logic, DecisionTable) else _bare(logic, fit)
        if root is None or any(isinstance(node, DecisionTable) for node in n.walk(root)):
            return None
        for wanted in decision.types:
            root = fit(root, wanted)
        others = {
            local: self.done.get(element, n.Name(element))
            for local, element in decision.names.items()
            if element in self.done or local != element
        }
        try:
            return substitute(root, others)
        except ValueError:
            return None

    def _type_of(self, element: str) -> Type:
        if element in self.model.inputs:
            return self.model.inputs[element].type.feel
        return self.types.get(element, ANY)


def _is_fit(node: n.Node, wanted: Type, types: Mapping[str, Type]) -> bool:
    """Is the value of the node of the type already, whatever the facts are?"""
    if wanted == ANY and wanted.allowed is None:
        return True
    if _is_narrowed(wanted):
        return False
    if isinstance(node, Coerced):
        return node.type == wanted
    found = checked(BoxedExpression("", node), Names(types)).type
    return found.kind == "Null" or (found.kind != "Any" and is_subtype(found, wanted))


def _is_narrowed(kind: Type) -> bool:
    """Does a definition allow only some values of the type, or of a part of it?"""
    return kind.allowed is not None or any(map(_is_narrowed, kind.parts))


def _bare(node: n.Node, fit: Fit) -> n.Node:
    """The tree without what only boxed expressions have, as far as that makes no difference."""
    if isinstance(node, Written):
        return _bare(node.body, fit)
    if isinstance(node, Coerced):
        return fit(_bare(node.value, fit), node.type)
    if isinstance(node, DecisionTable):
        return as_conditions(node, fit) or node

    def put(value: Any) -> Any:
        if isinstance(value, n.Node):
            return _bare(value, fit)
        return tuple(put(item) for item in value) if isinstance(value, tuple) else value

    changed = {each.name: put(getattr(node, each.name)) for each in fields(node) if each.name != "span"}
    return replace(node, **changed)


def as_conditions(table: DecisionTable, fit: Fit = lambda node, wanted: node) -> n.Node | None:
    """A table of hit policy UNIQUE, FIRST or ANY as nested ``if``; None for the others.

    ``fit`` makes inputs and outputs fit their declared types.
    """
    if table.hit_policy not in (HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY):
        return None
    columns = table.columns or tuple(Column("") for _ in table.inputs)
    inputs = tuple(fit(each, column.type) for each, column in zip(table.inputs, columns, strict=True))
    otherwise = _default(table.outputs)
    for rule in reversed(table.rules):
        condition = _condition(inputs, rule)
        value = _compose(
            table.outputs,
            tuple(fit(each, output.type) for each, output in zip(rule.outputs, table.outputs, strict=True)),
        )
        otherwise = value if condition is None else n.If(condition, value, otherwise)
    return otherwise


def _condition(inputs: tuple[n.Node, ...], rule: Rule) -> n.Node | None:
    """The row's tests as one condition; None when every cell is ``-``."""
    cells: list[n.Node] = []
    for value, cell in zip(inputs, rule.tests, strict=True):
        if not cell.tests:
            continue
        test: n.Node = n.In(value, cell.tests)
        cells.append(n.Call(n.Name("not"), (n.Argument(None, test),)) if cell.negated else test)
    if len(cells) < 2:
        return cells[0] if cells else None
    return n.And(tuple(cells))


def _default(outputs: tuple[Output, ...]) -> n.Node:
    if not any(output.default for output in outputs):
        return n.NullLiteral()
    return _compose(outputs, tuple(output.default or n.NullLiteral() for output in outputs))


def _compose(outputs: tuple[Output, ...], values: tuple[n.Node, ...]) -> n.Node:
    if len(outputs) == 1:
        return values[0]
    return n.ContextLiteral(
        tuple(n.ContextEntry(output.name, value) for output, value in zip(outputs, values, strict=True))
    )
