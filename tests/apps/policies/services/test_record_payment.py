"""A decision orders money: once, in whole cents, by the house alone."""

from datetime import date

import pytest
from tests import factories
from tests.apps.policies import measures

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.cases.models import Case
from onedoor.apps.policies.enums import PaymentState
from onedoor.apps.policies.models import Payment
from onedoor.apps.policies.queries import payments_visible_to
from onedoor.apps.policies.services.record_payment import record_payment
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    enterprise = factories.EnterpriseFactory()
    version = factories.ItemVersionFactory(modelled="stability-refund")
    return Case.objects.create(
        tenant=enterprise.tenant,
        region_code=enterprise.region_code,
        case_no="GZ2026112400010001",
        enterprise=enterprise,
        item_version=version,
        department=version.item.department,
        created_by=factories.member_of(enterprise),
        channel=Channel.ONLINE,
        idempotency_key="draft:1",
        submitted_at=clock.now(),
    )


@pytest.fixture
def pay(case):
    def pay(**how):
        given = {
            "actor": factories.system(),
            "case_id": case.pk,
            "enterprise_id": case.enterprise_id,
            "region_code": case.region_code,
            "measure_code": measures.REFUND,
            "on": clock.today(),
            "cents": 2_474_074,
            "key": f"{case.reference}:payment",
        }
        return record_payment(**{**given, **how})

    return pay


def test_a_payment_is_ordered_under_the_measure_in_force(pay):
    version = measures.release(measures.REFUND)
    payment = pay()
    assert (payment.amount_cents, payment.state) == (2_474_074, PaymentState.ORDERED)
    assert payment.measure_version == version
    assert payment.ordered_at == clock.now()


def test_a_payment_ordered_after_the_measure_ended_names_the_version_it_was_decided_by(pay, at):
    version = measures.release(measures.REFUND)
    at("2027-01-10T10:00")
    assert version.effective_to == date(2026, 12, 31)
    assert pay(on=date(2026, 12, 31)).measure_version == version


def test_the_same_key_orders_once_whatever_is_retried(pay):
    first = pay()
    assert pay() == first
    assert pay(cents=1).amount_cents == 2_474_074
    assert Payment.objects.count() == 1
    assert Event.objects.filter(action="payment.ordered").count() == 1


@pytest.mark.parametrize("cents", [0, -1])
def test_a_payment_is_more_than_nothing(pay, cents):
    with pytest.raises(Invalid):
        pay(cents=cents)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("role", [Role.DECIDER, Role.SUPERVISOR])
def test_no_person_orders_money(pay, role):
    with pytest.raises(NotAllowed):
        pay(actor=factories.actor_for(role))


def test_money_is_seen_by_whose_it_is_and_by_whose_duty_it_is(pay, case):
    payment = pay()
    department = case.department
    seeing = [
        factories.actor_for(case.enterprise),
        factories.actor_for(Role.REVIEWER, department=department),
        factories.actor_for(Role.DECIDER, department=department),
        factories.actor_for(Role.SUPERVISOR),
    ]
    blind = [
        factories.actor_for(factories.EnterpriseFactory()),
        factories.actor_for(Role.REVIEWER),
        factories.actor_for(Role.CLERK, department=department),
        factories.system(factories.TenantFactory(code="elsewhere")),
    ]
    assert [list(payments_visible_to(actor)) for actor in seeing] == [[payment]] * len(seeing)
    assert [list(payments_visible_to(actor)) for actor in blind] == [[]] * len(blind)
    assert payments_visible_to(seeing[0]).total_cents() == 2_474_074
    assert payments_visible_to(blind[0]).total_cents() == 0
