"""Decision services: decided as such, and called as functions that see nothing but their arguments."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.dmn.building import decision, input_data, item, read, service

from onedoor.engine.dmn import Model
from onedoor.engine.feel import Unknown

ADDED = (
    input_data("a", "number"),
    decision("b", "1000", kind="number"),
    decision("inner", "a * 2", "Input a"),
    decision("sum", "inner + b", "Decision inner", "Decision b"),
    decision("also", "b", "Decision b"),
    service("one", "outputDecision sum", "encapsulatedDecision inner", "inputData a", "inputDecision b"),
    service("two", "outputDecision sum", "outputDecision also", "inputData a", "inputDecision b"),
)


def called(logic: str, *more: str) -> Model:
    return read(*ADDED, *more, decision("d", logic, "Knowledge one", "Knowledge two"))


@pytest.mark.parametrize(
    ("logic", "value"),
    [
        ("one(1, 5)", 7),
        ("one(b: 5, a: 1)", 7),
        ("one(1)", None),
        ("one(b: 5, c: 1)", None),
        ('one("x", 5)', None),
        ("one([1], 5)", 7),
        ("two(1, 5)", {"sum": 7, "also": 5}),
        ("two(1, 5).sum", 7),
        ("[one(1, 5), one(2, 5)]", [7, 9]),
    ],
)
def test_a_service_is_a_function_of_its_input_data_and_input_decisions(logic: str, value: Any) -> None:
    assert called(logic).decide("d", {}).value == value


def test_what_was_told_and_decided_outside_is_not_seen_inside() -> None:
    model = read(*ADDED, decision("d", "[one(1, 5), sum]", "Knowledge one", "Decision sum"))
    assert model.decide("d", {"a": 10}).value == [7, 1020]


def test_a_service_is_decided_with_facts_by_the_names_of_its_inputs() -> None:
    model = read(*ADDED)
    assert model.decide("one", {"a": 1, "b": 5}).value == 7
    assert model.decide("two", {"a": 1, "b": 5}).value == {"sum": 7, "also": 5}
    assert model.facts_of("one") == {"a"}


def test_what_is_not_told_to_a_service_is_missing() -> None:
    outcome = read(*ADDED).decide("two", {"a": 1})
    assert outcome.missing == {"b"}
    assert isinstance(outcome.value["also"], Unknown)


def test_the_result_fits_the_type_of_the_service() -> None:
    text = item("tText", '<functionItem outputTypeRef="string"/>')
    model = read(text, *ADDED, service("worded", "outputDecision also", "inputDecision b", kind="tText"))
    assert model.decide("worded", {"b": 1}).value is None


def test_the_explanation_of_a_service_is_that_of_its_outputs() -> None:
    trace = read(*ADDED).decide("two", {"a": 1, "b": 5}).trace
    assert [(each.name, each.value) for each in trace.requires] == [("sum", 1002), ("also", 1000)]
