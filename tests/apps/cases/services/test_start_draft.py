"""Beginning an application: what is filled in already, and what is found again."""

import pytest
from tests import factories
from tests.apps.cases.town import ADDRESS, AS_OF, PERMIT, REFUND, release_measures

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.models import Draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.errors import Conflict, NotAllowed, NotFound
from onedoor.text import Text


def test_what_registers_know_is_filled_in_with_its_source_and_date(town):
    draft = town.start(PERMIT)
    assert draft.answers == {
        "place_address": {
            "value": ADDRESS,
            "source": "market.register",
            "source_name": {"zh": "市场监管登记信息", "en": "Business register"},
            "as_of": AS_OF.isoformat(),
            "state": "fresh",
        }
    }


def test_money_and_ratios_are_filled_in_as_they_are_stored(town):
    answers = town.start(REFUND).answers
    assert {element: answer["value"] for element, answer in answers.items()} == {
        "insured_count": 8,
        "paid_months": 36,
        "layoff_rate": "0.01",
        "premium_prev_year": 1_234_567,
    }


def test_what_a_source_knows_to_be_absent_is_not_filled_in(town):
    record_facts(
        actor=town.actor("owner"),
        enterprise=town.enterprise,
        values={"contact_name": None, "contact_phone": "020-1"},
        source="applicant",
        source_name=Text.of("企业填报"),
    )
    answers = town.start(PERMIT).answers
    assert answers["contact_phone"]["source"] == "applicant"
    assert "contact_name" not in answers


def test_beginning_again_finds_the_same_draft_whoever_began_it_and_through_whichever_door(town):
    draft = town.start()
    colleague = factories.actor_for(factories.member_of(town.enterprise))
    assert [town.start(who=who).pk for who in (colleague, town.window())] == [draft.pk] * 2
    assert Draft.objects.get().channel == Channel.ONLINE


def test_a_submitted_draft_is_not_begun_again(town):
    draft = town.fill_in()
    town.submit(draft)
    assert town.start().pk != draft.pk


def test_what_a_measure_pays_once_is_not_applied_for_twice(town):
    release_measures(town)
    case = town.apply(REFUND)
    with pytest.raises(Conflict) as refusal:
        town.start(REFUND)
    assert refusal.value.code == "measure.applied"
    assert case.case_no in str(refusal.value)


def test_after_a_withdrawal_one_may_apply_again(town):
    release_measures(town)
    case = town.apply(REFUND)
    withdraw_case(actor=town.actor("owner"), case_id=case.pk, reason="", expected_version=case.version)
    assert town.apply(REFUND).pk != case.pk


def test_each_enterprise_and_each_item_has_its_own_draft(town):
    other = factories.EnterpriseFactory()
    drafts = {town.start(PERMIT).pk, town.start(REFUND).pk, town.start(who=factories.actor_for(other)).pk}
    assert len(drafts) == 3


def test_a_draft_stays_on_the_version_on_which_it_was_begun(town):
    draft = town.start()
    item = town.items[PERMIT]
    release_item(
        actor=town.house,
        code=PERMIT,
        department=town.departments["hrss"],
        power_type=item.item.power_type,
        content={**item.content, "visits": 1},
        effective_from=item.effective_from,
        region_code=item.region_code,
    )
    assert town.start().item_version_id == draft.item_version_id == item.pk


def test_at_the_window_the_draft_is_the_enterprises_and_the_channel_is_told(town):
    draft = town.start(who=town.window())
    assert (draft.enterprise, draft.channel) == (town.enterprise, Channel.WINDOW)
    assert draft.created_by == town.people["clerk"]
    assert Event.objects.get(action="draft.started").acting_for == town.enterprise.pk


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DECIDER, Role.SUPERVISOR, Role.DESIGNER])
def test_other_officers_begin_nothing(town, role):
    with pytest.raises(NotAllowed, match=r"draft\.start"):
        town.start(who=factories.actor_for(role))
    assert not Draft.objects.exists()


def test_a_clerk_without_papers_in_hand_acts_for_nobody(town):
    with pytest.raises(NotAllowed, match=r"party\.no_enterprise"):
        town.start(who=town.actor("clerk"))


def test_the_house_and_strangers_begin_nothing(town):
    for nobody in (town.house, Actor.anonymous(town.tenant.pk)):
        with pytest.raises(NotAllowed):
            town.start(who=nobody)


def test_an_unknown_item_and_one_of_another_tenant_do_not_exist(town):
    with pytest.raises(NotFound, match=r"item\.unknown"):
        town.start("no-such-item")
    abroad = factories.TenantFactory(code="abroad")
    foreigner = factories.actor_for(factories.EnterpriseFactory(tenant=abroad))
    with pytest.raises(NotFound, match=r"item\.unknown"):
        start_draft(actor=foreigner, item_code=PERMIT)


def test_an_item_that_is_only_a_guide_says_where_to_go(town):
    factories.ItemVersionFactory(
        item=factories.ItemFactory(code="guide"), content={"name": "只有指南"}, code="guide"
    )
    with pytest.raises(Conflict, match=r"item\.guide_only") as refusal:
        town.start("guide")
    assert "只有指南" in refusal.value.as_dict()["found"]
