"""A bundle takes effect once for the same content, with a flow made of its items; withdrawn, it is offered no more."""

from datetime import date
from typing import Any

import pytest
from tests import factories
from tests.apps.catalogue.bundles.toys import CONTENT, ITEMS, parts, working_days

from onedoor.apps.audit.models import Event
from onedoor.apps.catalogue.bundles.standing import bundle_in_force, definitions_in_force, with_definitions
from onedoor.apps.catalogue.models import Bundle, BundleVersion
from onedoor.apps.catalogue.services.release_bundle import flow_code, release_bundle
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.catalogue.services.withdraw_bundle import withdraw_bundle
from onedoor.apps.flows.models import FlowVersion
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)


@pytest.fixture
def department() -> Any:
    """The department of the three items, all in force."""
    found = factories.DepartmentFactory()
    for code in ITEMS:
        put_item(found, code)
    return found


def put_item(department: Any, code: str, **changes: Any) -> None:
    release_item(
        actor=factories.system(),
        code=code,
        department=department,
        power_type="公共服务",
        content={**ITEMS[code], **changes},
        effective_from=FIRST,
        region_code=factories.GUANGZHOU,
    )


def release(department: Any, actor: Any = None, day: date = FIRST, **changes: Any) -> BundleVersion:
    return release_bundle(
        actor=actor or factories.system(),
        code="STALLS",
        department=department,
        content={**CONTENT, **changes},
        effective_from=day,
    )


def test_the_first_release_makes_the_bundle_its_version_and_its_flow(department):
    version = release(department)
    assert (version.version, version.state, version.bundle.name_en) == (
        1,
        ReleaseState.RELEASED,
        "Opening a stall",
    )
    assert version.bundle.lead == department
    assert Event.objects.get(action="bundle.released").data == {"hash": version.content_hash}
    flow = FlowVersion.objects.get(code=flow_code("STALLS"))
    assert {"licence", "stall", "sign"} <= {node["id"] for node in flow.content["model"]["nodes"]}


def test_the_same_content_again_changes_nothing(department):
    first = release(department)
    assert release(department) == first
    assert (BundleVersion.objects.count(), FlowVersion.objects.count()) == (1, 1)
    assert Event.objects.filter(action="bundle.released").count() == 1


def test_the_flow_follows_an_item_that_has_changed(department):
    release(department)
    put_item(department, "STALL", situations=[])
    release(department)
    assert (BundleVersion.objects.count(), FlowVersion.objects.count()) == (1, 2)


def test_other_content_is_the_next_version_and_ends_the_one_before(department):
    first = release(department)
    second = release(department, day=date(2026, 3, 1), promised_limit=working_days(9))
    first.refresh_from_db()
    assert (second.version, first.effective_to) == (2, date(2026, 2, 28))
    found = [
        bundle_in_force(factories.system(), "STALLS", day) for day in (date(2026, 2, 28), date(2026, 3, 1))
    ]
    assert found == [first, second]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parts": parts({}, {"item": "BALLOON"}, {})}, "bundle.unknown_item"),
        ({"promised_limit": working_days(1)}, "bundle.limit_short"),
        (
            {"examples": [{"name": "例", "answers": {"hangs": False, "area": 5}, "parts": ["sign"]}]},
            "bundle.example",
        ),
    ],
)
def test_what_is_wrong_blocks_the_release_and_leaves_nothing(department, changes, code):
    with pytest.raises((Invalid, Conflict)) as refused:
        release(department, **changes)
    assert refused.value.code == code
    assert (Bundle.objects.count(), FlowVersion.objects.count()) == (0, 0)


def test_an_item_that_comes_into_force_later_cannot_be_joined_before(department):
    with pytest.raises(Invalid, match=r"bundle\.unknown_item"):
        release(department, day=date(2025, 12, 31))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DESIGNER}))
def test_nobody_but_designers_releases_or_withdraws(department, role):
    actor = factories.actor_for(role)
    with pytest.raises(NotAllowed, match=r"bundle\.release"):
        release(department, actor)
    with pytest.raises(NotAllowed, match=r"bundle\.withdraw"):
        withdraw_bundle(actor=actor, code="STALLS", reason="x")


def test_a_designer_releases(department):
    assert release(department, factories.actor_for(Role.DESIGNER)).version == 1


def test_a_withdrawn_bundle_is_in_force_no_more_and_can_come_back(department):
    house = factories.system()
    release(department)
    assert withdraw_bundle(actor=house, code="STALLS", reason=" 合并 ") == 1
    assert Event.objects.get(action="bundle.withdrawn").data == {"reason": "合并"}
    with pytest.raises(NotFound, match=r"bundle\.unknown"):
        bundle_in_force(house, "STALLS")
    with pytest.raises(Conflict, match=r"bundle\.not_released"):
        withdraw_bundle(actor=house, code="STALLS", reason="再")
    assert release(department).version == 2


def test_a_bundle_is_withdrawn_for_a_reason_and_only_if_it_is_there(department):
    with pytest.raises(Invalid, match=r"bundle\.reason"):
        withdraw_bundle(actor=factories.system(), code="STALLS", reason=" ")
    with pytest.raises(NotFound):
        withdraw_bundle(actor=factories.system(), code="STALLS", reason="x")


def test_a_bundle_is_read_with_its_items_as_they_are_in_force(department, max_queries):
    version, house = release(department), factories.system()
    with max_queries(1):
        definition, known = with_definitions(house, version)
    assert (definition.name.zh, sorted(known)) == ("摆摊一件事", sorted(ITEMS))
    assert definitions_in_force(factories.system(), ["BALLOON"]) == {}
