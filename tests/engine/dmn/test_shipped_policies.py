"""The shipped policies decide their own examples, in which lie the public test vectors of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.dmn import Model, inline, read_model
from onedoor.engine.feel import UNKNOWN, Unknown, evaluate
from onedoor.reference.policies import CODES, model_xml, sheet

MODELS = {code: read_model(model_xml(code)) for code in CODES}
SHEETS = {code: sheet(code) for code in CODES}
EXAMPLES = [
    pytest.param(code, example, id=f"{code}: {example['why']}")
    for code in CODES
    for example in SHEETS[code]["examples"]
]
BENEFITS = [code for code in CODES if SHEETS[code]["kind"] != "classification"]


def told(value: Any) -> Any:
    """The facts of an example: null there means that nobody knows."""
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return [told(item) for item in value]
    return {key: told(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_comes_out_as_it_says(code: str, example: dict[str, Any]) -> None:
    evaluation = MODELS[code].evaluation(told(example["facts"]))
    for decision, expected in example["expect"].items():
        outcome = evaluation.outcome(decision)
        if expected is None:
            assert isinstance(outcome.value, Unknown), decision
            assert outcome.missing, f"{decision} is unknown but nothing is missing"
        else:
            assert outcome.value == expected, decision
            assert not outcome.missing


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_inlined_decision_has_the_value_of_the_model(code: str, example: dict[str, Any]) -> None:
    model = MODELS[code]
    evaluation = model.evaluation(told(example["facts"]))
    for decision in model.decisions:
        expression = inline(model, decision)
        assert expression is not None, decision
        assert expression.free_names <= set(model.inputs)
        value = evaluate(expression, evaluation.facts)
        expected = evaluation.value(decision)
        if isinstance(expected, Unknown):
            assert isinstance(value, Unknown)
        else:
            assert value == expected


@pytest.mark.parametrize("code", CODES)
def test_every_fact_of_a_model_is_described_in_its_sheet(code: str) -> None:
    described = {fact["element"]: fact["name"]["zh"] for fact in SHEETS[code]["facts"]}
    assert described == {fact.element: fact.name for fact in MODELS[code].inputs.values()}


@pytest.mark.parametrize("code", CODES)
def test_everything_people_read_is_in_both_languages(code: str) -> None:
    for decision in MODELS[code].decisions.values():
        assert decision.label.en != decision.label.zh
        assert decision.clauses or decision.name == "符合条件"
    for fact in SHEETS[code]["facts"]:
        assert fact["question"] or fact.keys() & {"derived", "derived_by", "external"}
    assert all(text["zh"] and text["en"] for text in texts(SHEETS[code]))


def texts(value: Any) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if not isinstance(value, dict):
        return []
    if value.keys() == {"zh", "en"}:
        return [value]
    return [text for item in value.values() for text in texts(item)]


@pytest.mark.parametrize("code", BENEFITS)
def test_each_condition_of_a_benefit_has_its_reasons(code: str) -> None:
    conditions = {each.name: each for each in MODELS[code].conditions({})}
    assert conditions.keys() == SHEETS[code]["conditions"].keys()
    for reasons in SHEETS[code]["conditions"].values():
        assert reasons.keys() == {"met", "not_met", "unknown"}
    for condition in conditions.values():
        assert condition.clauses, condition.name
        assert condition.clauses[0].summary
        assert isinstance(condition.value, Unknown)
        assert condition.missing <= condition.facts.keys()


@pytest.mark.parametrize("code", BENEFITS)
def test_with_no_facts_at_all_nobody_is_refused(code: str) -> None:
    outcome = MODELS[code].decide("符合条件", {})
    assert isinstance(outcome.value, Unknown)
    assert MODELS[code].elements(outcome.missing) <= {
        *(fact.element for fact in MODELS[code].inputs.values()),
    }


def size(**facts: Any) -> dict[str, Any]:
    model = MODELS["sme-size-2011"]
    evaluation = model.evaluation(facts)
    return {"size": evaluation.value("企业规模"), "is_sme": evaluation.value("中小微企业")}


def refund(model: Model, **facts: Any) -> Any:
    return model.decide("金额", {"premium_prev_year": 1000, **facts}).value


def test_the_refund_follows_from_the_size_rules() -> None:
    model = MODELS["job-stability-refund-2026"]
    open_class = size(industry="industry", revenue=5000)
    assert isinstance(open_class["size"], Unknown)
    assert refund(model, **open_class) == 600
    assert refund(model, **size(industry="industry", staff=1000, revenue=40000)) == 300
    assert isinstance(refund(model, **size(industry="industry", staff=1000)), Unknown)


def test_the_mean_of_quarters_is_a_formula_like_any_other() -> None:
    quarters = [[280, 300], [300, 310], [310, 300], [300, 310]]
    assert evaluate("mean(for q in quarters return mean(q))", {"quarters": quarters}) == Decimal("301.25")


def test_a_missing_member_of_a_record_is_named_by_its_place() -> None:
    model = MODELS["hire-expansion-2026"]
    hire = {"graduation_year_current": True, "insured_months_3kinds": 3}
    outcome = model.decide("符合条件", {"entity_in_scope": True, "hires": [hire]})
    assert outcome.missing == {"新招人员.已签劳动合同"}
    assert model.elements(outcome.missing) == {"hires.contract"}


def test_a_trace_leads_from_the_decision_to_the_condition_that_failed() -> None:
    model = MODELS["job-stability-refund-2026"]
    trace = model.decide("符合条件", {"paid_months": 11, "layoff_rate": 0}).trace
    paid, layoff = trace.requires
    assert (trace.value, paid.value, layoff.value) == (False, False, True)
    assert paid.clauses[0].label.en.startswith("MOHRSS")
    assert paid.logic is not None
    assert paid.logic.text == "失业保险缴费月数 >= 12"
    assert [(step.text, step.value) for step in paid.logic.children] == [("失业保险缴费月数", 11)]
