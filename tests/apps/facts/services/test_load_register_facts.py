"""Registers deliver many enterprises: each stands with its facts, in few queries, with one event for all."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.facts.services.load_register_facts import (
    RegisterDelivery,
    RegisteredEnterprise,
    load_register_facts,
)
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.tenancy.enums import Role
from onedoor.engine.identifiers import make_uscc
from onedoor.errors import NotAllowed
from onedoor.text import Text

pytestmark = pytest.mark.django_db
REGISTER = Text("社会保险登记信息", "Social insurance register")


def delivered(serial, **values):
    return RegisteredEnterprise(
        uscc=make_uscc("9", "1", factories.TIANHE, serial),
        name=f"第{serial}号有限公司",
        region_code=factories.TIANHE,
        records=(
            RegisterDelivery(
                source="hrss.insurance",
                source_name=REGISTER,
                as_of=date(2026, 9, 30),
                values={"insured_count": serial} | values,
            ),
        ),
    )


def test_each_enterprise_stands_with_what_its_registers_said():
    assert load_register_facts(actor=factories.system(), enterprises=map(delivered, range(1, 4))) == 3
    second = Enterprise.objects.get(name="第2号有限公司")
    fact = profile_of(factories.system(), second.pk)["insured_count"]
    assert (fact.value, fact.source_name, fact.as_of) == (2, REGISTER, date(2026, 9, 30))
    assert (second.region_code, FactRecord.objects.get(enterprise=second).region_code) == ("440106", "440106")


def test_one_event_tells_of_the_whole_delivery():
    load_register_facts(actor=factories.system(), enterprises=map(delivered, range(5)))
    assert Event.objects.get(action="facts.loaded").data == {"records": 5}


def test_an_enterprise_delivered_again_keeps_its_id_and_takes_the_new_name():
    house = factories.system()
    load_register_facts(actor=house, enterprises=[delivered(1)])
    first = Enterprise.objects.get()
    load_register_facts(actor=house, enterprises=[replace(delivered(1, paid_months=3), name="改名有限公司")])
    again = Enterprise.objects.get()
    assert (again.pk, again.name) == (first.pk, "改名有限公司")
    assert profile_of(house, first.pk)["paid_months"].value == 3


def test_a_delivery_asks_the_database_as_often_for_many_as_for_few():
    def queries(numbers):
        with CaptureQueriesContext(connection) as captured:
            load_register_facts(actor=factories.system(), enterprises=map(delivered, numbers))
        return len(captured)

    factories.system()
    queries([1])
    assert queries(range(2, 4)) == queries(range(4, 40))


def test_a_delivery_that_breaks_off_leaves_nothing():
    def breaking():
        yield delivered(1)
        raise OSError("line lost")

    with pytest.raises(OSError, match="line lost"):
        load_register_facts(actor=factories.system(), enterprises=breaking())
    assert not Enterprise.objects.exists()
    assert not FactRecord.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ENTERPRISE])
def test_people_do_not_load_registers(role):
    with pytest.raises(NotAllowed):
        load_register_facts(actor=factories.actor_for(role), enterprises=[delivered(1)])
    assert not Enterprise.objects.exists()


def test_another_tenants_enterprise_of_the_same_code_is_another():
    load_register_facts(actor=factories.system(), enterprises=[delivered(1)])
    elsewhere = factories.system(factories.TenantFactory(code="elsewhere"))
    load_register_facts(actor=elsewhere, enterprises=[delivered(1)])
    assert Enterprise.objects.count() == 2
    assert Enterprise.objects.visible_to(elsewhere).count() == 1
