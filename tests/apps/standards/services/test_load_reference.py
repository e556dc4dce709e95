"""The shipped standards are in the tables, whole, and loading them again changes nothing."""

from typing import Any

import pytest
from django.db import models
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.standards.elements import PERSONAL, SENSITIVE, shipped_elements
from onedoor.apps.standards.enums import Grade, Personal, ValueKind
from onedoor.apps.standards.models import Code, CodeList, CodeListVersion, DataElement, ElementVersion
from onedoor.apps.standards.queries import region_name
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.reference import modelled, policies
from onedoor.reference.codelists import shipped_entries, shipped_lists
from onedoor.reference.industries import industries

pytestmark = pytest.mark.django_db
MODELS: tuple[type[models.Model], ...] = (CodeList, CodeListVersion, Code, DataElement, ElementVersion)
# Some 8,600 codes, 100 or more a statement: SQLite bounds the variables of one.
MOST_QUERIES = 160


def everything() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def test_every_shipped_code_and_element_is_there(tenant):
    loaded = load_reference(towns=False)
    assert loaded.keys() == shipped_lists().keys() | {"elements"}
    assert loaded["industry"] == len(industries()) == Code.objects.current("industry").count()
    assert loaded["elements"] == len(shipped_elements()) == ElementVersion.objects.count()
    assert Code.objects.current("region").count() == len(list(shipped_entries("region", towns=False)))


def test_loading_again_changes_nothing(tenant, max_queries):
    before = everything()
    with max_queries(60):
        load_reference(towns=False)
    assert everything() == before
    assert Event.objects.filter(action="element.loaded").count() == 1


def test_loading_asks_the_database_in_batches(db, max_queries):
    factories.TenantFactory()
    with max_queries(MOST_QUERIES):
        load_reference(towns=False)


def test_towns_come_with_the_whole_country(tenant):
    told: list[tuple[str, int]] = []
    loaded = load_reference(tell=lambda part, number: told.append((part, number)))
    assert loaded["region"] > 47_000
    assert region_name("440106001").zh == "五山街道"
    assert [
        version.is_current for version in CodeListVersion.objects.filter(list="region").order_by("number")
    ] == [
        False,
        True,
    ]
    assert dict(told) == loaded
    assert load_reference(towns=False)["region"] == loaded["region"]


def test_a_tenant_that_comes_later_gets_its_elements_with_the_next_load(tenant):
    later = factories.TenantFactory(code="foshan", region_code="440600")
    load_reference(towns=False)
    assert DataElement.objects.filter(tenant=later).count() == len(shipped_elements())


def test_a_region_knows_its_level_and_what_it_lies_in(tenant):
    rows = {
        row.code: (row.name, row.level, row.parent)
        for row in Code.objects.current("region").filter(code__startswith="44").order_by("code")
    }
    assert rows["440000"] == ("广东省", "province", "")
    assert rows["440100"] == ("广州市", "city", "440000")
    assert rows["440106"] == ("天河区", "county", "440100")
    assert {parent for _, _, parent in rows.values()} - {""} <= rows.keys()


def test_whatever_a_policy_or_an_item_speaks_of_has_a_data_element(tenant):
    known = set(DataElement.objects.order_by("identifier").values_list("identifier", flat=True))
    asked = {fact["element"] for code in policies.OFFERED for fact in policies.sheet(code)["facts"]}
    filled = {
        element["identifier"]
        for name in modelled.NAMES
        for element in modelled.modelled_item(name)["elements"]
    }
    assert asked | filled == known


def test_every_shipped_element_is_without_contradiction():
    for identifier, element in shipped_elements().items():
        element.refuse_what_contradicts()
        assert element.name.en, identifier
        assert element.source != "applicant"
        if element.kind in (ValueKind.MONEY, ValueKind.MONEY_LIST):
            assert element.unit in ("元", "万元"), identifier


def test_what_tells_of_a_person_is_graded_no_lower_than_the_standard_says():
    shipped = shipped_elements()
    for identifier in SENSITIVE & shipped.keys():
        assert (shipped[identifier].personal, shipped[identifier].grade) == (
            Personal.SENSITIVE,
            Grade.GENERAL_4,
        )
    for identifier in PERSONAL & shipped.keys():
        assert shipped[identifier].personal is Personal.PERSONAL


def test_names_and_codes_fit_their_columns(tenant):
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField):
                values = model._default_manager.order_by("pk").values_list(field.name, flat=True)
                assert max(map(len, values)) <= (field.max_length or 0), f"{model.__name__}.{field.name}"
