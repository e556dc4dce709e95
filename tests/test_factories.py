"""The factories make what the house itself would accept."""

import pytest
from tests import factories

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.tenancy.enums import Role
from onedoor.engine.identifiers import check_uscc
from onedoor.reference.modelled import NAMES

pytestmark = pytest.mark.django_db


def test_codes_of_enterprises_and_departments_are_valid():
    for made in (factories.EnterpriseFactory(), factories.DepartmentFactory()):
        assert check_uscc(made.uscc if hasattr(made, "uscc") else made.code).problems == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ENTERPRISE])
def test_an_officer_holds_its_role_and_only_supervisors_hold_a_region(role):
    actor = factories.actor_for(role)
    assert actor.roles == {role}
    assert bool(actor.department_ids) is (role is not Role.SUPERVISOR)
    assert actor.region_prefix == ("4401" if role is Role.SUPERVISOR else "")


def test_a_member_acts_for_the_enterprise():
    enterprise = factories.EnterpriseFactory()
    assert factories.actor_for(enterprise).enterprise_ids == {enterprise.pk}


@pytest.mark.parametrize("name", NAMES)
def test_the_modelled_items_are_read_back(name):
    version = factories.ItemVersionFactory(modelled=name)
    assert ItemDefinition.read(version.content).can_apply
    assert version.item.tenant_id == version.tenant_id == version.item.department.tenant_id
