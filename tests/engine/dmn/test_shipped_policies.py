"""What the engine makes of shipped policies: one expression of a decision, rules that follow from rules, traces."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.dmn import Model, inline, read_model
from onedoor.engine.feel import UNKNOWN, Unknown, evaluate
from onedoor.reference.policies import OFFERED, model_xml, sheet

MODELS = {code: read_model(model_xml(code)) for code in OFFERED}
SHEETS = {code: sheet(code) for code in OFFERED}
EXAMPLES = [
    pytest.param(code, example, id=f"{code}: {example['why']}")
    for code in OFFERED
    for example in SHEETS[code]["examples"]
]


def told(value: Any) -> Any:
    """The facts of an example: null there means that nobody knows."""
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return [told(item) for item in value]
    return {key: told(item) for key, item in value.items()} if isinstance(value, dict) else value


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
