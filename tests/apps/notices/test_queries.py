"""Who sees which notices."""

from datetime import timedelta

import pytest
from tests import factories

from onedoor import clock
from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.queries import people_with_address, unread_count
from onedoor.apps.notices.services.mark_notice_read import mark_notice_read
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.text import Text

pytestmark = pytest.mark.django_db
WORDS = Text("标题", "title")


def send(key, actor=None, **to):
    return send_notice(
        actor=actor or factories.system(), kind="test", subject=WORDS, body=WORDS, key=key, **to
    )


def seen(actor):
    return [notice.key for notice in Notice.objects.visible_to(actor).order_by("key")]


def test_each_sees_what_is_for_them_and_nothing_else():
    one, two = factories.EnterpriseFactory(), factories.EnterpriseFactory()
    person = factories.member_of(one)
    elsewhere = factories.EnterpriseFactory(tenant=factories.TenantFactory(code="other"))
    send("a", to_enterprise=one)
    send("b", to_enterprise=two)
    send("c", to_user=person)
    send("d", factories.system(elsewhere.tenant), to_enterprise=elsewhere)
    assert seen(factories.actor_for(person)) == ["a", "c"]
    assert seen(factories.actor_for(one)) == ["a"]
    assert seen(factories.clerk_with_papers_of(two)) == ["b"]
    assert seen(factories.actor_for(elsewhere)) == ["d"]
    assert seen(Actor.anonymous(one.tenant_id)) == []
    for role in (Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.SUPERVISOR, Role.DESIGNER):
        assert seen(factories.actor_for(role)) == []


def test_the_bell_counts_what_is_unread_in_one_query(max_queries):
    enterprise = factories.EnterpriseFactory()
    actor = factories.actor_for(enterprise)
    first = send("a", to_enterprise=enterprise)
    send("b", to_enterprise=enterprise)
    with max_queries(1):
        assert unread_count(actor) == 2
    mark_notice_read(actor=actor, notice_id=first.pk)
    assert unread_count(actor) == 1


def test_the_newest_comes_first(at):
    enterprise = factories.EnterpriseFactory()
    for key, moment in [("a", "09:00"), ("b", "11:00"), ("c", "11:00"), ("d", "10:00")]:
        at(f"2026-11-24T{moment}")
        send(key, to_enterprise=enterprise)
    assert [notice.key for notice in Notice.objects.newest_first()] == ["c", "b", "d", "a"]


def test_mail_goes_to_active_accounts_with_an_address_whose_membership_is_in_force():
    enterprise = factories.EnterpriseFactory()
    today = clock.today()
    people = {
        name: factories.UserFactory(username=name, **fields)
        for name, fields in {
            "here": {},
            "silent": {"email": ""},
            "closed": {"is_active": False},
            "left": {},
            "last day": {},
            "tomorrow": {},
        }.items()
    }
    terms = {
        "left": {"until": today - timedelta(days=1)},
        "last day": {"until": today},
        "tomorrow": {"since": today + timedelta(days=1)},
    }
    for name, person in people.items():
        factories.MembershipFactory(user=person, enterprise=enterprise, **terms.get(name, {}))
    factories.member_of(factories.EnterpriseFactory())
    told = people_with_address(send("a", to_enterprise=enterprise))
    assert [person.username for person in told] == ["here", "last day"]
    assert people_with_address(send("b", to_user=people["closed"])) == []
    assert people_with_address(send("c", to_user=people["here"])) == [people["here"]]
