"""One expression over input data alone, for whoever compiles rules instead of asking the model.

Required decisions are put in place of their names, and what business knowledge says in place of its calls.
A single-hit decision table becomes nested ``if``:
``if <row 1> then <output 1> else if <row 2> ...``, which has the same value wherever the table keeps
its promise (UNIQUE: at most one row matches; ANY: rows that match agree).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.nodes import (
    Coerced,
    Column,
    DecisionTable,
    HitPolicy,
    KnownType,
    Output,
    Rule,
    Written,
)
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names, scoped_children, substitute
from onedoor.engine.feel.bounds import MAX_NODES
from onedoor.engine.feel.checker import Names, checked
from onedoor.engine.feel.types import ANY, Type, is_subtype

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Decision, Model

Fit = Callable[[n.Node, Type], n.Node]
_CONSTANTS = (n.NumberLiteral, n.StringLiteral, n.BooleanLiteral, n.NullLiteral)


def inline(model: Model, decision: str) -> BoxedExpression | None:
    """The decision as one FEEL expression whose free names are input data.

    None when it cannot be written so: no logic, another model, a table that collects or ranks, business
    knowledge that calls itself or would refuse its arguments, a name that would be bound twice, or a tree
    beyond its bounds.
    """
    try:
        found = _Inliner(model).tree(decision)
    except _NotInline:
        return None
    own = model.decision(decision).logic
    expression = BoxedExpression.of(found)
    return replace(expression, types=own.types, externals=own.externals) if own is not None else expression


class _NotInline(Exception):
    """There is no such expression."""


class _Inliner:
    """Writes decisions and calls of business knowledge as trees over input data."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.done: dict[str, n.Node] = {}
        self.open: list[str] = []

    def tree(self, name: str) -> n.Node:
        """The tree of a decision, written once."""
        if name not in self.done:
            decision = self.model.decisions.get(name)
            if decision is None or decision.logic is None:
                raise _NotInline
            types = {local: self._type_of(element) for local, element in decision.names.items()}
            root = self._plain(decision.logic.root, decision, types)
            for wanted in decision.types:
                root = _fit(root, wanted, types)
            others = {
                local: self.tree(element) if element in self.model.decisions else n.Name(element)
                for local, element in decision.names.items()
                if local in free_names(root)
            }
            self.done[name] = _put(root, others)
        return self.done[name]

    def _type_of(self, element: str) -> Type:
        if element in self.model.inputs:
            return self.model.inputs[element].type.feel
        decision = self.model.decisions.get(element)
        return decision.type if decision is not None else ANY

    def _plain(self, logic: n.Node, owner: Decision, types: Mapping[str, Type]) -> n.Node:
        """The logic without boxes, tables and calls of business knowledge."""

        def fit(node: n.Node, wanted: Type) -> n.Node:
            return _fit(node, wanted, types)

        root = _bare(self._called(logic, owner, frozenset(), types), fit)
        facts = self.model.inputs.keys() | self.model.decisions.keys() | set(owner.undeclared)
        for name in free_names(root) & owner.names.keys():
            if owner.names[name] not in facts:
                raise _NotInline
        if any(isinstance(node, DecisionTable) for node in n.walk(root)):
            raise _NotInline
        return root

    def _called(
        self, node: n.Node, owner: Decision, bound: frozenset[str], types: Mapping[str, Type]
    ) -> n.Node:
        """The tree with each call of business knowledge replaced by what it says of the arguments."""
        inside = {id(child): names for child, names in scoped_children(node, bound)}

        def put(value: Any) -> Any:
            if isinstance(value, n.Node):
                return self._called(value, owner, inside.get(id(value), bound), types)
            return tuple(put(item) for item in value) if isinstance(value, tuple) else value

        changed = {each.name: put(getattr(node, each.name)) for each in fields(node) if each.name != "span"}
        node = replace(node, **changed)
        if isinstance(node, n.Call):
            named = node.function.body if isinstance(node.function, Written) else node.function
            element = owner.names.get(named.name, "") if isinstance(named, n.Name) else ""
            if element in self.model.knowledge and isinstance(named, n.Name) and named.name not in bound:
                return self._call(self.model.knowledge[element], node, types)
        return node

    def _call(self, knowledge: Decision, call: n.Call, types: Mapping[str, Type]) -> n.Node:
        function = knowledge.logic.root if knowledge.logic is not None else None
        if not isinstance(function, n.FunctionDefinition) or function.external or knowledge.name in self.open:
            raise _NotInline
        arguments = _arguments(function.parameters, call.arguments)
        if arguments is None:
            return n.NullLiteral()
        given = {
            name: _bare(each, lambda node, wanted: _fit(node, wanted, types))
            for name, each in arguments.items()
        }
        takes = [each.type if isinstance(each, KnownType) else ANY for each in function.types]
        for argument, wanted in zip(given.values(), takes, strict=False):
            # A value that does not fit would stop the call, which no expression in its place would do.
            if not _is_fit(argument, wanted, types):
                raise _NotInline
        inner = dict(zip(function.parameters, takes, strict=False))
        self.open.append(knowledge.name)
        body = self._plain(function.body, knowledge, inner)
        self.open.pop()
        for wanted in knowledge.types:
            body = _fit(body, wanted, inner)
        return _put(body, given)


def _arguments(parameters: tuple[str, ...], arguments: tuple[n.Argument, ...]) -> dict[str, n.Node] | None:
    """The arguments by parameter; None where they are not those that the function takes."""
    if any(argument.name is not None for argument in arguments):
        given = {argument.name or "": argument.value for argument in arguments}
        return {name: given[name] for name in parameters} if given.keys() == set(parameters) else None
    values = [argument.value for argument in arguments]
    return dict(zip(parameters, values, strict=True)) if len(values) == len(parameters) else None


def _put(node: n.Node, others: Mapping[str, n.Node]) -> n.Node:
    try:
        tree = substitute(node, others)
    except ValueError as error:
        raise _NotInline from error
    if sum(1 for _ in islice(n.walk(tree), MAX_NODES + 1)) > MAX_NODES:
        raise _NotInline
    return tree


def _fit(node: n.Node, wanted: Type, types: Mapping[str, Type]) -> n.Node:
    return node if _is_fit(node, wanted, types) else Coerced(node, wanted)


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
    """A single-hit table as nested ``if``; None for one that collects, or ranks what is not constant.

    ``fit`` makes inputs and outputs fit their declared types.
    """
    rules = _ranked(table) if table.hit_policy is HitPolicy.PRIORITY else table.rules
    if rules is None or not table.is_single_hit:
        return None
    columns = table.columns or tuple(Column("") for _ in table.inputs)
    inputs = tuple(
        _kept(each, fit(each, column.type)) for each, column in zip(table.inputs, columns, strict=True)
    )
    otherwise = _default(table.outputs)
    for rule in reversed(rules):
        condition = _condition(inputs, rule)
        value = _compose(
            table.outputs,
            tuple(fit(each, output.type) for each, output in zip(rule.outputs, table.outputs, strict=True)),
        )
        otherwise = value if condition is None else n.If(condition, value, otherwise)
    return otherwise


def _kept(node: n.Node, fitted: n.Node) -> n.Node:
    """An input that may not fit its column is tested as it is."""
    return replace(fitted, keep=True) if fitted is not node and isinstance(fitted, Coerced) else fitted


def _ranked(table: DecisionTable) -> list[Rule] | None:
    """The rules, those with the outputs listed first coming first; None where an output is no constant."""
    lists = [output.values for output in table.outputs]
    nodes = [
        *(node for rule in table.rules for node in rule.outputs),
        *(node for each in lists for node in each),
    ]
    if not all(isinstance(node, _CONSTANTS) for node in nodes):
        return None

    def rank(rule: Rule) -> list[int]:
        return [
            values.index(node) if node in values else len(values)
            for node, values in zip(rule.outputs, lists, strict=True)
        ]

    return sorted(table.rules, key=rank)


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
    # A cell that is null excludes its row like one that is false; "null and unknown" would leave it open.
    return n.And(tuple(n.If(cell, n.BooleanLiteral(True), n.BooleanLiteral(False)) for cell in cells))


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
