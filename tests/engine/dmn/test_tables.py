"""Decision tables: hit policies, and what is still known when an input is not."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.dmn import building

from onedoor.engine.dmn import Model, inline, read_model
from onedoor.engine.dmn.nodes import HitPolicy
from onedoor.engine.feel import UNKNOWN, Unknown, evaluate
from onedoor.engine.feel.values import unknown_in

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
ROWS = {
    "overlapping": [("< 10", '"a"'), ("< 20", '"b"'), ("-", '"c"')],
    "disjoint": [("< 10", '"a"'), ("[10..20)", '"b"'), (">= 20", '"c"')],
    "agreeing": [("< 10", '"a"'), ("< 20", '"a"'), ("not(< 20)", '"c"')],
}


def table(policy: str, rows: list[tuple[str, str]], **options: str) -> Model:
    """A model with one table over ``x``; ``values`` and ``default`` go to its output column."""
    attributes = f'hitPolicy="{policy}"' + (f' aggregation="{options["by"]}"' if "by" in options else "")
    values = f"<outputValues><text>{options['values']}</text></outputValues>" if "values" in options else ""
    default = (
        f"<defaultOutputEntry><text>{options['default']}</text></defaultOutputEntry>"
        if "default" in options
        else ""
    )
    rules = "".join(
        f"<rule><inputEntry><text><![CDATA[{test}]]></text></inputEntry>"
        f"<outputEntry><text>{output}</text></outputEntry></rule>"
        for test, output in rows
    )
    return read_model(
        f'<definitions xmlns="{DMN}" name="m"><inputData id="x" name="x"/>'
        '<decision id="d" name="d"><informationRequirement><requiredInput href="#x"/></informationRequirement>'
        f"<decisionTable {attributes}><input><inputExpression><text>x</text></inputExpression></input>"
        f"<output>{values}{default}</output>{rules}</decisionTable></decision></definitions>"
    )


@pytest.mark.parametrize(
    ("policy", "rows", "x", "value"),
    [
        ("UNIQUE", "disjoint", 5, "a"),
        ("UNIQUE", "disjoint", 20, "c"),
        ("UNIQUE", "overlapping", 5, None),
        ("UNIQUE", "overlapping", 25, "c"),
        ("FIRST", "overlapping", 5, "a"),
        ("FIRST", "overlapping", 25, "c"),
        ("ANY", "agreeing", 5, "a"),
        ("ANY", "overlapping", 5, None),
        ("RULE ORDER", "overlapping", 15, ["b", "c"]),
        ("COLLECT", "overlapping", 5, ["a", "b", "c"]),
    ],
)
def test_the_hit_policy_says_which_rules_count(policy: str, rows: str, x: int, value: Any) -> None:
    assert table(policy, ROWS[rows]).decide("d", {"x": x}).value == value


def test_priority_follows_the_order_of_the_output_values() -> None:
    model = table("PRIORITY", ROWS["overlapping"], values='"c", "b", "a"')
    assert model.decide("d", {"x": 5}).value == "c"
    ordered = table("OUTPUT ORDER", ROWS["overlapping"], values='"c", "b", "a"')
    assert ordered.decide("d", {"x": 15}).value == ["c", "b"]


@pytest.mark.parametrize(("by", "value"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_collected_outputs_are_aggregated(by: str, value: int) -> None:
    model = table("COLLECT", [("< 10", "1"), ("< 20", "2"), ("-", "3")], by=by)
    assert model.decide("d", {"x": 5}).value == value


@pytest.mark.parametrize("by", ["SUM", "MIN", "COUNT"])
def test_an_aggregate_is_unknown_while_a_rule_that_counts_is_in_doubt(by: str) -> None:
    model = table("COLLECT", [("< 10", "1"), ("< 20", "2"), ("-", "3")], by=by)
    assert model.decide("d", {}).missing == {"x"}


def test_an_aggregate_is_known_when_the_doubtful_rules_would_not_change_it() -> None:
    assert table("COLLECT", [("< 10", "1"), ("< 20", "2"), ("-", "3")], by="MAX").decide("d", {}).value == 3
    assert table("COLLECT", [("< 10", "0"), ("-", "3")], by="SUM").decide("d", {}).value == 3


def test_when_no_rule_matches_the_default_counts() -> None:
    rows = [("< 10", '"a"')]
    assert table("UNIQUE", rows, default='"other"').decide("d", {"x": 11}).value == "other"
    assert table("UNIQUE", rows).decide("d", {"x": 11}).value is None


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"])
@pytest.mark.parametrize("rows", sorted(ROWS))
def test_a_value_known_without_the_input_is_the_value_for_every_input(policy: str, rows: str) -> None:
    model = table(policy, ROWS[rows])
    before = model.decide("d", {}).value
    if not isinstance(before, Unknown):
        assert all(model.decide("d", {"x": x}).value == before for x in (None, -1, 9, 10, 19, 20, 21))


def test_a_missing_input_does_not_matter_when_every_row_says_the_same() -> None:
    assert table("FIRST", [("< 10", '"a"'), ("-", '"a"')]).decide("d", {}).value == "a"
    outcome = table("FIRST", ROWS["overlapping"]).decide("d", {})
    assert outcome.missing == {"x"}


@pytest.mark.parametrize(
    ("policy", "rows"), [("UNIQUE", "disjoint"), ("FIRST", "overlapping"), ("ANY", "agreeing")]
)
@pytest.mark.parametrize("x", [None, -1, 9, 10, 19, 20, 21, UNKNOWN])
def test_nested_conditions_say_what_the_table_says(policy: str, rows: str, x: Any) -> None:
    model = table(policy, ROWS[rows])
    expression = inline(model, "d")
    assert expression is not None
    assert evaluate(expression, {"x": x}) == model.decide("d", {"x": x}).value


def test_a_table_that_collects_cannot_be_one_expression() -> None:
    assert inline(table("COLLECT", ROWS["overlapping"]), "d") is None


CELLS = ["-", "1", "< 2", "not(1)", "[2..3]", "null", "? > y"]
OUTPUTS = ["0", "1", "2", "null", "y"]
DOMAIN = (None, 0, 1, 2, 3)
POLICIES = [
    *((policy, "") for policy in HitPolicy),
    *(("COLLECT", each) for each in ("SUM", "MIN", "MAX", "COUNT")),
]
rows = st.lists(
    st.tuples(*(st.sampled_from(each) for each in (CELLS, CELLS, OUTPUTS))), min_size=1, max_size=4
)


@pytest.mark.parametrize(("policy", "by"), POLICIES)
@settings(max_examples=25)
@given(rows=rows, known=st.sampled_from(["", "x", "y"]), default=st.sampled_from(["", "0", "1"]))
def test_a_result_known_with_facts_missing_is_the_result_for_all_their_values(
    policy: str, by: str, rows: list[tuple[str, str, str]], known: str, default: str
) -> None:
    more = {"values": "1, 0, 2"} | ({"by": by} if by else {}) | ({"default": default} if default else {})
    model = building.read(
        building.input_data("x"),
        building.input_data("y"),
        building.decision("d", building.table(["x", "y"], rows, policy, **more), "Input x", "Input y"),
    )
    for fixed in DOMAIN if known else (None,):
        told = {known: fixed} if known else {}
        before = model.decide("d", told).value
        if unknown_in(before) is not None:
            continue
        missing = [name for name in ("x", "y") if name not in told]
        for values in product(DOMAIN, repeat=len(missing)):
            facts = told | dict(zip(missing, values, strict=True))
            assert model.decide("d", facts).value == before, facts


def test_a_cell_that_is_null_settles_that_its_rule_does_not_match() -> None:
    model = building.read(
        building.input_data("x"),
        building.input_data("y"),
        building.decision(
            "d",
            building.table(["x", "y"], [("< 2", "< 2", "1"), ("-", "-", "2")], "FIRST"),
            "Input x",
            "Input y",
        ),
    )
    assert model.decide("d", {"x": "no number"}).value == 2


@pytest.mark.parametrize(("value", "kind", "expected"), [("7", "string", None), ("[7]", "number", 7)])
def test_an_output_fits_its_declared_type(value: str, kind: str, expected: Any) -> None:
    model = building.read(building.decision("d", building.table(["1"], [("-", value)], kind=kind)))
    assert model.decide("d", {}).value == expected


def test_outputs_are_ranked_by_the_values_their_type_allows() -> None:
    grade = building.item(
        "tGrade", '<typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues>'
    )
    ranked = building.table(["1"], [("-", '"low"'), ("-", '"high"')], "PRIORITY", kind="tGrade")
    assert building.read(grade, building.decision("d", ranked)).decide("d", {}).value == "high"


@pytest.mark.parametrize(("value", "found"), [(True, "yes"), (False, "no"), ("true", None)])
def test_a_column_whose_type_was_left_at_string_still_meets_its_cells(value: Any, found: str | None) -> None:
    model = building.read(
        building.input_data("x"),
        building.decision(
            "d",
            '<decisionTable><input><inputExpression typeRef="string"><text>x</text></inputExpression></input><output/>'
            '<rule><inputEntry><text>true</text></inputEntry><outputEntry><text>"yes"</text></outputEntry></rule>'
            '<rule><inputEntry><text>false</text></inputEntry><outputEntry><text>"no"</text></outputEntry></rule>'
            "</decisionTable>",
            "Input x",
        ),
    )
    assert model.decide("d", {"x": value}).value == found
