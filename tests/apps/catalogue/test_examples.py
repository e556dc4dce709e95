"""Stored examples are run: what differs is named, and the shipped items answer as their examples say."""

from decimal import Decimal
from typing import Any

import pytest

from onedoor.apps.catalogue.checking import expressions_of, refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.examples import asked, materials_for, run_examples
from onedoor.engine.feel import parse
from onedoor.engine.situations import Choice, Domain, Guide, Number, Question, Situation, YesNo
from onedoor.errors import Invalid
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
        ({"limit": {"n": 8, "unit": "working_day"}}, "limit: found 9个工作日, expected 8个工作日"),
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


def test_answers_that_leave_the_situation_open_are_a_problem() -> None:
    (problem, _, _) = problems({"situation": "small", "materials": ["form"]})
    assert problem == "situations that hold: none; open: small, large (expected: exactly one situation)"


def test_two_situations_that_hold_are_a_problem() -> None:
    twice = [{"id": "a", "name": "a", "when": "面积 > 1"}, {"id": "b", "name": "b", "when": "面积 > 2"}]
    (problem, _) = problems({"answers": {"area": 4}, "situation": "a"}, situations=twice)
    assert problem.startswith("situations that hold: a, b; open: none")


def test_a_condition_that_stays_open_is_a_problem() -> None:
    leased = [{"id": "lease", "name": "租约", "when": "租用"}]
    found = problems({"answers": {"area": 20}, "materials": ["lease"]}, materials=leased)
    assert found[0] == "lease: 租用 (expected: yes or no)"


def test_a_table_chooses_the_situation() -> None:
    table = {
        "inputs": ["面积", "种类"],
        "rows": [{"if": ["<= 10", "-"], "then": "small"}, {"if": ["> 10", '"甲","乙"'], "then": "large"}],
    }
    ways = [{"id": "small", "name": "小"}, {"id": "large", "name": "大"}]
    kinds = [*CONTENT["questions"], {"element": "kind", "text": "哪种？", "kind": "choice"}]
    definition = {"table": table, "situations": ways, "questions": kinds}
    assert problems({"answers": {"area": 4, "kind": "丙"}, "situation": "small"}, **definition) == []
    assert (
        problems({"answers": {"area": 20, "rented": False, "kind": "乙"}, "situation": "large"}, **definition)
        == []
    )
    assert (
        len(
            problems(
                {"answers": {"area": 20, "rented": False, "kind": "丙"}, "situation": "large"}, **definition
            )
        )
        == 2
    )


def test_a_situation_that_lists_its_materials_has_these_and_a_stop_has_none() -> None:
    listed = [
        {"id": "small", "name": "小", "when": "面积 <= 10", "materials": ["lease"]},
        {"id": "large", "name": "大", "when": "面积 > 10", "stop": {"reason": "太大"}},
    ]
    definition = read(situations=listed)
    assert [each.id for each in materials_for(definition, {"area": 1})] == ["lease"]
    assert materials_for(definition, {"area": 11}) == ()


def test_materials_of_open_answers_are_refused() -> None:
    with pytest.raises(Invalid, match=r"item\.no_situation"):
        materials_for(read(), {})
    with pytest.raises(Invalid, match=r"item\.open_condition"):
        materials_for(read(), {"area": 11})


def test_questions_are_asked_where_their_conditions_hold() -> None:
    assert asked(read(), {}) == ("area",)
    assert asked(read(), {"area": 11}) == ("area", "rented")


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


def guide_of(definition: ItemDefinition) -> Guide:
    def domain(element: str) -> Domain:
        question = next(each for each in definition.questions if each.element == element)
        if question.kind == "number":
            return Number(Decimal(question.least), Decimal(question.most), whole=True)
        return Choice(tuple(value for value, _ in question.options)) if question.options else YesNo()

    names = {each.element: definition.elements[each.element].name.zh for each in definition.questions}
    parts = (*definition.materials, *definition.steps, *definition.fees)
    return Guide.compile(
        [Question(names[each.element], domain(each.element), each.when) for each in definition.questions],
        [Situation(each.id, each.when) for each in definition.situations],
        {f"{type(each).__name__} {each.id}": each.when for each in parts if each.when},
    )


def test_every_set_of_answers_leads_to_exactly_one_list(shipped: ItemDefinition) -> None:
    proof = guide_of(shipped).prove()
    assert [(each.code, each.example) for each in proof.findings] == []
    assert proof.leaves >= max(1, len(shipped.situations))
