"""A version of an item takes effect: once for the same content, never longer than the law, never changed after."""

from datetime import date

import pytest
from django.db import transaction
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.engine.feel import FeelSyntaxError
from onedoor.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
POINT = {
    "id": "R1",
    "label": "人数",
    "expression": "人数 >= 3",
    "severity": "veto",
    "basis": "第三条",
    "if_not": "人数不足",
}
ELEMENT = {"identifier": "staff", "name": {"zh": "人数", "en": "Staff"}, "kind": "number", "unit": "人"}


def release(actor=None, effective_from=FIRST, code="ITEM", **content):
    return release_item(
        actor=actor or factories.system(),
        code=code,
        department=factories.DepartmentFactory(),
        power_type="行政许可",
        content={"name": {"zh": "热气球许可", "en": "Balloon permit"}, **content},
        effective_from=effective_from,
        region_code=factories.GUANGZHOU,
    )


def test_the_first_release_makes_the_item_and_its_first_version():
    version = release(visits=1)
    assert (version.version, version.state, version.code) == (1, ReleaseState.RELEASED, "ITEM")
    assert version.content_hash == content_hash(version.content)
    assert (version.item.name, version.item.name_en) == ("热气球许可", "Balloon permit")
    assert Event.objects.get(action="item.released").data == {"hash": version.content_hash}


def test_the_same_content_again_answers_with_the_same_version():
    first = release(visits=1)
    assert release(visits=1) == first
    assert (ItemVersion.objects.count(), Event.objects.count()) == (1, 1)


def test_other_content_is_the_next_version_and_the_first_stays_as_it_was():
    first = release(visits=1)
    second = release(visits=0)
    assert (second.version, second.item) == (2, first.item)
    assert ItemVersion.objects.get(pk=first.pk).content["visits"] == 1


def test_going_back_to_earlier_content_is_a_version_of_its_own():
    assert [release(visits=visits).version for visits in (1, 0, 1)] == [1, 2, 3]


def test_withdrawn_content_is_released_anew():
    ItemVersion.objects.filter(pk=release().pk).update(state=ReleaseState.WITHDRAWN)
    assert release().version == 2


def test_the_item_is_called_as_its_newest_version_calls_it():
    release()
    release(name="热气球观光许可")
    item = ServiceItem.objects.get()
    assert (item.name, item.name_en) == ("热气球观光许可", "")


@pytest.mark.parametrize(
    ("statutory", "promised", "refused"),
    [
        ((20, "working_day"), (5, "working_day"), False),
        ((20, "working_day"), (20, "working_day"), False),
        ((20, "working_day"), (21, "working_day"), True),
        ((1, "month"), (2, "month"), True),
        ((1, "month"), (20, "working_day"), False),
        (None, (99, "working_day"), False),
        ((20, "working_day"), None, False),
    ],
)
def test_a_promise_may_shorten_the_statutory_limit_and_never_stretch_it(statutory, promised, refused):
    limits = {
        f"{name}_limit": {"n": pair[0], "unit": pair[1]}
        for name, pair in (("statutory", statutory), ("promised", promised))
        if pair
    }
    if not refused:
        assert release(**limits).pk
        return
    with pytest.raises(Invalid, match=r"item\.promise_over_statute") as refusal:
        release(**limits)
    assert (refusal.value.found, refusal.value.where) == (str(promised[0]), "ITEM")
    assert not ServiceItem.objects.exists()


@pytest.mark.parametrize("expression", ["人数 >=", "(人数", "人数 = “三”", ""])
def test_a_review_point_that_is_not_feel_blocks_the_release(expression):
    with pytest.raises(FeelSyntaxError):
        release(elements=[ELEMENT], review_points=[{**POINT, "expression": expression}])
    assert not ItemVersion.objects.exists()


def test_a_review_point_that_names_no_element_of_the_item_blocks_the_release():
    with pytest.raises(Invalid, match=r"item\.unknown_element") as refusal:
        release(elements=[ELEMENT], review_points=[{**POINT, "expression": "人数 >= 3 and 面积 > 1"}])
    assert (refusal.value.found, refusal.value.where) == ("面积", "ITEM R1")
    assert release(elements=[ELEMENT], review_points=[POINT]).pk


def test_a_fraction_in_the_content_has_no_hash_and_is_refused():
    with pytest.raises(TypeError, match="float"):
        release(visits=0.5)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DESIGNER, Role.ENTERPRISE)])
def test_only_designers_and_the_house_release(role):
    with pytest.raises(NotAllowed, match=r"item\.release"):
        release(actor=factories.actor_for(role))
    assert not ServiceItem.objects.exists()


def test_a_designer_releases():
    assert release(actor=factories.actor_for(Role.DESIGNER)).pk


def test_tenants_have_items_of_the_same_code_apart():
    abroad = factories.TenantFactory(code="abroad")
    first, other = release(), release(actor=factories.system(abroad))
    assert (first.version, other.version, first.item == other.item) == (1, 1, False)


def changed(version, **fields):
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda version, rows: changed(version, content={}),
        lambda version, rows: changed(version, state=ReleaseState.DRAFT),
        lambda version, rows: changed(version, effective_from=date(2025, 1, 1)),
        lambda version, rows: version.delete(),
        lambda version, rows: rows.delete(),
        lambda version, rows: rows.update(content={}),
        lambda version, rows: rows.update(state=ReleaseState.WITHDRAWN, content={}),
        lambda version, rows: rows.bulk_update([version], ["content"]),
    ],
)
def test_a_released_version_never_changes(change):
    version = release(visits=1)
    with pytest.raises(Conflict, match=r"release\.immutable"), transaction.atomic():
        change(version, ItemVersion.objects.filter(pk=version.pk))
    held = ItemVersion.objects.get()
    assert (held.content["visits"], held.state, held.effective_from) == (1, ReleaseState.RELEASED, FIRST)


def test_a_draft_may_change_and_go():
    draft = factories.ItemVersionFactory(state=ReleaseState.DRAFT)
    changed(draft, effective_from=date(2026, 2, 1))
    draft.delete()
    assert not ItemVersion.objects.exists()
