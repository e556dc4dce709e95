"""Who somebody is right now: memberships in force, postings held, the region they look after."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from onedoor.apps.parties.models import Department, Enterprise
from onedoor.apps.parties.queries import (
    actor_of,
    department_by_code,
    enterprises_with_people,
    own_enterprise,
    region_prefix,
    visible_enterprise,
)
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.errors import NotAllowed, NotFound
from onedoor.reference import regions


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "in_force"),
    [
        ("2020-01-01", None, True),
        ("2026-11-24", None, True),
        ("2026-11-25", None, False),
        ("2020-01-01", "2026-11-24", True),
        ("2020-01-01", "2026-11-23", False),
    ],
)
def test_a_membership_counts_from_its_first_to_its_last_day(since, until, in_force):
    membership = factories.MembershipFactory(
        since=date.fromisoformat(since), until=date.fromisoformat(until) if until else None
    )
    actor = actor_of(membership.user)
    assert actor.enterprise_ids == (frozenset({membership.enterprise_id}) if in_force else frozenset())
    assert actor.has(Role.ENTERPRISE) is in_force
    served = enterprises_with_people(factories.system(), [membership.enterprise_id])
    assert served == ([membership.enterprise] if in_force else [])


@pytest.mark.django_db
def test_an_actor_is_everything_its_account_is():
    user = factories.UserFactory(display_name="张三")
    enterprise = factories.MembershipFactory(user=user).enterprise
    department = factories.PostingFactory(user=user, role=Role.CLERK).department
    factories.PostingFactory(user=user, role=Role.REVIEWER, department=department)
    actor = actor_of(user, channel=Channel.API, language="en")
    assert (actor.name, actor.channel, actor.language) == ("张三", Channel.API, "en")
    assert actor.roles == {Role.ENTERPRISE, Role.CLERK, Role.REVIEWER}
    assert actor.enterprise_ids == {enterprise.pk}
    assert actor.department_ids == {department.pk}
    assert (actor.region_prefix, actor.acting_for) == ("", None)


@pytest.mark.django_db
def test_nobody_in_particular_may_nothing():
    actor = actor_of(factories.UserFactory())
    assert not actor.roles
    assert not Enterprise.objects.visible_to(actor).exists()


@pytest.mark.django_db
def test_an_account_without_tenant_belongs_nowhere():
    enterprise = factories.EnterpriseFactory()
    actor = actor_of(factories.UserFactory(tenant=None))
    assert (actor.tenant_id, actor.roles) == (0, frozenset())
    assert not Enterprise.objects.visible_to(actor).filter(pk=enterprise.pk).exists()


@pytest.mark.django_db
def test_what_an_account_is_in_another_tenant_does_not_count_here():
    user = factories.UserFactory()
    abroad = factories.TenantFactory(code="abroad")
    factories.MembershipFactory(
        user=user, tenant=abroad, enterprise=factories.EnterpriseFactory(tenant=abroad)
    )
    factories.PostingFactory(
        user=user, tenant=abroad, role=Role.CLERK, department=factories.DepartmentFactory(tenant=abroad)
    )
    actor = actor_of(user)
    assert (actor.roles, actor.enterprise_ids, actor.department_ids) == (
        frozenset(),
        frozenset(),
        frozenset(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("regions_posted", "prefix"),
    [
        (["440100"], "4401"),
        (["440106"], "440106"),
        (["440106", "440100"], "4401"),
        (["440100", "440106"], "4401"),
        (["440106", "440105"], "440105"),
        (["440000", "440100"], "44"),
    ],
)
def test_a_supervisor_of_several_regions_sees_the_widest(regions_posted, prefix):
    user = factories.UserFactory()
    for code in regions_posted:
        factories.PostingFactory(user=user, role=Role.SUPERVISOR, region_code=code)
    assert actor_of(user).region_prefix == prefix


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("posted", "sees"),
    [
        ("440000", {"440106", "440105", "440300"}),
        ("440100", {"440106", "440105"}),
        ("440106", {"440106"}),
        ("440300", {"440300"}),
    ],
)
def test_a_supervisor_sees_the_enterprises_of_the_region_and_of_no_other(posted, sees):
    for code in ("440106", "440105", "440300"):
        factories.EnterpriseFactory(region_code=code)
    user = factories.UserFactory()
    factories.PostingFactory(user=user, role=Role.SUPERVISOR, region_code=posted)
    found = Enterprise.objects.visible_to(actor_of(user)).order_by("pk").values_list("region_code", flat=True)
    assert set(found) == sees


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("440000", "44"),
        ("440100", "4401"),
        ("440106", "440106"),
        ("110000", "11"),
        ("440106000000", "440106"),
        ("440100000000", "4401"),
        ("440106001000", "440106001"),
        ("440106100000", "440106100"),
        ("440106100201", "440106100201"),
    ],
)
def test_the_prefix_of_a_region_is_what_its_parts_share(code, prefix):
    assert region_prefix(code) == prefix


@given(st.sampled_from(sorted(regions().values(), key=lambda region: region.code)))
def test_every_region_of_the_standard_lies_within_its_parent(region):
    assert region.code.startswith(region_prefix(region.code))
    if region.parent:
        assert region.code.startswith(region_prefix(region.parent))
        assert len(region_prefix(region.parent)) < len(region_prefix(region.code))


@pytest.mark.django_db
def test_one_acts_for_the_enterprise_at_the_window_else_for_ones_first():
    first, second = factories.EnterpriseFactory(), factories.EnterpriseFactory()
    user = factories.member_of(second)
    factories.MembershipFactory(user=user, enterprise=first)
    assert own_enterprise(actor_of(user)) == first
    assert own_enterprise(factories.clerk_with_papers_of(second)) == second


@pytest.mark.django_db
def test_papers_in_hand_mean_nothing_to_whoever_is_no_clerk():
    enterprise = factories.EnterpriseFactory()
    reviewer = factories.actor_for(Role.REVIEWER).at_window_for(enterprise.pk)
    with pytest.raises(NotFound):
        own_enterprise(reviewer)


@pytest.mark.django_db
def test_whoever_acts_for_no_enterprise_is_told_so():
    factories.EnterpriseFactory()
    for role in (Role.CLERK, Role.SUPERVISOR):
        with pytest.raises(NotAllowed, match=r"party\.no_enterprise") as refusal:
            own_enterprise(factories.actor_for(role))
        assert "mend" in refusal.value.as_dict("en")


@pytest.mark.django_db
def test_the_papers_of_another_tenants_enterprise_open_nothing():
    abroad = factories.EnterpriseFactory(tenant=factories.TenantFactory(code="abroad"))
    clerk = factories.actor_for(Role.CLERK).at_window_for(abroad.pk)
    with pytest.raises(NotFound):
        visible_enterprise(clerk, abroad.pk)


@pytest.mark.django_db
def test_putting_the_papers_down_ends_it():
    enterprise = factories.EnterpriseFactory()
    clerk = factories.clerk_with_papers_of(enterprise)
    assert visible_enterprise(clerk, enterprise.pk) == enterprise
    with pytest.raises(NotFound):
        visible_enterprise(clerk.at_window_for(None), enterprise.pk)


@pytest.mark.django_db
def test_only_the_house_asks_who_has_people_here():
    enterprise = factories.EnterpriseFactory()
    factories.MembershipFactory(enterprise=enterprise)
    factories.MembershipFactory(enterprise=enterprise)
    nobodys = factories.EnterpriseFactory()
    assert enterprises_with_people(factories.system(), [nobodys.pk, enterprise.pk, enterprise.pk]) == [
        enterprise
    ]
    with pytest.raises(NotAllowed):
        enterprises_with_people(factories.actor_for(Role.SUPERVISOR), [enterprise.pk])


@pytest.mark.django_db
def test_departments_are_public_within_their_tenant():
    department = factories.DepartmentFactory()
    anybody = Actor.anonymous(department.tenant_id)
    assert Department.objects.visible_to(anybody).get() == department
    assert department_by_code(department.tenant_id, department.code) == department
    abroad = factories.TenantFactory(code="abroad")
    with pytest.raises(NotFound, match=r"department\.unknown"):
        department_by_code(abroad.pk, department.code)
