"""Decision tables: hit policies, and what is still known when an input is not."""

from __future__ import annotations

from typing import Any

import pytest

from onedoor.engine.dmn import Model, inline, read_model
from onedoor.engine.feel import UNKNOWN, Unknown, evaluate

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
