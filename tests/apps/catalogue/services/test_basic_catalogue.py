"""The basic catalogue: published above, claimed below, followed when it changes."""

from datetime import date

import pytest
from tests import factories
from tests.apps.catalogue.fit import BASIC, BODY, CODE, FIT

from onedoor.apps.catalogue.enums import TaskState
from onedoor.apps.catalogue.models import BasicVersion, ItemVersion, UpstreamTask
from onedoor.apps.catalogue.services.claim_item import claim_item
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.catalogue.services.follow_basic import follow_basic
from onedoor.apps.catalogue.services.publish_basic import publish_basic
from onedoor.apps.catalogue.services.release_draft import release_draft
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def publish(actor=None, **content):
    return publish_basic(
        actor=actor or factories.system(),
        code=BASIC,
        power_type="行政许可",
        content={"name": "热气球许可", "basis": "条例第九条", **content},
        effective_from=date(2026, 1, 1),
        publisher="民航局",
    )


@pytest.fixture
def department():
    return factories.DepartmentFactory(code=BODY)


def claim(department, **given):
    return claim_item(
        actor=factories.system(), basic_code=BASIC, department=department, **{"level": "3", **given}
    )


def test_a_claimed_item_inherits_and_has_the_code_of_body_level_and_entry(department):
    basic = publish(statutory_limit={"n": 20, "unit": "working_day"})
    draft = claim(department)
    assert (draft.code, draft.state, draft.basic_version) == (CODE, ReleaseState.DRAFT, basic)
    assert draft.content == basic.content
    assert (draft.item.basic, draft.item.level, draft.item.power_type) == (basic.basic, "3", "行政许可")


def test_the_same_is_not_claimed_twice(department):
    publish()
    claim(department)
    with pytest.raises(Conflict, match=r"item\.claimed"):
        claim(department)


def test_what_is_not_in_the_basic_catalogue_is_not_claimed(department):
    with pytest.raises(NotFound, match=r"basic\.unknown"):
        claim(department)


def test_a_body_without_a_code_of_eighteen_characters_claims_nothing():
    publish()
    with pytest.raises(Invalid, match=r"item\.code"):
        claim(factories.DepartmentFactory(code="X"))
    assert not ItemVersion.objects.exists()


def test_locked_elements_stay_whatever_is_written(department):
    publish()
    claim(department)
    draft = draft_item(
        actor=factories.system(),
        code=CODE,
        content={"name": "自己的名称", "basis": "自己的依据", "visits": 1},
    )
    assert draft.content == {"name": "热气球许可", "basis": "条例第九条", "visits": 1}


def test_the_same_publication_again_changes_nothing(department):
    first = publish()
    claim(department)
    assert publish() == first
    assert (BasicVersion.objects.count(), UpstreamTask.objects.count()) == (1, 0)


def test_a_change_above_is_a_task_below_and_following_it_makes_a_draft(department):
    publish(statutory_limit=FIT["statutory_limit"])
    claim(department)
    draft_item(actor=factories.system(), code=CODE, content=FIT)
    release_draft(actor=factories.system(), code=CODE)
    changed = publish(basis="条例（2026年修订）第十条")
    task = UpstreamTask.objects.still_open().get()
    assert (task.basic_version, task.item.code) == (changed, CODE)
    draft = follow_basic(actor=factories.system(), task_id=task.pk)
    assert (draft.version, draft.content["basis"]) == (2, "条例（2026年修订）第十条")
    task.refresh_from_db()
    assert task.state == TaskState.TAKEN
    with pytest.raises(Conflict, match=r"task\.done"):
        follow_basic(actor=factories.system(), task_id=task.pk)


def test_only_the_newest_change_has_to_be_followed(department):
    publish()
    claim(department)
    publish(basis="二")
    newest = publish(basis="三")
    assert [task.basic_version for task in UpstreamTask.objects.still_open()] == [newest]
    assert UpstreamTask.objects.filter(state=TaskState.LEFT).count() == 1


def test_following_keeps_what_the_lower_level_filled_in(department):
    publish()
    claim(department)
    draft_item(
        actor=factories.system(),
        code=CODE,
        content={"name": "x", "visits": 1, "record": {"transact_addr": "某路"}},
    )
    publish(basis="二")
    draft = follow_basic(actor=factories.system(), task_id=UpstreamTask.objects.still_open().get().pk)
    assert (draft.content["visits"], draft.content["record"]) == (1, {"transact_addr": "某路"})
    assert (draft.content["basis"], ItemVersion.objects.count()) == ("二", 1)


def test_a_draft_on_an_earlier_entry_keeps_to_that_entry(department):
    publish(statutory_limit=FIT["statutory_limit"])
    claim(department)
    draft = draft_item(actor=factories.system(), code=CODE, content=FIT)
    publish(basis="二")
    assert release_draft(actor=factories.system(), code=CODE).basic_version == draft.basic_version


def test_tasks_are_the_designers_alone(department):
    publish()
    claim(department)
    publish(basis="二")
    assert UpstreamTask.objects.visible_to(factories.actor_for(Role.DESIGNER)).count() == 1
    assert not UpstreamTask.objects.visible_to(factories.actor_for(Role.REVIEWER)).exists()
    with pytest.raises(NotAllowed):
        publish(actor=factories.actor_for(Role.REVIEWER))
