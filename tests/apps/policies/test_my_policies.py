"""我的政策: what an enterprise sees is its own, of today, and costs the same whatever the city holds."""

import pytest
from tests import factories
from tests.apps.policies import measures

from onedoor import clock
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.my_policies import my_policies, my_policy
from onedoor.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_force():
    measures.release_all(parameters=measures.TARGET)


def kinds(actor, enterprise):
    return {
        standing.measure.code: standing.kind for standing in my_policies(actor, enterprise.pk, clock.today())
    }


def test_every_claimable_measure_in_force_is_there_and_no_classification():
    enterprise = measures.enterprise_with(measures.GRANTABLE)
    assert kinds(factories.actor_for(enterprise), enterprise).keys() == set(measures.CLAIMABLE)


def test_nobody_reads_the_facts_of_another_enterprise_out_of_a_standing():
    enterprise = measures.enterprise_with(measures.GRANTABLE)
    stranger = factories.actor_for(factories.EnterpriseFactory())
    assert kinds(factories.actor_for(enterprise), enterprise)[measures.REFUND] is Standing.CERTAIN
    assert kinds(stranger, enterprise)[measures.REFUND] is Standing.QUESTION
    found = my_policy(stranger, enterprise.pk, measures.REFUND, clock.today())
    assert found.amount_cents is None
    assert all(used.source.zh != "登记簿" for reason in found.reasons for used in reason.facts)


@pytest.mark.parametrize("code", [measures.SIZES, "no-such-measure", "", "x" * 500])
def test_what_cannot_be_claimed_is_not_found(code):
    enterprise = factories.EnterpriseFactory()
    with pytest.raises(NotFound) as refused:
        my_policy(factories.actor_for(enterprise), enterprise.pk, code, clock.today())
    assert len(refused.value.as_dict("en")["found"]) <= 64


def test_seeing_ones_policies_asks_the_database_as_often_in_a_large_city(max_queries):
    enterprise = measures.enterprise_with(measures.GRANTABLE)
    actor = factories.actor_for(enterprise)
    for _ in range(15):
        measures.enterprise_with(measures.GRANTABLE)
    with max_queries(4):
        assert len(my_policies(actor, enterprise.pk, clock.today())) == 4
    with max_queries(4):
        my_policy(actor, enterprise.pk, measures.REFUND, clock.today())
