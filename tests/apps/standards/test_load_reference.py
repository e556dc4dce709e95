"""The shipped standards are in the tables, whole, and loading them again changes nothing."""

from typing import Any

import pytest
from django.db import models

from onedoor.apps.standards.elements import shipped_elements
from onedoor.apps.standards.enums import ValueKind
from onedoor.apps.standards.models import DataElement, Industry, Region
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.reference import modelled, policies
from onedoor.reference.industries import industries
from onedoor.reference.regions import regions

pytestmark = pytest.mark.django_db
MODELS: tuple[type[models.Model], ...] = (Region, Industry, DataElement)
# Some 5,000 rows, 250 or more a statement: SQLite bounds the variables of one.
MOST_QUERIES = 40


def everything() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def test_every_shipped_row_is_there():
    loaded = load_reference()
    assert loaded == {
        "region": len(regions()),
        "industry": len(industries()),
        "dataelement": DataElement.objects.count(),
    }
    assert Region.objects.count() == len(regions())
    assert Industry.objects.count() == len(industries())


def test_loading_again_changes_nothing():
    load_reference()
    before = everything()
    load_reference()
    assert everything() == before


def test_loading_again_mends_what_was_changed_by_hand():
    load_reference()
    before = everything()
    Region.objects.filter(code="440106").update(name="别的区")
    Industry.objects.filter(code="6513").delete()
    load_reference()
    assert everything() == before


def test_loading_asks_the_database_in_batches(max_queries):
    with max_queries(MOST_QUERIES):
        load_reference()


def test_a_region_knows_its_level_and_what_it_lies_in():
    load_reference()
    rows = {row.code: (row.name, row.level, row.parent_code) for row in Region.objects.order_by("code")}
    assert rows["440000"] == ("广东省", "province", "")
    assert rows["440100"] == ("广州市", "city", "440000")
    assert rows["440106"] == ("天河区", "county", "440100")
    assert {parent for _, _, parent in rows.values()} - {""} <= rows.keys()


def test_every_industry_stands_under_its_section():
    load_reference()
    sections = set(Industry.objects.filter(section=models.F("code")).values_list("code", flat=True))
    assert len(sections) == 20
    assert set(Industry.objects.order_by("code").values_list("section", flat=True)) == sections


def test_whatever_a_policy_or_an_item_speaks_of_has_a_data_element():
    load_reference()
    known = set(DataElement.objects.order_by("identifier").values_list("identifier", flat=True))
    asked = {fact["element"] for code in policies.OFFERED for fact in policies.sheet(code)["facts"]}
    filled = {
        element["identifier"]
        for name in modelled.NAMES
        for element in modelled.modelled_item(name)["elements"]
    }
    assert asked | filled == known


def test_every_data_element_has_both_names_and_a_kind_whose_unit_can_be_counted():
    for identifier, element in shipped_elements().items():
        assert element["name"], identifier
        assert element["name_en"], identifier
        kind = ValueKind(element["kind"])
        if kind in (ValueKind.MONEY, ValueKind.MONEY_LIST):
            assert element["unit"] in ("元", "万元"), identifier


def test_names_and_codes_fit_their_columns():
    load_reference()
    for model in MODELS:
        for field in model._meta.concrete_fields:
            longest = max(
                len(value)
                for value in model._default_manager.order_by("pk").values_list(field.name, flat=True)
            )
            assert longest <= (field.max_length or 0), f"{model.__name__}.{field.name}"
