"""What answers make of a bundle: the parts they call for, their documents, fees, and what is still to be asked."""

from typing import Any

import pytest
from tests.apps.catalogue.bundles.toys import bundle, items, parts

from onedoor.apps.catalogue.bundles import run_bundle_examples, select

BIG = {"hangs": True, "area": 20, "lit": False}


@pytest.mark.parametrize(
    ("answers", "there", "keys", "fees"),
    [
        ({"hangs": False, "area": 5}, "licence stall", "申请表", ""),
        ({"hangs": False, "area": 20}, "licence stall", "申请表 plan", "rent"),
        ({**BIG, "lit": True}, "licence stall sign", "申请表 plan", "rent"),
        ({"hangs": True, "area": 60, "lit": True}, "licence sign", "申请表 plan", ""),
    ],
)
def test_answers_lead_to_parts_documents_and_fees(
    answers: dict[str, Any], there: str, keys: str, fees: str
) -> None:
    found = select(bundle(), items(), answers)
    assert not found.is_open
    assert [each.part.id for each in found.parts] == there.split()
    assert [each.key for each in found.materials] == keys.split()
    assert [fee.id for _, fee in found.fees] == fees.split()


def test_fixed_fees_add_up_in_cents_and_rates_do_not() -> None:
    rate = items(
        SIGN={
            "fees": [
                {"id": "rate", "name": "按面积", "standard": "每平方米"},
                {"id": "seal", "name": "牌", "amount": 120},
            ]
        }
    )
    assert select(bundle(), rate, BIG).fees_fixed == 5120
    assert select(bundle(), items(), {"hangs": False, "area": 5}).fees_fixed == 0


def test_what_the_bundle_makes_is_told_apart() -> None:
    assert [each.key for each in select(bundle(), items(), BIG).made] == ["licence"]


def test_without_the_part_that_makes_it_a_document_has_to_be_there() -> None:
    known = bundle(parts=parts({"gate": False, "when": "not(挂招牌)"}, {}, {}))
    assert "licence" in [each.key for each in select(known, items(), BIG).materials]


def test_an_item_that_stops_is_left_out_with_its_reason() -> None:
    found = select(bundle(), items(), {"hangs": False, "area": 60})
    assert {name: stop.reason.zh for name, stop in found.left_out.items()} == {"stall": "不是摊位"}
    assert found.stopped is None


def test_a_gate_that_stops_stops_all() -> None:
    first = bundle(parts=parts({"gate": False}, {"gate": True, "after": []}, {}))
    found = select(first, items(), {**BIG, "area": 60})
    assert found.stopped is not None
    assert (found.stopped[0], found.parts, found.materials, found.open_questions) == ("stall", (), (), ())


def test_a_stop_of_the_bundle_stops_all_before_anything_else_is_asked() -> None:
    stop = {"id": "lit_sign", "when": "挂招牌", "reason": {"zh": "不准", "en": "Not here"}, "basis": "第二条"}
    found = select(bundle(stops=[stop]), items(), {"hangs": True})
    assert found.stopped is not None
    assert (found.stopped[0], found.stopped[1].reason.en, found.is_open) == ("lit_sign", "Not here", False)


def test_questions_are_asked_as_parts_come_to_be_needed() -> None:
    asked = [
        [each.element for each in select(bundle(), items(), answers).open_questions]
        for answers in ({}, {"hangs": True}, {"hangs": False}, BIG)
    ]
    assert asked == [["hangs", "area"], ["area", "lit"], ["area"], []]
    assert select(bundle(), items(), {}).undecided == ("sign",)


def test_a_field_that_no_chosen_part_shows_is_not_filled_in() -> None:
    lonely = bundle(parts=[{**parts({}, {}, {})[2], "after": [], "when": ""}])
    shown = [select(lonely, items(), {"lit": lit}).fields for lit in (True, False)]
    assert [len(fields) for fields in shown] == [1, 0]


def test_what_the_bundle_answers_itself_decides_without_being_asked() -> None:
    given = bundle(parts=parts({}, {"given": {"area": 20}}, {}))
    found = select(given, items(), {"hangs": False})
    assert (found.is_open, "plan" in [each.key for each in found.materials]) == (False, True)


@pytest.mark.parametrize(
    ("example", "problems"),
    [
        ({"answers": BIG, "parts": ["licence", "stall", "sign"], "materials": ["plan", "申请表"]}, []),
        ({"answers": {"hangs": True, "area": 5}}, ["lit is not answered"]),
        ({"answers": BIG, "parts": ["licence", "fire"]}, ["parts: not expected +stall +sign, missing fire"]),
        (
            {"answers": BIG, "materials": ["plan", "申请表", "map"]},
            ["materials: not expected —, missing map"],
        ),
        ({"answers": BIG, "stop": "licence"}, ["stop: found —, expected licence"]),
        (
            {"answers": BIG, "stages": {"S1": ["plan"]}},
            ["materials of stage S1: not expected —, missing plan"],
        ),
    ],
)
def test_examples_that_come_out_otherwise_are_named(example: dict[str, Any], problems: list[str]) -> None:
    (result,) = run_bundle_examples(bundle(examples=[{"name": "例", **example}]), items())
    assert ([each.en for each in result.problems], result.ok) == (problems, not problems)
