"""The content of a version, read: what is left out has its default, what is there keeps its meaning."""

import pytest

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.standards.enums import ValueKind
from onedoor.demo.city import guide
from onedoor.engine.calendars import Limit, Unit
from onedoor.engine.feel import parse
from onedoor.reference.items import items
from onedoor.reference.modelled import NAMES, modelled_item
from onedoor.text import Text


def test_a_name_alone_is_a_guide():
    definition = ItemDefinition.read({"name": "只有名称"})
    assert (definition.name, definition.summary) == (Text.of("只有名称"), Text.of("只有名称"))
    assert (definition.can_apply, definition.promised_limit, definition.visits) == (False, None, 0)
    assert (definition.materials, definition.fields, definition.elements) == ((), (), {})


def test_what_is_written_is_read():
    definition = ItemDefinition.read(modelled_item("hr-service-permit")["content"])
    assert definition.can_apply
    assert definition.statutory_limit == Limit(20, Unit.WORKING_DAY)
    assert definition.elements["insured_here"].kind is ValueKind.NUMBER
    assert [material.waived_by for material in definition.materials] == [
        "business_licence",
        "",
        "",
        "telecom_permit_no",
    ]
    assert dict(definition.fields[0].options)["intermediary"].en == "Job intermediation"
    assert definition.result_element == "hr_service_permit_no"


def test_a_material_may_be_a_name():
    (material,) = ItemDefinition.read({"name": "事项", "materials": ["营业执照"]}).materials
    assert (material.name, material.required, material.waiver) == (Text.of("营业执照"), True, None)


@pytest.mark.parametrize("missing", ["label", "kind", "element"])
def test_a_field_without_what_it_needs_is_not_read(missing):
    field = {"element": "a", "label": "甲", "kind": "text"}
    del field[missing]
    with pytest.raises(KeyError, match=missing):
        ItemDefinition.read({"name": "事项", "fields": [field]})


@pytest.mark.parametrize("name", NAMES)
def test_every_modelled_item_asks_only_for_elements_it_names(name):
    definition = ItemDefinition.read(modelled_item(name)["content"])
    assert {field.element for field in definition.fields} <= set(definition.elements)
    assert all(field.label.en != field.label.zh for field in definition.fields)
    known = {element.name.zh for element in definition.elements.values()}
    for point in definition.review_points:
        assert parse(point.expression, names=tuple(sorted(known))).free_names <= known


def test_every_real_item_is_read_with_what_its_source_gives():
    real = [item for item in items().values() if item.scheme == "national"]
    assert len(real) > 500
    for item in real:
        definition = ItemDefinition.read(guide(item))
        assert definition.name.zh == item.name
        assert definition.statutory_limit == item.statutory
        assert [material.name.zh for material in definition.materials] == list(item.materials)
        assert not definition.can_apply
