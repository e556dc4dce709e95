"""The shipped policies decide their own examples, in which lie the cases of each boundary."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reference.policies.shipped import CODES, EXAMPLES, JUDGING, SHEETS, evaluation, model

from onedoor.engine.dmn import inline
from onedoor.engine.feel import Unknown, evaluate

# These count what is settled so far, so that a further fact may change them.
COUNTS = {"符合条件人数", "待定人数", "金额"}
COUNTING = "hire-expansion-2026"


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_comes_out_as_it_says(code: str, example: dict[str, Any]) -> None:
    found = evaluation(code, example["facts"])
    for decision, expected in example["expect"].items():
        outcome = found.outcome(decision)
        if expected is None:
            assert isinstance(outcome.value, Unknown), decision
        else:
            assert type(outcome.value) is not Unknown, decision
            assert outcome.value == expected, decision
            assert not outcome.missing


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_what_is_open_names_the_facts_that_would_settle_it(code: str, example: dict[str, Any]) -> None:
    found = evaluation(code, example["facts"])
    missing = example.get("missing", {})
    assert {key for key, value in example["expect"].items() if value is None} >= missing.keys()
    for decision, elements in missing.items():
        assert model(code).elements(found.outcome(decision).missing) == set(elements), decision
    if None in example["expect"].values():
        assert missing


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_a_known_answer_is_never_changed_by_one_fact_more(code: str, example: dict[str, Any]) -> None:
    names = [name for name in example["expect"] if code != COUNTING or name not in COUNTS]
    whole = evaluation(code, example["facts"])
    for element in example["facts"]:
        less = evaluation(code, {key: value for key, value in example["facts"].items() if key != element})
        for name in names:
            value = less.value(name)
            assert isinstance(value, Unknown) or value == whole.value(name), (element, name)


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_a_decision_written_as_one_expression_has_the_same_value(code: str, example: dict[str, Any]) -> None:
    found = evaluation(code, example["facts"])
    for decision in model(code).decisions:
        expression = inline(model(code), decision)
        if expression is not None:  # what ranks, collects or asks another rule has no such form
            value, expected = evaluate(expression, found.facts), found.value(decision)
            assert isinstance(value, Unknown) == isinstance(expected, Unknown), decision
            assert isinstance(expected, Unknown) or value == expected, decision


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_every_decision_can_be_explained(code: str, example: dict[str, Any]) -> None:
    found = evaluation(code, example["facts"])
    for decision in model(code).decisions:
        trace = found.outcome(decision).trace
        assert trace.name == decision
        assert isinstance(trace.value, Unknown) or trace.value == found.value(decision)


@pytest.mark.parametrize("code", JUDGING)
def test_with_no_facts_at_all_nobody_is_refused(code: str) -> None:
    outcome = model(code).decide("符合条件", {})
    assert isinstance(outcome.value, Unknown)
    asked = {fact["element"] for fact in SHEETS[code]["facts"]}
    assert model(code).elements(outcome.missing) <= asked


@pytest.mark.parametrize("code", JUDGING)
def test_the_examples_of_a_policy_hold_a_yes_a_no_and_an_open_answer(code: str) -> None:
    answers = [example["expect"].get("符合条件", "-") for example in SHEETS[code]["examples"]]
    assert {True, False, None} <= set(answers)


@pytest.mark.parametrize("code", CODES)
def test_every_decision_has_a_value_in_some_example(code: str) -> None:
    found = [evaluation(code, example["facts"]) for example in SHEETS[code]["examples"]]
    for decision in model(code).decisions:
        values = [each.value(decision) for each in found]
        assert any(value is not None and not isinstance(value, Unknown) for value in values), decision
