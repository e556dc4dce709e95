"""One expression over input data alone, for whoever compiles rules instead of asking the model.

Required decisions are put in place of their names. A single-hit decision table becomes nested ``if``:
``if <row 1> then <output 1> else if <row 2> ...``, which has the same value wherever the table keeps
its promise (UNIQUE: at most one row matches; ANY: rows that match agree).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onedoor.engine.dmn.nodes import DecisionTable, HitPolicy, Output, Rule
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import substitute

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Model


def inline(model: Model, decision: str) -> BoxedExpression | None:
    """The decision as one FEEL expression whose free names are input data.

    None when it cannot be written so: no logic, business knowledge, a table that collects or ranks,
    or a name that would be bound twice.
    """
    root = _inlined(model, decision, {})
    return BoxedExpression.of(root) if root is not None else None


def _inlined(model: Model, name: str, done: dict[str, n.Node]) -> n.Node | None:
    decision = model.decision(name)
    if decision.logic is None or decision.knowledge:
        return None
    for required in decision.decisions:
        if required not in done:
            tree = _inlined(model, required, done)
            if tree is None:
                return None
            done[required] = tree
    logic = decision.logic.root
    root = as_conditions(logic) if isinstance(logic, DecisionTable) else logic
    if root is None or any(isinstance(node, DecisionTable) for node in n.walk(root)):
        return None
    try:
        return substitute(root, done)
    except ValueError:
        return None


def as_conditions(table: DecisionTable) -> n.Node | None:
    """A table of hit policy UNIQUE, FIRST or ANY as nested ``if``; None for the others."""
    if table.hit_policy not in (HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY):
        return None
    otherwise = _default(table.outputs)
    for rule in reversed(table.rules):
        condition = _condition(table.inputs, rule)
        value = _compose(table.outputs, rule.outputs)
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
