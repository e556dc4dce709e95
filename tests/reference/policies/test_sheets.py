"""Sheets and models say the same, in both languages, and each clause says how far it was checked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree
from tests.reference.policies.shipped import CODES, JUDGING, SHARED, SHEETS, model

from onedoor.engine.feel import Unknown
from onedoor.reference import policies

OD = "{https://onedoor.dev/ns/dmn}"
DMN = "{https://www.omg.org/spec/DMN/20230324/MODEL/}"
TO_CHECK = "（待与正式文本核对）"
SCHEMA = SHARED / "tck" / "TestCases" / "DMN15.xsd"
KINDS = {"benefit", "title", "classification", "knowledge"}


def tree(code: str) -> etree._Element:
    return etree.fromstring(policies.model_xml(code))


def allowed(code: str, type_ref: str) -> list[str]:
    """The texts that a coded type of the model allows."""
    for definition in tree(code).iterfind(f"{DMN}itemDefinition[@name='{type_ref}']"):
        return re.findall(r'"([^"]*)"', definition.findtext(f"{DMN}allowedValues/{DMN}text") or "")
    return []


def texts(value: Any) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if not isinstance(value, dict):
        return []
    if value.keys() == {"zh", "en"}:
        return [value]
    return [text for item in value.values() for text in texts(item)]


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of DMN 1.5 is not there")
@pytest.mark.parametrize("code", CODES)
def test_a_model_is_valid_by_the_schema_of_dmn(code: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.ElementTree(tree(code)))


@pytest.mark.parametrize("code", CODES)
def test_every_fact_of_a_model_is_described_in_its_sheet(code: str) -> None:
    described = {fact["element"]: fact["name"]["zh"] for fact in SHEETS[code]["facts"]}
    assert described == {fact.element: fact.name for fact in model(code).inputs.values()}
    for fact in SHEETS[code]["facts"]:
        assert fact["question"] or fact.keys() & {"derived", "derived_by", "external"}, fact["element"]


@pytest.mark.parametrize("code", CODES)
def test_members_of_records_are_described_as_the_model_names_them(code: str) -> None:
    for fact in SHEETS[code]["facts"]:
        (data,) = [each for each in model(code).inputs.values() if each.element == fact["element"]]
        described = [(member["element"], member["name"]["zh"]) for member in fact.get("members", ())]
        assert described == [(member.element, member.name) for member in data.type.members]


@pytest.mark.parametrize("code", CODES)
def test_the_options_of_a_question_are_the_values_that_the_model_allows(code: str) -> None:
    types = {
        data.get(f"{OD}element"): data.find(f"{DMN}variable").get("typeRef")
        for data in tree(code).iterfind(f"{DMN}inputData")
    }
    for fact in SHEETS[code]["facts"]:
        if values := allowed(code, types[fact["element"]]):
            assert [option["value"] for option in fact["options"]] == values


def test_a_data_element_is_the_same_in_every_sheet() -> None:
    facts = [fact for code in CODES for fact in SHEETS[code]["facts"]]
    for fact in facts:
        (same,) = {(f["name"]["zh"], f["type"], f["unit"]) for f in facts if f["element"] == fact["element"]}
        assert same == (fact["name"]["zh"], fact["type"], fact["unit"])
    names = {fact["name"]["zh"] for fact in facts}
    assert len(names) == len({fact["element"] for fact in facts})


@pytest.mark.parametrize("code", CODES)
def test_everything_people_read_is_in_both_languages(code: str) -> None:
    for decision in model(code).decisions.values():
        assert decision.label.en != decision.label.zh
        assert decision.clauses or decision.name == "符合条件"
    assert all(text["zh"] and text["en"] for text in texts(SHEETS[code]))
    assert SHEETS[code]["kind"] in KINDS


@pytest.mark.parametrize("code", JUDGING)
def test_each_condition_of_a_policy_has_its_reasons(code: str) -> None:
    conditions = {each.name: each for each in model(code).conditions({})}
    assert list(conditions) == list(SHEETS[code]["conditions"])
    for name, condition in conditions.items():
        assert SHEETS[code]["conditions"][name].keys() == {"met", "not_met", "unknown"}
        assert condition.clauses, name
        assert condition.clauses[0].summary
        assert isinstance(condition.value, Unknown)


@pytest.mark.parametrize("code", JUDGING)
def test_an_amount_is_a_decision_in_yuan(code: str) -> None:
    amount = SHEETS[code]["amount"]
    assert amount is None or (amount["decision"] in model(code).decisions and amount["unit"] == "元")


@pytest.mark.parametrize("code", CODES)
def test_each_clause_says_whether_it_was_seen_quoted_or_is_known_only(code: str) -> None:
    sources = tree(code).findall(f"{DMN}knowledgeSource")
    marks = {source.get("name"): source.get(f"{OD}certainty") for source in sources}
    assert all(re.fullmatch("V|K-[HML]", mark or "") for mark in marks.values()), marks
    for source in sources:
        known_only = marks[source.get("name")].startswith("K")
        assert (source.findtext(f"{DMN}description") or "").endswith(TO_CHECK) == known_only
    notes = " ".join(note["zh"] for note in SHEETS[code]["notes"])
    assert "核对" in notes
    assert ("待核对" in notes) >= any(mark.startswith("K") for mark in marks.values())


@pytest.mark.parametrize("code", CODES)
def test_a_model_imports_only_what_is_shipped_and_what_a_city_offers_imports_nothing(code: str) -> None:
    imports = [each.get("locationURI") for each in tree(code).iterfind(f"{DMN}import")]
    assert set(imports) <= {f"{each}.dmn" for each in CODES}
    assert not (imports and code in policies.OFFERED)
