"""Decisions written as one expression: the same value as the model's, whatever the facts."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.dmn.building import (
    component,
    decision,
    input_data,
    item,
    knowledge,
    literal,
    read,
    table,
)

from onedoor.engine.dmn import inline
from onedoor.engine.dmn.nodes import Coerced
from onedoor.engine.feel import UNKNOWN, evaluate
from onedoor.engine.feel import nodes as n

FACTS = (None, True, 0, 1, 5, "a", [1], [1, 2], {"p": 1}, UNKNOWN)
TYPED = table(["x"], [("true", "1"), ('"a"', "2"), ("[1, 2]", "3")]).replace(
    "<inputExpression>", '<inputExpression typeRef="string">'
)
CONTEXT = f"<context><contextEntry><variable name='y'/>{literal('x')}</contextEntry><contextEntry>{literal('y = 1')}</contextEntry></context>"


@pytest.mark.parametrize(
    ("logic", "kind"),
    [
        ("x", ""),
        ("x", "number"),
        ("[x]", "number"),
        ("x = 1", "boolean"),
        ("if x = 1 then 2 else null", "number"),
        ('if x = 1 then "a" else 2', "number"),
        (table(["x"], [("1", "2"), ("< 1", "3")], kind="number"), "number"),
        (table(["x"], [("1", '"2"')], kind="number"), ""),
        (table(["x"], [("1", "2"), ("< 5", "3"), ("-", "4")], "PRIORITY", values="3, 2"), ""),
        (table(["f(x)"], [("1", "2"), ("-", "f(4)")], "FIRST", kind="number"), "number"),
        (TYPED, ""),
        (CONTEXT, "boolean"),
        (literal("x", "list"), "number"),
        ("f(x)", ""),
        ("f(n: x) = 2", "boolean"),
        (
            f"<invocation>{literal('f')}<binding><parameter name='n'/>{literal('x')}</binding></invocation>",
            "number",
        ),
        ("f(f(x)) + f()", ""),
        ("for f in [x] return f(1)", ""),
        ("[1, 2, 3][item = x]", "number"),
    ],
)
@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_an_inlined_decision_has_the_value_of_the_model(logic: str, kind: str, fact: Any) -> None:
    model = read(
        input_data("x"),
        knowledge("f", ["n"], "n + 1"),
        decision("c", logic, "Input x", "Knowledge f", kind=kind),
        decision("d", "{r: c}", "Decision c"),
    )
    expression = inline(model, "d")
    assert expression is not None
    assert expression.free_names <= {"x"}
    assert evaluate(expression, {"x": fact}) == model.decide("d", {"x": fact}).value


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY"])
@pytest.mark.parametrize("x", FACTS, ids=str)
@pytest.mark.parametrize("y", FACTS, ids=str)
def test_a_row_of_several_cells_is_excluded_by_a_cell_that_is_null(policy: str, x: Any, y: Any) -> None:
    rows = [("< 1", ">= 1", '"a"'), ("1", "not(0)", '"b"')]
    model = read(
        input_data("x"), input_data("y"), decision("d", table(["x", "y"], rows, policy), "Input x", "Input y")
    )
    expression = inline(model, "d")
    assert expression is not None
    assert evaluate(expression, {"x": x, "y": y}) == model.decide("d", {"x": x, "y": y}).value


def test_conversions_that_never_change_anything_are_left_out() -> None:
    record = item("tLimit", component("low", "number"))
    model = read(
        record,
        input_data("x", "number"),
        decision("limit", "if x > 1 then {low: 1} else {low: 2}", "Input x", kind="tLimit"),
        decision(
            "d", "x >= limit.low and count([x][item > 1]) = 1", "Input x", "Decision limit", kind="boolean"
        ),
    )
    expression = inline(model, "d")
    assert expression is not None
    assert not any(isinstance(node, Coerced) for node in n.walk(expression.root))


@pytest.mark.parametrize(
    "logic",
    [
        table(["x"], [("1", "2")], "COLLECT"),
        table(["x"], [("1", "x")], "PRIORITY", values="1, 2"),
        "g(x)",
        "h(x)",
        "",
        "sort([x], f)",
    ],
)
def test_what_cannot_be_one_expression_is_none(logic: str) -> None:
    model = read(
        input_data("x"),
        knowledge("f", ["n"], "n + 1"),
        knowledge("g", ["n: number"], "n + 1"),
        knowledge("h", ["n"], "if n > 1 then h(n - 1) else n"),
        decision("d", logic, "Input x", "Knowledge f", "Knowledge g", "Knowledge h"),
    )
    assert inline(model, "d") is None
