"""The items that ship: every example comes out as it says, every guide is proved, and the linter has nothing to say."""

import pytest

from onedoor.apps.catalogue.checking import expressions_of, refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.examples import run_examples
from onedoor.apps.catalogue.guiding import conditions_of, guide_of
from onedoor.apps.catalogue.linting import Context, lint
from onedoor.demo.city import OFFICES
from onedoor.engine.feel import parse
from onedoor.reference.modelled import NAMES, modelled_item

# The notice is cited whole: what it says of the refund is no article of its own.
SAID = {"stability-refund": ["item.basis_without_article"]}


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


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_nothing(name: str) -> None:
    item = modelled_item(name)
    context = Context(
        code=item["code"],
        department=OFFICES[item["department"]][1].zh,
        power_type=item["power_type"],
        level=item["code"][18],
        content=item["content"],
    )
    found = lint(ItemDefinition.read(item["content"]), context)
    assert [each.code for each in found] == SAID.get(name, [])
