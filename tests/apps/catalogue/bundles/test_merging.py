"""Several items as one: what they share is there once, with all who need it."""

from tests.apps.catalogue.bundles.toys import LICENCE_NO, bundle, items, parts

from onedoor.apps.catalogue.bundles import merge
from onedoor.apps.catalogue.enums import Necessity


def test_a_data_element_is_asked_once_by_all_who_use_it() -> None:
    merged = merge(bundle(), items())
    assert {each.field.element: each.parts for each in merged.fields} == {
        "phone": ("licence", "stall", "sign"),
        "area": ("stall",),
        "licence_no": ("stall",),
    }
    assert merged.used_by["licence_no"] == ("licence", "stall", "sign")
    assert merged.used_by["hangs"] == ()


def test_a_field_is_required_where_one_requires_it_and_always_shown_where_one_always_shows_it() -> None:
    phone = merge(bundle(), items()).fields[0].field
    assert (phone.required, phone.visible_if) == (True, "")


def test_a_field_that_all_show_on_conditions_is_shown_on_any_of_them() -> None:
    shown = [
        {"element": "lit", "label": "x", "kind": "boolean", "visible_if": when} for when in ("发光", "挂招牌")
    ]
    lit = {"identifier": "lit", "name": {"zh": "发光", "en": "Lit"}, "kind": "boolean", "source": "applicant"}
    found = items(LICENCE={"fields": shown[:1], "elements": [lit]}, SIGN={"fields": shown[1:]})
    by_element = {each.field.element: each.field.visible_if for each in merge(bundle(), found).fields}
    assert by_element["lit"] == "(发光) or (挂招牌)"


def test_a_document_is_wanted_once_as_strictly_as_the_strictest() -> None:
    materials = {each.key: each for each in merge(bundle(), items()).materials}
    assert {key: each.parts for key, each in materials.items()} == {
        "申请表": ("licence", "stall"),
        "licence": ("stall", "sign"),
        "plan": ("stall", "sign"),
    }
    assert [materials[key].material.necessity for key in ("申请表", "plan")] == [
        Necessity.LATER,
        Necessity.REQUIRED,
    ]
    assert materials["plan"].material.name.zh == "平面图"


def test_what_a_part_makes_nobody_brings_if_all_wait_for_it() -> None:
    made = {each.key: each.made_by for each in merge(bundle(), items()).materials}
    assert made == {"申请表": "", "licence": "licence", "plan": ""}
    beside = bundle(parts=parts({"gate": False}, {}, {"after": []}))
    assert {each.key: each.made_by for each in merge(beside, items()).materials}["licence"] == ""


def test_the_bundles_own_questions_come_first_and_what_it_answers_is_not_asked() -> None:
    merged = merge(bundle(), items())
    assert [(each.question.element, each.parts) for each in merged.questions] == [
        ("hangs", ()),
        ("area", ("stall",)),
        ("lit", ("sign",)),
    ]
    given = bundle(parts=parts({}, {"given": {"area": 5}}, {}))
    assert [each.question.element for each in merge(given, items()).questions] == ["hangs", "lit"]


def test_options_of_one_question_are_those_of_all() -> None:
    asked = [
        {
            "element": "phone",
            "text": "?",
            "kind": "choice",
            "options": [{"value": v, "label": v} for v in values],
        }
        for values in ("ab", "bc")
    ]
    merged = merge(bundle(), items(LICENCE={"questions": asked[:1]}, SIGN={"questions": asked[1:]}))
    phone = next(each for each in merged.questions if each.question.element == "phone")
    assert [value for value, _ in phone.question.options] == ["a", "b", "c"]


def test_two_meanings_of_one_element_are_named() -> None:
    other = {**LICENCE_NO, "kind": "number"}
    (conflict,) = merge(bundle(), items(SIGN={"elements": [other]})).conflicts
    assert conflict.identifier == "licence_no"
    assert {part: str(each.kind) for part, each in conflict.meanings.items()} == {
        "licence": "text",
        "stall": "text",
        "sign": "number",
    }
    assert merge(bundle(), items()).conflicts == ()


def test_fees_keep_the_part_they_are_of() -> None:
    assert [(part, fee.id) for part, fee in merge(bundle(), items()).fees] == [("stall", "rent")]


def test_a_part_without_an_item_is_left_out() -> None:
    known = {code: each for code, each in items().items() if code != "SIGN"}
    assert [each.question.element for each in merge(bundle(), known).questions] == ["hangs", "area"]
