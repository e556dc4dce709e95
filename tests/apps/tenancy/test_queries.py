"""The one permission filter: closed by default, never across tenants."""

import pytest
from django.db.models import Q
from tests import factories

from onedoor.apps.cases.models import CaseCounter
from onedoor.apps.parties.models import Enterprise, Membership
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import (
    NOBODY,
    all_tenants,
    in_region,
    lock_tenant,
    owned_by,
    region_of_tenant,
)
from onedoor.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_what_no_model_opened_is_closed_to_every_role(role):
    membership = factories.MembershipFactory()
    actor = Actor(
        tenant_id=membership.tenant_id,
        user_id=membership.user_id,
        roles=frozenset({role}),
        enterprise_ids=frozenset({membership.enterprise_id}),
    )
    assert not Membership.objects.visible_to(actor).exists()


def test_the_house_sees_its_own_tenant_and_no_other():
    here = factories.EnterpriseFactory()
    there = factories.EnterpriseFactory(tenant=factories.TenantFactory(code="abroad"))
    assert Enterprise.objects.visible_to(Actor.system(here.tenant_id)).get() == here
    assert Enterprise.objects.visible_to(Actor.system(there.tenant_id)).get() == there


def test_ids_of_another_tenant_open_nothing():
    there = factories.EnterpriseFactory(tenant=factories.TenantFactory(code="abroad"))
    forged = Actor(
        tenant_id=factories.TenantFactory().pk,
        user_id=1,
        roles=frozenset({Role.ENTERPRISE, Role.CLERK, Role.SUPERVISOR}),
        enterprise_ids=frozenset({there.pk}),
        acting_for=there.pk,
    )
    assert not Enterprise.objects.visible_to(forged).exists()


def test_what_may_not_be_seen_does_not_exist():
    enterprise = factories.EnterpriseFactory()
    stranger = factories.actor_for(factories.EnterpriseFactory())
    for pk in (enterprise.pk, enterprise.pk + 1000):
        with pytest.raises(NotFound, match=r"row\.not_found") as refusal:
            Enterprise.objects.one_visible_to(stranger, pk=pk)
        assert refusal.value.where == f"pk={pk}"
        assert refusal.value.found == "企业"


@pytest.mark.parametrize(
    ("actor", "owned"),
    [
        (Actor(tenant_id=1), NOBODY),
        (Actor(tenant_id=1, enterprise_ids=frozenset({3, 1})), Q(at__in=[1, 3])),
        (Actor(tenant_id=1, acting_for=5), NOBODY),
        (Actor(tenant_id=1, acting_for=5, roles=frozenset({Role.CLERK})), Q(at__in=[5])),
        (
            Actor(tenant_id=1, acting_for=5, roles=frozenset({Role.CLERK}), enterprise_ids=frozenset({3})),
            Q(at__in=[3, 5]),
        ),
    ],
)
def test_ones_own_are_those_one_belongs_to_and_those_whose_papers_a_clerk_holds(actor, owned):
    assert owned_by(actor, "at") == owned


@pytest.mark.parametrize(
    ("roles", "prefix", "seen"),
    [
        ({Role.SUPERVISOR}, "4401", Q(region_code__startswith="4401")),
        ({Role.SUPERVISOR}, "", Q()),
        ({Role.REVIEWER}, "4401", NOBODY),
        (set(), "", NOBODY),
    ],
)
def test_the_region_is_for_those_whose_duty_it_is(roles, prefix, seen):
    actor = Actor(tenant_id=1, roles=frozenset(roles), region_prefix=prefix)
    assert in_region(actor, Role.SUPERVISOR) == seen


def test_commands_and_workers_read_tenants_as_they_are():
    first = factories.TenantFactory()
    second = factories.TenantFactory(code="abroad", region_code="440300")
    assert all_tenants() == [first, second]
    assert region_of_tenant(second.pk) == "440300"
    assert lock_tenant(first.pk) == first


def test_counters_are_the_houses_alone():
    factories.TenantFactory()
    assert not CaseCounter.objects.visible_to(factories.actor_for(Role.SUPERVISOR)).exists()
