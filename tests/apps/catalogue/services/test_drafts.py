"""From a draft to a version in force, and back out of force again."""

from datetime import date

import pytest
from tests import factories
from tests.apps.catalogue.fit import CODE, FIT

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.catalogue.services.drop_draft import drop_draft
from onedoor.apps.catalogue.services.release_draft import release_draft
from onedoor.apps.catalogue.services.withdraw_item import withdraw_item
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def draft(actor=None, seen=None, **content):
    return draft_item(
        actor=actor or factories.system(),
        code=CODE,
        content={**FIT, **content},
        department=Department.objects.first() or factories.DepartmentFactory(),
        power_type="行政许可",
        seen=seen,
    )


def release(**given):
    return release_draft(actor=factories.system(), code=CODE, **given)


def test_a_draft_is_nobodys_guide():
    draft(visits=1)
    with pytest.raises(NotFound, match=r"item\.unknown"):
        version_in_force(factories.system(), CODE)
    assert not ItemVersion.objects.visible_to(factories.actor_for(Role.CLERK)).exists()
    assert ItemVersion.objects.visible_to(factories.actor_for(Role.DESIGNER)).exists()


def test_an_item_has_one_draft_and_writing_it_again_replaces_it():
    first, second = draft(visits=1), draft(visits=2)
    assert first.pk == second.pk
    assert (ItemVersion.objects.count(), second.version, second.content["visits"]) == (1, 1, 2)


def test_a_released_draft_is_in_force_and_the_one_before_is_not():
    draft(visits=1)
    first = release()
    draft(visits=0)
    second = release()
    assert (first.version, second.version) == (1, 2)
    assert version_in_force(factories.system(), CODE) == second
    assert list(ItemVersion.objects.in_force_on(clock.today())) == [second]


def test_a_version_may_take_effect_later_and_until_then_the_earlier_one_holds():
    draft(visits=1)
    first = release()
    draft(visits=0)
    later = date(clock.today().year + 1, 1, 1)
    second = release(effective_from=later)
    assert version_in_force(factories.system(), CODE) == first
    assert version_in_force(factories.system(), CODE, later) == second
    first.refresh_from_db()
    assert first.effective_to == date(clock.today().year, 12, 31)


def test_nothing_takes_effect_in_the_past():
    draft()
    with pytest.raises(Conflict, match=r"item\.in_the_past"):
        release(effective_from=date(2020, 1, 1))
    assert ItemVersion.objects.get().state == ReleaseState.DRAFT


def test_whoever_saw_another_draft_does_not_write_over_this_one():
    seen = draft(visits=1).content_hash
    draft(visits=2)
    with pytest.raises(Conflict, match=r"item\.draft_changed"):
        draft(visits=3, seen=seen)
    with pytest.raises(Conflict, match=r"item\.draft_changed"):
        release(seen=seen)
    assert ItemVersion.objects.get().content["visits"] == 2


def test_whoever_saw_no_draft_does_not_write_over_one():
    draft(visits=1)
    with pytest.raises(Conflict, match=r"item\.draft_changed"):
        draft(visits=2, seen="")


@pytest.mark.parametrize(
    "content",
    [
        {"elements": [{"identifier": "a"}]},
        {"statutory_limit": {"n": -1, "unit": "working_day"}},
        {"materials": [{"id": "M1"}]},
        {"questions": [{"element": "a", "text": "?", "kind": "maybe"}]},
    ],
)
def test_a_draft_that_nobody_could_read_is_refused(content):
    with pytest.raises(Invalid):
        draft(**content)
    assert not ServiceItem.objects.exists()


def test_an_expression_that_names_no_element_blocks_the_release_and_not_the_draft():
    draft(materials=[{"name": "图纸", "when": "面积 > 300"}])
    with pytest.raises(Invalid, match=r"item\.unknown_element") as refusal:
        release()
    assert refusal.value.where == f"{CODE} M1"


def test_a_new_item_needs_a_department():
    with pytest.raises(Invalid, match=r"item\.incomplete"):
        draft_item(actor=factories.system(), code="NEW", content={"name": "新"})


def test_a_dropped_draft_leaves_what_is_released():
    draft(visits=1)
    released = release()
    draft(visits=2)
    drop_draft(actor=factories.system(), code=CODE)
    assert list(ItemVersion.objects.all()) == [released]


def test_an_item_that_was_only_a_draft_is_gone_with_it():
    draft()
    drop_draft(actor=factories.system(), code=CODE)
    assert not ServiceItem.objects.exists()
    with pytest.raises(NotFound, match=r"item\.no_draft"):
        drop_draft(actor=factories.system(), code=CODE)


def test_a_withdrawn_item_is_not_in_force_until_it_is_released_again():
    draft(visits=1)
    release()
    assert withdraw_item(actor=factories.system(), code=CODE, reason="机构改革") == 1
    with pytest.raises(NotFound):
        version_in_force(factories.system(), CODE)
    assert Event.objects.get(action="item.withdrawn").data == {"reason": "机构改革"}
    draft(visits=1)
    released = release()
    assert version_in_force(factories.system(), CODE) == released


def test_withdrawing_needs_a_reason_and_something_released():
    draft()
    with pytest.raises(Invalid, match=r"item\.reason"):
        withdraw_item(actor=factories.system(), code=CODE, reason=" ")
    with pytest.raises(Conflict, match=r"item\.not_released"):
        withdraw_item(actor=factories.system(), code=CODE, reason="改革")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DESIGNER, Role.ENTERPRISE)])
def test_only_designers_write_release_and_withdraw(role):
    draft()
    actor = factories.actor_for(role)
    for deed in (
        lambda: draft(actor=actor),
        lambda: release_draft(actor=actor, code=CODE),
        lambda: drop_draft(actor=actor, code=CODE),
        lambda: withdraw_item(actor=actor, code=CODE, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_every_deed_is_in_the_audit():
    draft()
    release()
    assert [event.action for event in Event.objects.order_by("seq")] == ["item.drafted", "item.released"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"basis": ""}, "依据"),
        (
            {
                "promised_limit": {"n": 30, "unit": "calendar_day"},
                "statutory_limit": {"n": 1, "unit": "working_day"},
            },
            "时限",
        ),
        ({"record": {}}, "方式"),
        ({"materials": ["其他材料"]}, "材料"),
    ],
)
def test_what_the_linter_calls_an_error_blocks_the_release_and_is_told(content, words):
    draft(**content)
    with pytest.raises(Conflict, match=r"item\.not_fit") as refusal:
        release()
    told = refusal.value.as_dict()
    assert words in told["found"] + told["where"] + told["mend"]
    assert ItemVersion.objects.get().state == ReleaseState.DRAFT


def test_an_example_that_does_not_come_out_as_written_blocks_the_release():
    example = {"name": "不用材料", "materials": [], "answers": {}}
    draft(materials=[{"id": "M1", "name": "飞行手册", "acceptance": "签章"}], examples=[example])
    with pytest.raises(Conflict, match=r"item\.example") as refusal:
        release()
    assert refusal.value.where.zh == "示例「不用材料」"
