"""The interpreter's explanation of one pair."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.matching.reasons.measures import rules_of

from onedoor.engine.dmn import inline, read_model
from onedoor.engine.feel.plain import to_json
from onedoor.engine.feel.trace import Answer
from onedoor.engine.matching import Column, Kind, RuleSet, Schema
from onedoor.engine.matching.reasons import explain
from onedoor.errors import Invalid, NotFound
from onedoor.reference import policies

CASES: dict[str, tuple[dict[str, Any], Answer, list[str], set[str], str]] = {
    "met": (
        {"失业保险缴费月数": 24, "参保人数": 30, "裁员率": "0.2"},
        Answer.MET,
        ["失业保险缴费月数 >= 12", "裁员率 <= (if 参保人数 <= 30 then 0.2 else 0.055)"],
        set(),
        "裁员率 20% 不超过允许的 20%",
    ),
    "not met": (
        {"失业保险缴费月数": 11, "参保人数": 30, "裁员率": "0.2"},
        Answer.NOT_MET,
        ["失业保险缴费月数 >= 12"],
        set(),
        "失业保险缴费月数 11 低于要求的 12",
    ),
    "open": (
        {"失业保险缴费月数": 24, "参保人数": 30},
        Answer.UNKNOWN,
        ["裁员率 <= (if 参保人数 <= 30 then 0.2 else 0.055)"],
        {"裁员率"},
        "裁员率尚未提供",
    ),
}


@pytest.mark.parametrize(("facts", "verdict", "decisive", "missing", "says"), CASES.values(), ids=CASES)
def test_a_pair_is_explained(
    facts: dict[str, Any], verdict: Answer, decisive: list[str], missing: set[str], says: str
) -> None:
    why = explain(rules_of("稳岗返还"), "稳岗返还", facts)
    assert (why.verdict, why.missing) == (verdict, missing)
    assert [each.text for each in why.decisive()] == decisive
    assert says in why.sentence().zh


def test_an_open_rule_says_what_could_settle_it() -> None:
    why = explain(rules_of("评分 >= 60 and 失信"), "规则0", {})
    assert why.settling.met == (frozenset({"评分", "失信"}),)
    assert why.settling.not_met == (frozenset({"失信"}), frozenset({"评分"}))


def test_an_explanation_is_written_as_json() -> None:
    plain = explain(rules_of("评分 >= 60"), "规则0", {"评分": 50}).as_dict()
    assert (plain["rule"], plain["verdict"], plain["missing"]) == ("规则0", "not_met", [])
    assert plain["trace"]["shortfall"]["zh"] == "差 10"
    assert '"评分 >= 60"' in to_json(plain)


def test_a_decision_of_a_model_is_explained_as_one_expression() -> None:
    model = read_model(policies.model_xml("job-stability-refund-2026"))
    logic = inline(model, "符合条件")
    assert logic is not None
    kinds = {"boolean": Kind.BOOLEAN, "number": Kind.RATIO, "string": Kind.CATEGORY}
    schema = Schema.of(*(Column(name, kinds[given.type.name]) for name, given in model.inputs.items()))
    why = explain(RuleSet.compile({"稳岗": logic}, schema), "稳岗", {"失业保险缴费月数": 11})
    assert why.verdict is Answer.NOT_MET
    assert [each.text for each in why.decisive()] == ["失业保险缴费月数 >= 12"]


def test_a_rule_that_is_not_there_and_a_value_that_cannot_be_are_refused() -> None:
    with pytest.raises(NotFound, match=r"matching\.rule"):
        explain(rules_of("评分 >= 60"), "别的", {})
    with pytest.raises(Invalid, match=r"matching\.value"):
        explain(rules_of("评分 >= 60"), "规则0", {"评分": "很多"})
