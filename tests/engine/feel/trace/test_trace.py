"""What a step of an explanation tells: place, operands, facts, what decides, and nothing beyond the bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.feel import UNKNOWN, Expression, FeelLimitError, Unknown, explain, parse
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.scope import Budget, Scope
from onedoor.engine.feel.trace import Answer, Trace, trace_in
from onedoor.engine.feel.trace.tree import trace_step


def decisive(trace: Trace) -> list[str]:
    return [step.text for step in trace.children if step.is_decisive]


@pytest.mark.parametrize(
    ("expression", "facts", "texts"),
    [
        ("a and b and c", {"a": False, "b": True, "c": False}, ["a", "c"]),
        ("a and b and c", {"a": True, "b": True, "c": True}, ["a", "b", "c"]),
        ("a and b and c", {"a": False, "c": True}, ["a"]),
        ("a and b and c", {"a": True, "b": None}, ["c"]),
        ("a and b and c", {"a": True, "b": None, "c": True}, ["b"]),
        ("a or b or c", {"a": False, "b": True, "c": True}, ["b"]),
        ("a or b or c", {"a": False, "b": False, "c": False}, ["a", "b", "c"]),
        ("a or b or c", {"a": False, "b": False}, ["c"]),
        ("a or b", {"a": "text", "b": False}, ["a"]),
        ("if a then b else c", {"a": True, "b": 1, "c": 2}, ["a", "b"]),
        ("if a then b else c", {"a": None, "b": 1, "c": 2}, ["a", "c"]),
        ("if a then b else c", {"b": 1, "c": 1}, ["b", "c"]),
        ("if a then b else c", {"b": 1, "c": 2}, ["a", "b", "c"]),
        ("if a then b else c", {"a": "text", "b": 1, "c": 2}, ["a"]),
        ("if a then true else c", {"a": True, "c": False}, ["a"]),
        ("if true then b else c", {"b": 1, "c": 2}, ["b", "c"]),
        ("not(a)", {"a": True}, ["a"]),
        ("a + b > 3", {"a": 1, "b": 2}, ["a + b"]),
    ],
)
def test_the_decisive_conditions_are_marked(expression: str, facts: dict[str, Any], texts: list[str]) -> None:
    assert decisive(explain(expression, facts)) == texts


def test_what_is_below_an_idle_condition_is_idle_too() -> None:
    trace = explain("a and (b or c)", {"a": False, "b": True, "c": True})
    assert [step.is_decisive for step in trace.children[1].children] == [False, False]


def test_a_step_knows_its_line_and_column() -> None:
    trace = explain("a > 1\n  and b > 2\n  and c", {})
    assert [tuple(step.place) for step in trace.children] == [(1, 1), (2, 7), (3, 7)]
    assert [step.text for step in trace.children] == ["a > 1", "b > 2", "c"]


def test_a_tree_that_was_put_together_is_told_as_it_is_printed() -> None:
    one, other = parse("  a   >1").root, parse("b").root
    trace = explain(Expression.of(n.And((one, other))), {})
    assert (trace.text, [step.text for step in trace.children]) == ("a > 1 and b", ["a > 1", "b"])
    assert trace.children[1].place == (1, 1)


@pytest.mark.parametrize(
    ("expression", "facts", "operands"),
    [
        ("a / 2 >= 0.5", {"a": 3}, [("a / 2", Decimal("1.5")), ("0.5", Decimal("0.5"))]),
        ("a between 1 and b", {"a": 3, "b": 5}, [("a", 3), ("1", 1), ("b", 5)]),
        ('a in ("x", b)', {"a": "x", "b": "y"}, [("a", "x"), ('"x"', "x"), ("b", "y")]),
        ("a in (< b, ? > 3)", {"a": 1, "b": 5}, [("a", 1), ("b", 5)]),
        ("a instance of number", {"a": 3}, [("a", 3)]),
        ('starts with(a, "x")', {"a": "xy"}, [("a", "xy"), ('"x"', "x")]),
        ("f(2).x > 1", {}, [("f(2).x", Unknown(frozenset({"f"}))), ("1", 1)]),
        ("some x in a satisfies x > 1", {"a": [1]}, [("a", [1])]),
        ("a[item > 1]", {"a": [1]}, [("a", [1])]),
        ("-a", {"a": 1}, [("a", 1)]),
        ("a.b", {"a": {"b": 1}}, []),
    ],
)
def test_the_operands_are_the_values_that_a_step_met(
    expression: str, facts: dict[str, Any], operands: list[Any]
) -> None:
    assert [tuple(each) for each in explain(expression, facts).operands] == operands


@pytest.mark.parametrize(
    ("expression", "facts", "used"),
    [
        ("a > b", {"a": 1, "c": 3}, {"a": 1, "b": Unknown(frozenset({"b"}))}),
        ("a + a + b > 1", {"a": 1, "b": None}, {"a": 1, "b": None}),
        ("e.x.y > 1 and e.z", {"e": {"x": {"y": 3}}}, {"e.x.y": 3, "e.z": None}),
        ("count(p[age >= limit]) > n", {"p": [], "limit": 3, "n": 1}, {"p": [], "limit": 3, "n": 1}),
        (
            "count(p[age >= limit]) > n",
            {"p": [{"age": 3}]},
            {"p": [{"age": 3}], "n": Unknown(frozenset({"n"}))},
        ),
        ("some x in a satisfies x > b", {"a": [1], "b": 2}, {"a": [1], "b": 2}),
        ("sum(a)", {"a": [1]}, {"a": [1]}),
        ("today() > a", {"a": 1}, {"a": 1}),
        ("{x: a, y: x}.y", {"a": 1}, {"a": 1}),
    ],
)
def test_the_facts_are_those_that_a_step_looks_at(
    expression: str, facts: dict[str, Any], used: dict[str, Any]
) -> None:
    assert explain(expression, facts).facts == used


def test_outcomes_are_of_five_kinds() -> None:
    values = {True: "met", False: "not_met", None: "null", 3: "value"}
    assert {value: Answer.of(value).value for value in values} == values
    assert Answer.of(UNKNOWN) is Answer.UNKNOWN


def test_facts_that_change_later_do_not_change_an_explanation() -> None:
    facts = {"a": 1}
    trace = explain("a > 0 or b > 0", facts)
    facts |= {"a": -5, "b": 5}
    assert trace.facts == {"a": 1, "b": Unknown(frozenset({"b"}))}


def test_explaining_has_a_budget_of_its_own() -> None:
    expression = parse(" + ".join(["count(for i in 1..200, j in 1..200 return 1)"] * 6))
    run, explained = (Scope({}, budget=Budget(600_000)) for _ in range(2))
    assert expression.run(run) == trace_in(expression, explained).value == 240_000
    assert explained.budget.steps == run.budget.steps


def test_where_the_bounds_end_the_steps_further_down_are_left_out() -> None:
    expression = parse("a + 1 + 2")
    whole = explain(expression, {"a": 1})
    spent = Scope({"a": Decimal(1)}, budget=Budget(0))
    counted = parse("count(for i in 1..9 return i) > 3 and a > 0")
    trace = trace_step(explain(counted, {"a": 1}).step, spent, True)
    assert (trace.value, trace.children) == (True, ())
    assert [each.value for each in trace.operands] == [UNKNOWN, True]
    assert whole.children


def test_an_expression_that_goes_beyond_its_bounds_is_not_explained() -> None:
    with pytest.raises(FeelLimitError):
        explain("for i in 1..2000, j in 1..2000 return 1", {})
