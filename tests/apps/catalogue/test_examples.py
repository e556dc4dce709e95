"""Stored examples are run: what differs is named."""

from typing import Any

import pytest

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.examples import decide, run_examples

ELEMENTS = [
    {"identifier": "area", "name": {"zh": "面积", "en": "Area"}, "kind": "number", "unit": "平方米"},
    {"identifier": "rented", "name": {"zh": "租用", "en": "Rented"}, "kind": "boolean"},
    {"identifier": "kind", "name": {"zh": "种类", "en": "Kind"}, "kind": "code"},
]
CONTENT: dict[str, Any] = {
    "name": "热气球许可",
    "promised_limit": {"n": 5, "unit": "working_day"},
    "elements": ELEMENTS,
    "questions": [
        {"element": "area", "text": "多大？", "kind": "number"},
        {"element": "rented", "text": "租用？", "kind": "boolean", "when": "面积 > 10"},
    ],
    "situations": [
        {"id": "small", "name": "小", "when": "面积 <= 10"},
        {"id": "large", "name": "大", "when": "面积 > 10", "promised_limit": {"n": 9, "unit": "working_day"}},
    ],
    "materials": [
        {"id": "form", "name": "表"},
        {"id": "lease", "name": "租约", "when": "面积 > 10 and 租用"},
    ],
    "review_points": [
        {
            "id": "R1",
            "label": "够大",
            "expression": "面积 >= 3",
            "severity": "veto",
            "basis": "x",
            "if_not": "x",
        }
    ],
}


def read(**changes: Any) -> ItemDefinition:
    return ItemDefinition.read({**CONTENT, **changes})


def problems(example: dict[str, Any], **changes: Any) -> list[str]:
    (result,) = run_examples(read(examples=[{"name": "例", **example}], **changes))
    assert result.ok is (not result.problems)
    return [problem.en for problem in result.problems]


LARGE = {"answers": {"area": 20, "rented": True}, "situation": "large", "materials": ["lease", "form"]}


@pytest.mark.parametrize(
    "example",
    [
        LARGE,
        {**LARGE, "limit": {"n": 9, "unit": "working_day"}, "points": {"R1": True}},
        {
            "answers": {"area": 4},
            "situation": "small",
            "materials": ["form"],
            "limit": {"n": 5, "unit": "working_day"},
        },
        {"facts": {"area": 2}, "points": {"R1": False}},
        {"facts": {"rented": True}, "points": {"R1": None}},
        {},
    ],
)
def test_an_example_that_is_right_has_no_problems(example: dict[str, Any]) -> None:
    assert problems(example) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"situation": "small"}, "situation: found large, expected small"),
        ({"materials": ["form"]}, "materials: found +lease, expected —"),
        ({"materials": ["form", "lease", "map"]}, "materials: found —, expected map"),
        ({"limit": {"n": 8, "unit": "working_day"}}, "limit: found 9 working days, expected 8 working days"),
        ({"points": {"R1": False}}, "review point R1: found True, expected False"),
        ({"points": {"R9": True}}, "review point R9: found —, expected True"),
        ({"facts": {"colour": "red"}}, "no element colour"),
    ],
)
def test_what_differs_is_named(change: dict[str, Any], problem: str) -> None:
    assert problems({**LARGE, **change}) == [problem]


def test_an_answer_to_what_is_not_asked_is_a_problem_and_does_not_count() -> None:
    assert problems({"answers": {"area": 4, "rented": True}, "materials": ["form"]}) == [
        "rented is answered and was not asked"
    ]


def test_what_answers_leave_open_is_a_problem() -> None:
    assert problems({"situation": "small"}) == ["situation: found —, expected small"]
    assert problems({"answers": {"area": 20}, "materials": ["form"]}) == [
        "materials: found ?lease, expected —"
    ]


def test_two_situations_that_hold_are_none() -> None:
    twice = [{"id": "a", "name": "a", "when": "面积 > 1"}, {"id": "b", "name": "b", "when": "面积 > 2"}]
    assert problems({"answers": {"area": 4}, "situation": "a"}, situations=twice) == [
        "situation: found —, expected a"
    ]


def test_a_table_chooses_the_situation() -> None:
    options = [{"value": each, "label": each} for each in "甲乙丙"]
    definition = {
        "questions": [
            *CONTENT["questions"],
            {"element": "kind", "text": "哪种？", "kind": "choice", "options": options},
        ],
        "situations": [{"id": "small", "name": "小"}, {"id": "large", "name": "大"}],
        "table": {
            "inputs": ["面积", "种类"],
            "rows": [{"if": ["<= 10", "-"], "then": "small"}, {"if": ["> 10", '"甲","乙"'], "then": "large"}],
        },
    }
    large = {"area": 20, "rented": False}
    assert problems({"answers": {"area": 4, "kind": "丙"}, "situation": "small"}, **definition) == []
    assert problems({"answers": {**large, "kind": "乙"}, "situation": "large"}, **definition) == []
    assert problems({"answers": {**large, "kind": "丙"}, "situation": "large"}, **definition) == [
        "situation: found —, expected large"
    ]


def test_a_situation_that_lists_its_parts_has_these_and_a_stop_has_none() -> None:
    listed = [
        {"id": "small", "name": "小", "when": "面积 <= 10", "materials": ["lease"], "fees": ["F2"]},
        {"id": "large", "name": "大", "when": "面积 > 10", "stop": {"reason": "太大"}},
    ]
    definition = read(situations=listed, fees=[{"name": "甲"}, {"name": "乙"}])
    small, large = (decide(definition, {"area": area}) for area in (1, 11))
    assert [[each.id for each in parts] for parts in (small.materials, small.fees)] == [["lease"], ["F2"]]
    assert (large.materials, large.fees) == ((), ())


def test_questions_are_asked_where_their_conditions_hold() -> None:
    decided = [decide(read(), values) for values in ({}, {"area": 11}, {"area": 11, "rented": True})]
    assert [[each.element for each in one.asked] for one in decided] == [
        ["area"],
        ["area", "rented"],
        ["area", "rented"],
    ]
    assert [[each.element for each in one.unanswered] for one in decided] == [["area"], ["rented"], []]


def test_fees_are_due_where_their_conditions_hold() -> None:
    definition = read(fees=[{"id": "F", "name": "费", "amount": 100, "when": "面积 > 10 and 租用"}])
    due = [decide(definition, {"area": area, "rented": True}).fees for area in (5, 11)]
    assert [len(fees) for fees in due] == [0, 1]
