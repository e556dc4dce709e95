"""Explanations: which rules of a table matched, and which cell excluded each of the others."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.dmn.building import decision, input_data, knowledge, literal, read, table

from onedoor.engine.dmn import PartsTrace, TableTrace
from onedoor.engine.dmn.table_traces import RuleTrace
from onedoor.engine.feel import Unknown
from onedoor.engine.feel.trace import Trace

SIZE = table(
    ["staff", "income"], [("< 10", "-", '"a"'), ("-", ">= 5", '"b"'), ("[10..20)", "< 5", '"c"')], "FIRST"
)
MODEL = read(
    input_data("staff", "number"),
    input_data("income", "number"),
    decision("size", SIZE, "Input staff", "Input income"),
)


def rules(facts: dict[str, Any]) -> tuple[RuleTrace, ...]:
    trace = MODEL.decide("size", facts).trace.logic
    assert isinstance(trace, TableTrace)
    return trace.rules


def test_the_cell_that_excluded_a_rule_is_told_with_the_value_it_met() -> None:
    first, second, third = rules({"staff": 12, "income": 3})
    assert first.excluded_by is not None
    assert second.excluded_by is not None
    assert (first.excluded_by.input.number, first.excluded_by.input.text) == (1, "staff")
    assert (first.excluded_by.input.value, first.excluded_by.text, first.excluded_by.outcome) == (
        12,
        "< 10",
        False,
    )
    assert (second.excluded_by.input.text, second.excluded_by.text) == ("income", ">= 5")
    assert (third.outcome, third.excluded_by, third.outputs) == (True, None, ("c",))


def test_a_rule_that_may_match_names_the_cells_in_doubt() -> None:
    first, second, third = rules({"staff": 12})
    assert first.outcome is False
    assert second.outcome == Unknown(frozenset({"income"}))
    assert [(cell.text, cell.outcome.facts) for cell in third.doubtful] == [("< 5", {"income"})]
    assert third.outputs == ("c",)


def test_a_cell_that_is_null_excludes_like_one_that_is_false() -> None:
    first = rules({"staff": None, "income": 9})[0]
    assert first.excluded_by is not None
    assert first.excluded_by.outcome is None


def test_lines_are_those_of_the_file() -> None:
    boxed = SIZE.replace("<rule>", "\n<rule>").replace("<inputEntry>", "\n<inputEntry>")
    model = read(
        "\n",
        input_data("staff"),
        input_data("income"),
        decision("size", boxed, "Input staff", "Input income"),
    )
    trace = model.decide("size", {"staff": 12, "income": 3}).trace.logic
    assert isinstance(trace, TableTrace)
    assert [rule.line for rule in trace.rules] == [3, 6, 9]
    assert trace.rules[1].excluded_by is not None
    assert trace.rules[1].excluded_by.line == 8


def test_a_table_tells_its_policy_its_inputs_and_what_matched() -> None:
    trace = MODEL.decide("size", {"staff": 3, "income": 9}).trace.logic
    assert isinstance(trace, TableTrace)
    assert (trace.hit_policy, trace.value, [rule.number for rule in trace.matched]) == ("FIRST", "a", [1, 2])
    assert [(each.text, each.value) for each in trace.inputs] == [("staff", 3), ("income", 9)]


def test_boxed_parts_are_explained_in_their_own_scope_and_words() -> None:
    context = (
        f"<context><contextEntry><variable name='x'/>{literal('1 + 1')}</contextEntry>"
        f"<contextEntry><variable name='y'/>{table(['x'], [('2', '3')])}</contextEntry></context>"
    )
    trace = read(decision("d", context)).decide("d", {}).trace.logic
    assert isinstance(trace, PartsTrace)
    (x, told), (y, nested) = trace.parts
    assert isinstance(told, Trace)
    assert isinstance(nested, TableTrace)
    assert (x, told.text, told.value, y, nested.value) == ("x", "1 + 1", 2, "y", 3)


@pytest.mark.parametrize(
    ("fact", "parts"), [(True, ["if", "then"]), (False, ["if", "else"]), (Unknown(), ["if", "then", "else"])]
)
def test_only_the_branches_that_count_are_explained(fact: Any, parts: list[str]) -> None:
    boxed = f"<conditional><if>{literal('x')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>"
    model = read(input_data("x"), decision("d", boxed, "Input x"))
    trace = model.decide("d", {"x": fact}).trace.logic
    assert isinstance(trace, PartsTrace)
    assert [name for name, _ in trace.parts] == parts


def test_a_call_of_business_knowledge_is_explained_with_its_arguments() -> None:
    model = read(
        input_data("x", "number"),
        knowledge("band", ["n: number"], table(["n"], [("< 10", '"low"'), (">= 10", '"high"')])),
        knowledge("worded", ["n", "m"], "string(m) + band(n)", "Knowledge band"),
        decision("d", "{r: worded(m: x + 1, n: x)}.r + worded(1, 2)", "Input x", "Knowledge worded"),
    )
    trace = model.decide("d", {"x": 10}).trace
    (call,) = trace.calls
    assert trace.value == "11high2low"
    assert (call.name, dict(call.arguments), call.value) == ("worded", {"n": 1, "m": 2}, "2low")
    (inner,) = call.calls
    assert isinstance(inner.logic, TableTrace)
    assert [rule.outcome for rule in inner.logic.rules] == [True, False]


def test_a_call_that_never_came_about_has_no_logic() -> None:
    model = read(knowledge("f", ["n"], "n"), decision("d", "f(1, 2)", "Knowledge f"))
    (call,) = model.decide("d", {}).trace.calls
    assert (call.value, call.logic) == (None, None)


def test_a_boxed_invocation_is_explained_like_a_call() -> None:
    boxed = (
        f"<invocation>{literal('f')}<binding><parameter name='n'/>{literal('20 + 1')}</binding></invocation>"
    )
    trace = read(knowledge("f", ["n"], "n * 2"), decision("d", boxed, "Knowledge f")).decide("d", {}).trace
    (call,) = trace.calls
    assert (call.value, dict(call.arguments)) == (42, {"n": 21})


def test_a_decision_that_many_rest_on_is_explained_once() -> None:
    layers = [decision("d0", "1")]
    for n in range(1, 30):
        layers.append(decision(f"l{n}", f"d{n - 1}", f"Decision d{n - 1}"))
        layers.append(decision(f"r{n}", f"d{n - 1}", f"Decision d{n - 1}"))
        layers.append(decision(f"d{n}", f"l{n} + r{n}", f"Decision l{n}", f"Decision r{n}"))
    trace = read(*layers).decide("d29", {}).trace
    left, right = trace.requires
    assert left.requires[0] is right.requires[0]
    assert trace.value == 2**29


def test_what_took_nearly_all_steps_to_decide_is_explained_all_the_same() -> None:
    model = read(
        input_data("n", "number"),
        decision("d", "some i in 1..990, j in 1..990 satisfies i + j > n", "Input n"),
    )
    outcome = model.decide("d", {"n": 99_999})
    assert outcome.value is False
    assert outcome.trace.value is False
