"""Imports: names qualified by the import, each model read once, facts found through it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.engine.dmn.building import (
    NAMESPACES,
    component,
    decision,
    definitions,
    input_data,
    item,
    knowledge,
)

from onedoor.engine.dmn import DmnError, inline, load
from onedoor.engine.dmn.linking import from_folder, from_sources


def imports(namespace: str, name: str | None = None, more: str = "") -> str:
    named = f'name="{name}"' if name is not None else ""
    return f'<import namespace="{namespace}" {named} importType="{NAMESPACES["1.5"]}" {more}/>'


BASE = definitions(
    item("tPerson", component("age", "number")),
    input_data("who", "tPerson"),
    decision("is adult", "who.age >= 18", "Input who"),
    knowledge("older-by", ["years: number"], "years + 1"),
    namespace="urn:base",
)
MIDDLE = definitions(
    imports("urn:base", "base"),
    decision("may vote", "base.is adult", "Decision urn:base#is adult"),
    namespace="urn:middle",
)
TOP = definitions(
    imports("urn:middle", "rights"),
    imports("urn:base", "people"),
    decision("d", 'if rights.may vote then "vote" else "wait"', "Decision urn:middle#may vote"),
    decision("e", "people.older-by(41)", "Knowledge urn:base#older-by"),
    decision("f", "{age: 3} instance of people.tPerson"),
    decision("g", "people", "Decision urn:base#is adult"),
    namespace="urn:top",
)
DOCUMENTS = {"urn:base": BASE.encode(), "urn:middle": MIDDLE.encode()}


def top(documents: Mapping[str, bytes] = DOCUMENTS, *, xml: str = TOP, lenient: bool = False):
    return load(xml.encode(), loader=from_sources(documents), lenient=lenient)


@pytest.mark.parametrize(
    "facts",
    [
        {"who": {"age": 18}},
        {"people.who": {"age": 18}},
        {"rights.base.who": {"age": 18}},
        {"{urn:base}who": {"age": 18}},
    ],
)
def test_a_fact_of_an_imported_model_goes_by_any_of_its_names(facts: dict) -> None:
    assert top().decide("d", facts).value == "vote"


def test_what_is_missing_in_an_imported_model_is_named_by_its_import() -> None:
    model = top()
    assert model.decide("d", {}).missing == {"people.who"}
    assert model.facts_of("d") == {"rights.base.who"}


def test_knowledge_types_and_whole_imports_are_at_hand() -> None:
    model = top()
    assert model.decide("e", {}).value == 42
    assert model.decide("f", {}).value is True
    assert model.decide("g", {"who": {"age": 1}}).value == {"is adult": False}


def test_a_model_imported_twice_is_one_model() -> None:
    model = top()
    rights, people = model.imports
    assert rights.model.imports[0].model is people.model


def test_a_decision_of_an_imported_model_can_be_asked_for() -> None:
    assert top().decide("rights.may vote", {"who": {"age": 3}}).value is False


def test_a_service_may_be_made_of_imported_decisions() -> None:
    offered = (
        '<decisionService id="s" name="s"><outputDecision href="urn:base#is adult"/>'
        '<inputData href="urn:base#who"/></decisionService>'
    )
    xml = definitions(
        imports("urn:base", "people"), offered, decision("d", "[s({age: 20}), s({age: 2})]", "Knowledge s")
    )
    model = top(xml=xml)
    assert model.decide("d", {}).value == [True, False]
    assert model.decide("s", {"people.who": {"age": 18}}).value is True


def test_the_explanation_goes_on_in_the_imported_model() -> None:
    trace = top().decide("d", {"who": {"age": 20}}).trace
    (vote,) = trace.requires
    (adult,) = vote.requires
    assert (vote.name, adult.name, adult.value) == ("rights.may vote", "base.is adult", True)
    assert top().decide("e", {}).trace.calls[0].value == 42


@pytest.mark.parametrize("name", ["d", "e", "g"])
def test_what_rests_on_an_imported_model_is_not_one_expression(name: str) -> None:
    assert inline(top(), name) is None


def test_an_import_without_a_name_adds_its_names_as_they_are() -> None:
    xml = definitions(
        imports("urn:base", ""),
        decision("d", "is adult and who.age < 60", "Decision urn:base#is adult", "Input urn:base#who"),
    )
    assert top(xml=xml).decide("d", {"who": {"age": 30}}).value is True


def test_circles_of_imports_and_missing_models_are_refused_with_their_line() -> None:
    circle = {**DOCUMENTS, "urn:base": definitions(imports("urn:middle", "m"), namespace="urn:base").encode()}
    with pytest.raises(DmnError) as caught:
        top(circle)
    assert caught.value.code == "dmn.import_cycle"
    assert caught.value.found == "urn:middle → urn:base → urn:middle"
    with pytest.raises(DmnError) as caught:
        top({})
    assert (caught.value.code, caught.value.found) == ("dmn.import", "urn:middle")


def test_a_missing_model_leaves_the_rest_of_a_foreign_one_alone() -> None:
    model = top({"urn:base": DOCUMENTS["urn:base"]}, lenient=True)
    assert model.decide("e", {}).value == 42
    assert model.decide("d", {}, absent=None).value == "wait"
    assert {finding.code for finding in model.findings} >= {"dmn.import", "dmn.reference"}


def test_models_are_found_beside_the_file_and_nowhere_else(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.dmn").write_text(MIDDLE)
    (inner / "base.dmn").write_text(BASE)
    (inner / "broken.dmn").write_text("<definitions")
    (inner / "top.dmn").write_text(TOP.replace('name="rights"', 'name="rights" locationURI="../outside.dmn"'))
    find = from_folder(inner)
    assert find("urn:base", "") is not None
    assert find("urn:middle", "../outside.dmn") is None
    with pytest.raises(DmnError):
        load(inner / "top.dmn")
    (inner / "middle.dmn").write_text(MIDDLE)
    assert load(inner / "top.dmn").decide("d", {"who": {"age": 20}}).value == "vote"


def test_the_prefix_names_an_import_of_dmn_1_1() -> None:
    old = NAMESPACES["1.1"]
    xml = definitions(
        imports("urn:base"),
        input_data("friend", "p:tPerson"),
        decision("d", "friend.age", "Input friend"),
        xmlns=old,
        more='xmlns:p="urn:base"',
    )
    model = top(xml=xml)
    assert str(model.inputs["friend"].type.feel) == "context<age: number>"


@pytest.mark.parametrize(
    "facts",
    [
        {"people": {"who": {"age": 3}}},
        {"people.who": {"age": 3}},
        {"who": {"age": 3}},
        {"rights": {"base": {"who": {"age": 3}}}},
    ],
)
def test_facts_of_an_imported_model_go_by_path_record_or_name(facts: Mapping[str, object]) -> None:
    model = load(TOP.encode(), loader=from_sources({"urn:base": BASE, "urn:middle": MIDDLE}))
    assert model.decide("d", facts).value == "wait"
