"""An event is written with its change, in order, by somebody, about something of their own tenant."""

import pytest
from django.apps import apps
from django.db import transaction
from tests import factories

from onedoor import clock
from onedoor.apps.audit.chain import GENESIS
from onedoor.apps.audit.models import ChainHead, Event
from onedoor.apps.audit.queries import history_of
from onedoor.apps.audit.services.record_event import MOST_DATA, record_event
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.apps.tenancy.models import ScopedModel
from onedoor.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_row_when_and_by_which_door(at):
    enterprise = factories.EnterpriseFactory()
    clerk = factories.clerk_with_papers_of(enterprise)
    at("2026-11-24T15:30")
    event = record_event(actor=clerk, action="case.submitted", subject=enterprise, data={"no": "1"})
    event.refresh_from_db()
    assert event.subject == f"enterprise:{enterprise.pk}"
    assert (event.actor_user_id, event.acting_for, event.channel) == (
        clerk.user_id,
        enterprise.pk,
        Channel.WINDOW,
    )
    assert event.at == clock.now()
    assert event.region_code == enterprise.region_code
    assert event.data == {"no": "1"}


def test_each_event_follows_the_one_before():
    tenant = factories.TenantFactory()
    made = [record_event(actor=factories.system(tenant), action="deed", subject=tenant) for _ in range(3)]
    assert [event.seq for event in made] == [1, 2, 3]
    assert [event.previous_hash for event in made] == [GENESIS, made[0].hash, made[1].hash]
    head = ChainHead.objects.get(tenant=tenant)
    assert (head.seq, head.hash) == (3, made[2].hash)


def test_a_change_that_is_rolled_back_leaves_no_event_and_no_gap():
    tenant = factories.TenantFactory()
    with transaction.atomic():
        record_event(actor=factories.system(tenant), action="deed.undone", subject=tenant)
        transaction.set_rollback(True)
    record_event(actor=factories.system(tenant), action="deed.done", subject=tenant)
    assert list(Event.objects.values_list("seq", "action").order_by("seq")) == [(1, "deed.done")]


def test_a_row_of_another_tenant_is_nobodys_to_write_about():
    stranger = factories.system(factories.TenantFactory(code="other"))
    with pytest.raises(NotAllowed, match=r"event\.tenant"):
        record_event(actor=stranger, action="deed", subject=factories.EnterpriseFactory())
    assert not Event.objects.exists()


def test_data_is_bounded_and_holds_no_floats():
    tenant = factories.TenantFactory()
    actor = factories.system(tenant)
    with pytest.raises(Invalid, match=r"event\.too_large"):
        record_event(actor=actor, action="deed", subject=tenant, data={"x": "章" * (MOST_DATA // 3)})
    with pytest.raises(TypeError, match="float"):
        record_event(actor=actor, action="deed", subject=tenant, data={"x": 0.5})
    assert not Event.objects.exists()


def test_recording_costs_a_bounded_number_of_queries(max_queries):
    tenant = factories.TenantFactory()
    record_event(actor=factories.system(tenant), action="deed", subject=tenant)
    # Savepoint, head, event, head, release.
    with max_queries(5):
        record_event(actor=factories.system(tenant), action="deed", subject=tenant)


def test_the_history_of_a_row_is_its_own_and_in_order():
    one, two = factories.EnterpriseFactory(), factories.EnterpriseFactory()
    actor = factories.system(one.tenant)
    for action, subject in [("a", one), ("b", two), ("c", one)]:
        record_event(actor=actor, action=action, subject=subject)
    assert [event.action for event in history_of(one)] == ["a", "c"]


def test_supervisors_of_the_region_see_events_and_nobody_else_does():
    enterprise = factories.EnterpriseFactory()
    record_event(actor=factories.system(enterprise.tenant), action="deed", subject=enterprise)
    elsewhere = factories.TenantFactory(code="other", region_code="510000")
    seen = {
        "supervisor": factories.actor_for(Role.SUPERVISOR),
        "reviewer": factories.actor_for(Role.REVIEWER),
        "decider": factories.actor_for(Role.DECIDER),
        "designer": factories.actor_for(Role.DESIGNER),
        "clerk": factories.clerk_with_papers_of(enterprise),
        "applicant": factories.actor_for(enterprise),
        "another supervisor": factories.actor_for(factories.officer(Role.SUPERVISOR, tenant=elsewhere)),
    }
    assert [name for name, actor in seen.items() if Event.objects.visible_to(actor).exists()] == [
        "supervisor"
    ]


def test_the_name_of_a_row_in_the_audit_is_one_models_alone():
    names = [model._meta.model_name for model in apps.get_models() if issubclass(model, ScopedModel)]
    assert sorted(names) == sorted(set(names))
