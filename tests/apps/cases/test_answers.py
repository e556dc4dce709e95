"""Which answers are missing, which are wrong, and which materials a register makes unnecessary."""

from datetime import date

import pytest

from onedoor.apps.cases.answers import (
    Incomplete,
    is_waived,
    materials_to_show,
    missing_fields,
    missing_materials,
    prefill,
    wrong_fields,
)
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.profile import Fact, Profile
from onedoor.text import Text


def one_field(kind, **more):
    return ItemDefinition.read(
        {
            "name": "事项",
            "fields": [{"element": "asked", "label": {"zh": "问", "en": "Asked"}, "kind": kind, **more}],
        }
    )


def profile(value, source="market.register", element="business_licence"):
    return Profile(
        [
            Fact(
                element=element,
                value=value,
                source=source,
                source_name=Text.of("来源"),
                source_kind=SourceKind.REGISTER,
                as_of=date(2026, 1, 1),
            )
        ]
    )


@pytest.mark.parametrize("value", [None, "", "  ", "\u3000", []])
def test_nothing_and_blanks_are_no_answer(value):
    definition = one_field("text")
    assert missing_fields(definition, {"asked": {"value": value}}) == [
        ("asked", Text("请填写「问」", "Fill in “Asked”"))
    ]
    assert wrong_fields(definition, {"asked": {"value": value}}) == []


@pytest.mark.parametrize("value", [0, False, "0", "否"])
def test_zero_and_no_are_answers(value):
    assert missing_fields(one_field("number"), {"asked": {"value": value}}) == []


def test_an_optional_field_may_be_left_out():
    assert missing_fields(one_field("text", required=False), {}) == []


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("number", [0, 5, 10**15], [-1, 10**15 + 1, "5", "五", True, 1.5, [5]]),
        ("money", [0, 1_234_567], [-1, "12.34", False, 10**16]),
        (
            "ratio",
            ["0", "0.055", "1", "1.0"],
            ["1.01", "-0.1", "NaN", "sNaN", "Infinity", "5%", "一", 1, True, "1e-999999999", "0e-999999999"],
        ),
        ("boolean", [True, False], ["true", "是", 0, 1]),
        ("choice", ["a"], ["b", "A", 1, True, ["a"], {"a": 1}]),
        ("text", ["文字", "0"], [0, True, ["文字"]]),
    ],
)
def test_each_kind_takes_its_own_values_and_no_others(kind, right, wrong):
    definition = one_field(kind, options=[{"value": "a", "label": "甲"}])
    assert [v for v in right if wrong_fields(definition, {"asked": {"value": v}})] == []
    assert [v for v in wrong if not wrong_fields(definition, {"asked": {"value": v}})] == []


def test_a_wrong_answer_is_told_in_a_sentence_with_its_label():
    assert wrong_fields(one_field("number"), {"asked": {"value": "五"}}) == [
        ("asked", Text("「问」应是整数，不小于 0", "“Asked” must be a whole number from 0"))
    ]


@pytest.mark.parametrize(
    ("known", "waived"),
    [
        (profile("91440106MA"), True),
        (profile(True), True),
        (profile(None), False),
        (profile(""), False),
        (profile(False), False),
        (profile("91440106MA", source="applicant"), False),
        (profile("91440106MA", element="another"), False),
    ],
)
def test_a_material_is_waived_by_what_a_register_holds_never_by_what_the_applicant_says(known, waived):
    assert is_waived("business_licence", known) is waived


def test_a_material_without_a_fact_that_stands_for_it_is_never_waived():
    assert is_waived("", profile(True, element="")) is False


LEASE = {"id": "M3", "name": "租赁合同", "when": "场所是租的"}
SITED = {
    "name": "热气球许可",
    "elements": [
        {"identifier": "rented", "name": "场所是租的", "kind": "boolean"},
        {"identifier": "abroad", "name": "在境外", "kind": "boolean"},
    ],
    "questions": [{"element": "abroad", "text": "在境外吗？", "kind": "boolean"}],
    "situations": [
        {"id": "here", "name": "境内", "when": "not(在境外)"},
        {"id": "there", "name": "境外", "when": "在境外", "stop": {"reason": "境外场所不在此办理"}},
    ],
    "materials": [
        {"id": "M1", "name": "表"},
        {"id": "M2", "name": "执照", "waived_by": "business_licence"},
        LEASE,
    ],
}


@pytest.mark.parametrize(
    ("uploaded", "given", "lacking"),
    [
        ([], {"abroad": False, "rented": True}, ["表", "执照", "租赁合同"]),
        (["表"], {"abroad": False, "rented": False}, ["执照"]),
        (["表", "执照"], {"abroad": False}, []),
        ([], {"rented": True}, ["表", "执照", "租赁合同"]),
        (["表", "执照"], {"abroad": True, "rented": True}, ["guide"]),
    ],
)
def test_required_materials_are_those_called_for_not_uploaded_and_not_waived(uploaded, given, lacking):
    definition = ItemDefinition.read(SITED)
    answers = {element: {"value": value} for element, value in given.items()}
    found = missing_materials(definition, Profile([]), uploaded, answers)
    assert [name for name, _ in found] == lacking


def test_what_a_register_knows_calls_for_materials_too():
    definition = ItemDefinition.read(SITED)
    found = missing_materials(definition, profile(True, element="rented"), ["表", "执照"], {})
    assert [name for name, _ in found] == ["租赁合同"]


def test_what_may_be_called_for_is_shown():
    definition = ItemDefinition.read(SITED)
    assert [each.id for each in materials_to_show(definition, Profile([]), {})] == ["M1", "M2", "M3"]
    no = {"rented": {"value": False}}
    assert [each.id for each in materials_to_show(definition, Profile([]), no)] == ["M1", "M2"]


def test_only_what_the_form_asks_is_filled_in():
    assert prefill(one_field("text"), profile("x", element="not asked")) == {}
    assert prefill(one_field("text"), profile("x", element="asked"))["asked"]["value"] == "x"


def test_the_refusal_counts_and_names_every_place():
    problems = [("a", Text("缺甲", "A is missing")), ("b", Text("缺乙", "B is missing"))]
    refusal = Incomplete(iter(problems))
    assert refusal.problems == problems
    assert refusal.as_dict("en") == {
        "code": "case.incomplete",
        "found": "2 places are not complete",
        "where": "A is missing; B is missing",
        "mend": "Complete them and submit again; the draft is saved.",
    }
