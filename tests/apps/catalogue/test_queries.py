"""Which version of an item is in force, and that guides are for everybody."""

from datetime import date

import pytest
from tests import factories

from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return factories.ItemFactory(code="ITEM")


def version(item, number, first, last=None, state=ReleaseState.RELEASED):
    return factories.ItemVersionFactory(
        item=item,
        version=number,
        effective_from=date.fromisoformat(first),
        effective_to=date.fromisoformat(last) if last else None,
        state=state,
    )


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2026-01-01", 1),
        ("2026-05-31", 1),
        ("2026-06-01", 2),
        ("2026-06-30", 2),
        ("2026-07-01", 1),
        ("2026-12-31", 1),
    ],
)
def test_the_newest_that_covers_the_day_is_in_force(item, day, number):
    version(item, 1, "2026-01-01", "2026-12-31")
    version(item, 2, "2026-06-01", "2026-06-30")
    version(item, 3, "2026-01-01", state=ReleaseState.WITHDRAWN)
    version(item, 4, "2026-01-01", state=ReleaseState.DRAFT)
    found = version_in_force(Actor.anonymous(item.tenant_id), "ITEM", date.fromisoformat(day))
    assert found.version == number


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_outside_every_validity_there_is_none(item, day):
    version(item, 1, "2026-01-01", "2026-12-31")
    with pytest.raises(NotFound, match=r"item\.unknown"):
        version_in_force(Actor.anonymous(item.tenant_id), "ITEM", date.fromisoformat(day))


def test_without_a_day_it_is_the_day_in_china(item, at):
    version(item, 1, "2026-01-01")
    version(item, 2, "2026-12-01")
    anybody = Actor.anonymous(item.tenant_id)
    at("2026-11-30T15:59+00:00")
    assert version_in_force(anybody, "ITEM").version == 1
    at("2026-11-30T16:00+00:00")
    assert version_in_force(anybody, "ITEM").version == 2


def test_a_designer_sees_drafts_and_yet_none_is_in_force(item):
    version(item, 1, "2026-01-01", state=ReleaseState.DRAFT)
    designer = factories.actor_for(Role.DESIGNER)
    assert ItemVersion.objects.visible_to(designer).exists()
    assert not ItemVersion.objects.visible_to(Actor.anonymous(item.tenant_id)).exists()
    with pytest.raises(NotFound):
        version_in_force(designer, "ITEM")


def test_guides_are_for_everybody_of_the_tenant_and_for_nobody_else(item):
    version(item, 1, "2026-01-01")
    abroad = factories.TenantFactory(code="abroad")
    assert list(ServiceItem.objects.visible_to(Actor.anonymous(item.tenant_id)).with_released_version()) == [
        item
    ]
    assert not ServiceItem.objects.visible_to(Actor.anonymous(abroad.pk)).exists()
    with pytest.raises(NotFound):
        version_in_force(Actor.anonymous(abroad.pk), "ITEM")


def test_an_item_with_two_versions_is_listed_once(item):
    version(item, 1, "2026-01-01")
    version(item, 2, "2026-06-01")
    factories.ItemFactory(code="EMPTY", department=item.department)
    assert list(ServiceItem.objects.with_released_version().order_by("pk")) == [item]


def test_the_way_out_is_told_where_a_code_is_unknown(item):
    with pytest.raises(NotFound) as refusal:
        version_in_force(Actor.anonymous(item.tenant_id), "<b>")
    assert refusal.value.as_dict("en")["mend"].startswith("Search in everyday words")
