"""Deciding: facts by any of their names, wrong ones, limits that name their decision."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.dmn.building import component, decision, definitions, input_data, item, read

from onedoor.engine.dmn import NoSuchDecision, Reading, Wrong, WrongFact, read_model
from onedoor.engine.feel import FeelLimitError, Unknown

AGES = (input_data("age", "number"), decision("adult", "age >= 18", "Input age", kind="boolean"))


@pytest.mark.parametrize(
    ("wrong", "value"), [(Wrong.NULL, None), (Wrong.UNKNOWN, Unknown(frozenset({"age"})))]
)
def test_a_fact_of_the_wrong_type_is_what_the_caller_says(wrong: Wrong, value: Any) -> None:
    assert read(*AGES).evaluation({"age": "18"}, wrong=wrong).value("adult") == value


def test_a_fact_of_the_wrong_type_is_refused_except_by_models_of_others() -> None:
    with pytest.raises(WrongFact):
        read(*AGES, reading=Reading.OPEN).decide("adult", {"age": "18"})
    assert read(*AGES, reading=Reading.LENIENT).decide("adult", {"age": "18"}).value is None


@pytest.mark.parametrize(
    ("age", "value"), [(18, True), ([18], True), (None, None), (Unknown(), Unknown(frozenset({"age"})))]
)
def test_facts_fit_as_the_standard_makes_them_fit(age: Any, value: Any) -> None:
    assert read(*AGES).decide("adult", {"age": age}).value == value


def test_a_date_given_to_a_moment_is_its_midnight() -> None:
    model = read(
        input_data("at", "date and time"),
        decision("d", 'at = date and time("2026-01-02T00:00:00Z")', "Input at"),
    )
    assert model.decide("d", {"at": date(2026, 1, 2)}).value is True


def test_a_decision_without_logic_is_told_or_unknown() -> None:
    model = read(decision("opinion", "", kind="string"), decision("d", 'opinion = "yes"', "Decision opinion"))
    assert model.decide("d", {"opinion": "yes"}).value is True
    assert model.decide("d", {}).missing == {"opinion"}
    assert model.decide("d", {}, absent=None).value is False


def test_records_have_their_members_by_name_or_element() -> None:
    hire = item(
        "tHire",
        component("合同", "boolean").replace("<itemComponent", '<itemComponent od:element="contract"'),
    )
    xml = definitions(
        hire,
        input_data("新招", "tHire").replace("<inputData", '<inputData od:element="hire"'),
        decision("d", "新招.合同", "Input 新招"),
        more='xmlns:od="https://onedoor.dev/ns/dmn"',
    )
    model = read_model(xml)
    assert model.decide("d", {"hire": {"contract": True}}).value is True
    assert model.decide("d", {"新招": {"合同": True}}).value is True
    missing = model.decide("d", {"hire": {}}).missing
    assert (missing, model.elements(missing)) == ({"新招.合同"}, {"hire.contract"})


def test_a_bound_that_is_reached_names_its_decision() -> None:
    model = read_model(
        definitions(decision("endless", "count(for i in 1..90000, j in 1..90000 return i)")), file="x.dmn"
    )
    with pytest.raises(FeelLimitError) as caught:
        model.decide("endless", {})
    where = caught.value.as_dict("en")["where"]
    assert where.startswith("x.dmn line 1 decision endless")
    assert where.count("decision") == 1


def test_long_chains_of_deep_logic_end_in_a_clear_error() -> None:
    deep = "(" * 40 + "d{}" + " + 1)" * 40
    chain = [decision("d0", "1")]
    chain += [decision(f"d{n}", deep.format(n - 1), f"Decision d{n - 1}") for n in range(1, 64)]
    model = read(*chain)
    assert model.decide("d3", {}).value == 1 + 3 * 40
    with pytest.raises(FeelLimitError) as caught:
        model.decide("d63", {})
    assert "decision d" in caught.value.as_dict("en")["where"]


def test_an_unknown_decision_is_told_with_the_nearest() -> None:
    with pytest.raises(NoSuchDecision) as caught:
        read(*AGES).decide("adalt", {})
    assert caught.value.as_dict("en")["mend"] == "Did you mean adult?"


def test_the_present_is_handed_in() -> None:
    model = read(decision("d", "string(today())"))
    assert model.decide("d", {}, now=datetime(2026, 11, 25, tzinfo=UTC)).value == "2026-11-25"
    assert isinstance(model.decide("d", {}).value, Unknown)


def test_variables_may_be_called_otherwise_than_their_elements() -> None:
    named = '<inputData id="i" name="Amount of tax"><variable name="tax" typeRef="number"/></inputData>'
    logic = decision("d", "tax * 2", "Input i")
    assert read(named, logic).decide("d", {"Amount of tax": Decimal("1.5")}).value == 3
