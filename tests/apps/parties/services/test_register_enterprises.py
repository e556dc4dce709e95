"""Enterprises come from the register: once by code, never by a person."""

from dataclasses import dataclass

import pytest
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.parties.services.register_enterprises import register_enterprises
from onedoor.apps.tenancy.enums import Role
from onedoor.engine.identifiers import make_uscc
from onedoor.errors import NotAllowed

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Delivered:
    serial: int
    name: str = "某某有限公司"
    region_code: str = factories.TIANHE

    @property
    def uscc(self):
        return make_uscc("9", "1", factories.TIANHE, self.serial)


def test_ids_come_back_by_code_with_an_event_that_counts():
    ids = register_enterprises(actor=factories.system(), enterprises=map(Delivered, range(3)))
    assert ids == dict(Enterprise.objects.values_list("uscc", "pk"))
    assert Event.objects.get(action="enterprises.registered").data == {"count": 3}


def test_who_is_there_already_keeps_id_and_people():
    house = factories.system()
    (first,) = register_enterprises(actor=house, enterprises=[Delivered(1)]).values()
    member = factories.member_of(Enterprise.objects.get(pk=first))
    moved = Delivered(1, "改名有限公司", "440103")
    assert set(register_enterprises(actor=house, enterprises=[moved]).values()) == {first}
    enterprise = Enterprise.objects.get()
    assert (enterprise.name, enterprise.region_code) == ("改名有限公司", "440103")
    assert enterprise.members.get().user == member


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CLERK, Role.DESIGNER])
def test_people_do_not_register_enterprises(role):
    with pytest.raises(NotAllowed):
        register_enterprises(actor=factories.actor_for(role), enterprises=[Delivered(1)])
    assert not Enterprise.objects.exists()
