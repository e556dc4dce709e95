"""Stored examples are run: what differs is named, and the shipped items answer as their examples say."""

from typing import Any

import pytest

from onedoor.apps.catalogue.checking import expressions_of, refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.examples import decide, run_examples
from onedoor.apps.catalogue.guiding import conditions_of, guide_of
from onedoor.engine.feel import parse
from onedoor.reference.modelled import NAMES, modelled_item

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


# The shipped items.


@pytest.fixture(params=NAMES)
def shipped(request: pytest.FixtureRequest) -> ItemDefinition:
    definition = ItemDefinition.read(modelled_item(request.param)["content"])
    refuse_what_cannot_run(request.param, definition)
    return definition


def test_every_shipped_example_comes_out_as_it_says(shipped: ItemDefinition) -> None:
    failed = {
        each.example.name.zh: [p.zh for p in each.problems] for each in run_examples(shipped) if not each.ok
    }
    assert failed == {}


def test_every_situation_has_an_example_with_its_list_and_every_material_is_in_one(
    shipped: ItemDefinition,
) -> None:
    examples = [each for each in shipped.examples if each.situation]
    assert {each.situation for each in examples} == {each.id for each in shipped.situations}
    assert all(each.materials is not None for each in examples)
    if shipped.situations:
        listed = {name for each in examples for name in each.materials or ()}
        assert listed == {each.id for each in shipped.materials}


def test_every_review_point_has_an_example_that_meets_it_and_one_that_does_not(
    shipped: ItemDefinition,
) -> None:
    assert len(shipped.review_points) >= 2
    for point in shipped.review_points:
        assert {each.points.get(point.id) for each in shipped.examples} >= {True, False}, point.id


def test_what_a_rule_reads_is_asked_or_delivered_by_a_register(shipped: ItemDefinition) -> None:
    by_name = {element.name.zh: key for key, element in shipped.elements.items()}
    asked_for = {each.element for each in (*shipped.fields, *shipped.questions)}
    for where, expression in expressions_of(shipped):
        for name in parse(expression, names=tuple(by_name)).free_names:
            source = shipped.elements[by_name[name]].source
            assert by_name[name] in asked_for or source != "applicant", f"{where} {name}"


def test_every_set_of_answers_leads_to_exactly_one_list(shipped: ItemDefinition) -> None:
    guide = guide_of(shipped)
    assert guide.conditions.keys() == conditions_of(shipped).keys()
    proof = guide.prove()
    assert [(each.code, each.example) for each in proof.findings] == []
    assert proof.leaves >= max(1, len(shipped.situations))
