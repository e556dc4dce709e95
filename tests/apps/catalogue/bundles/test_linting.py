"""What is wrong with a bundle is found before it is released, and named with its place."""

from typing import Any

import pytest
from tests.apps.catalogue.bundles.toys import AREA, LICENCE_NO, LIT, bundle, items, parts, working_days

from onedoor.apps.catalogue.bundles import lint

STAGES = [
    {"id": "S1", "name": "一", "lead": "market", "limit": working_days(1)},
    {"id": "S2", "name": "二", "lead": "streets", "limit": working_days(5)},
]
STAGED = parts({"stage": "S1"}, {"stage": "S2"}, {"stage": "S2", "line": "side"})


def found(known: Any = None, **changes: Any) -> list[tuple[str, str]]:
    return [(each.code, str(each.where)) for each in lint(bundle(**changes), known or items())]


def test_a_bundle_that_is_well_has_no_findings() -> None:
    assert found() == []
    assert found(stages=STAGES, parts=STAGED) == []


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"parts": []}, "bundle.empty", "parts"),
        ({"parts": parts({}, {"item": "BALLOON"}, {})}, "bundle.unknown_item", "stall"),
        ({"parts": parts({}, {"lead": ""}, {})}, "bundle.no_lead", "stall"),
        ({"parts": parts({}, {"id": "Stall"}, {})}, "bundle.part_id", "Stall"),
        ({"parts": parts({}, {"after": ["fire"]}, {})}, "bundle.unknown_part", "stall"),
        (
            {"parts": parts({"gate": False}, {"after": ["sign"]}, {"after": ["stall"]})},
            "bundle.cycle",
            "parts",
        ),
        ({"parts": parts({}, {"given": {"colour": 1}}, {})}, "bundle.unknown_element", "stall"),
        ({"parts": parts({}, {}, {"when": "挂 +"})}, "bundle.feel", "sign"),
        ({"parts": parts({}, {}, {"when": "热气球"})}, "bundle.unknown_element", "sign"),
        (
            {"questions": [{"element": "colour", "text": "?", "kind": "boolean"}]},
            "bundle.unknown_element",
            "colour",
        ),
        ({"parts": parts({}, {"when": "面积 > 3"}, {})}, "bundle.not_asked", "条件 stall：面积 > 3"),
        ({"parts": parts({}, {"when": "挂招牌 and not(挂招牌)"}, {})}, "bundle.never", "stall"),
        ({"promised_limit": working_days(5)}, "bundle.limit_short", "promised_limit"),
        ({"parts": parts({}, {"after": []}, {})}, "bundle.gate_beside", "licence"),
        (
            {"stages": STAGES, "parts": parts({"stage": "S1"}, {"stage": "S2"}, {"stage": "S9"})},
            "bundle.unknown_stage",
            "sign",
        ),
        ({"stages": [{**STAGES[0], "lead": ""}, STAGES[1]], "parts": STAGED}, "bundle.no_lead", "S1"),
        ({"stages": [{**STAGES[0], "limit": None}, STAGES[1]], "parts": STAGED}, "bundle.no_limit", "S1"),
        (
            {"stages": [STAGES[0], {**STAGES[1], "limit": working_days(4)}], "parts": STAGED},
            "bundle.limit_short",
            "S2",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(changes: dict[str, Any], code: str, where: str) -> None:
    assert (code, where) in found(**changes)


def test_a_part_that_waits_for_a_later_stage_is_named() -> None:
    staged = parts(
        {"stage": "S1", "gate": False, "after": ["sign"]},
        {"stage": "S2"},
        {"stage": "S2", "after": [], "line": "side"},
    )
    assert ("bundle.stage_order", "licence") in found(stages=STAGES, parts=staged)


def test_two_parts_of_one_id_are_named() -> None:
    assert ("bundle.part_twice", "stall") in found(parts=parts({}, {}, {"id": "stall"}))


def test_one_element_with_two_meanings_and_two_elements_of_one_name_are_named() -> None:
    meant = items(SIGN={"elements": [{**LICENCE_NO, "kind": "number"}, LIT, {**AREA, "identifier": "size"}]})
    assert {("bundle.two_meanings", "licence_no"), ("bundle.two_elements", "面积")} <= set(found(meant))


def test_the_side_line_of_a_stage_is_not_in_its_limit() -> None:
    side = parts({"stage": "S1"}, {"stage": "S2", "line": "side"}, {"stage": "S2"})
    stages = [STAGES[0], {**STAGES[1], "limit": working_days(3)}]
    assert found(stages=stages, parts=side) == []
