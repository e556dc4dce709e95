"""A run over everybody: whole or not at all, told once, and as dear for many as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.apps.policies import measures

from onedoor.apps.audit.models import Event
from onedoor.apps.notices.models import Notice
from onedoor.apps.policies.models import MatchResult, MatchRun
from onedoor.apps.policies.queries import latest_results, members
from onedoor.apps.policies.services import run_matching as service
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.policies.subjects import ids_of
from onedoor.apps.policies.tasks import run_matching_job
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_force():
    measures.release_all(parameters=measures.TARGET)


def member_with(values):
    enterprise = measures.enterprise_with(values)
    factories.member_of(enterprise)
    return enterprise


def notices():
    return list(Notice.objects.order_by("pk").values_list("to_enterprise_id", "link"))


def test_a_run_stands_with_a_result_for_each_claimable_measure_and_an_event():
    enterprises = [measures.enterprise_with(values) for values in (measures.GRANTABLE, {"staff": 3})]
    run = run_matching(actor=factories.system())
    assert run.results.count() == len(measures.CLAIMABLE)
    assert ids_of(run).tolist() == [enterprise.pk for enterprise in enterprises]
    assert run.reference_date.isoformat() == "2026-11-24"
    assert {fallback["rule"] for fallback in run.report["fallbacks"]} == {measures.HIRES, measures.TITLE}
    assert Event.objects.get(action="match.run").data == {"subjects": 2}


def test_a_run_over_nobody_is_a_run():
    assert run_matching(actor=factories.system()).subject_count == 0
    assert all(members(result, certain=True) == [] for result in latest_results(factories.system()))


def test_who_newly_fits_certainly_has_one_notice_over_any_number_of_runs():
    enterprise = member_with(measures.GRANTABLE)
    for _ in range(3):
        run_matching(actor=factories.system())
    assert notices() == [(enterprise.pk, f"/portal/policies/{measures.REFUND}/")]


def test_who_comes_to_fit_later_is_told_then():
    enterprise = member_with(measures.without("layoff_rate"))
    run_matching(actor=factories.system())
    assert notices() == []
    measures.record(enterprise, {"layoff_rate": "0"})
    run_matching(actor=factories.system())
    assert [to for to, _ in notices()] == [enterprise.pk]


def test_whom_nobody_acts_for_here_is_found_and_not_written_to():
    enterprise = measures.enterprise_with(measures.GRANTABLE)
    run_matching(actor=factories.system())
    refund = next(r for r in latest_results(factories.system()) if r.measure_version.code == measures.REFUND)
    assert members(refund, certain=True) == [enterprise.pk]
    assert notices() == []


def test_nothing_of_a_run_that_fails_stays(monkeypatch):
    member_with(measures.GRANTABLE)

    def fail(**_):
        raise OSError("full")

    monkeypatch.setattr(service, "record_event", fail)
    with pytest.raises(OSError, match="full"):
        run_matching(actor=factories.system())
    assert not MatchRun.objects.exists()
    assert not MatchResult.objects.exists()
    assert notices() == []


def test_another_tenants_enterprises_and_measures_take_no_part():
    stranger = factories.TenantFactory(code="elsewhere")
    elsewhere = factories.EnterpriseFactory(tenant=stranger)
    measures.record(elsewhere, measures.GRANTABLE)
    assert run_matching(actor=factories.system()).subject_count == 0
    run = run_matching(actor=factories.system(stranger))
    assert (run.subject_count, run.results.count()) == (1, 0)
    assert latest_results(factories.system(stranger)) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SUPERVISOR, Role.ENTERPRISE)])
def test_only_supervisors_and_the_house_run_it(role):
    with pytest.raises(NotAllowed):
        run_matching(actor=factories.actor_for(role))


def test_a_supervisor_runs_it_and_sees_the_results_that_others_do_not():
    enterprise = member_with(measures.GRANTABLE)
    supervisor = factories.actor_for(Role.SUPERVISOR)
    run_matching(actor=supervisor)
    assert len(latest_results(supervisor)) == len(measures.CLAIMABLE)
    assert latest_results(factories.actor_for(enterprise)) == []
    assert latest_results(factories.actor_for(Role.REVIEWER)) == []


def test_the_daily_job_is_a_run():
    run_matching_job(actor=factories.system(), payload={})
    assert MatchRun.objects.count() == 1


def test_a_run_asks_the_database_as_often_for_many_as_for_few(max_queries):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            run_matching(actor=factories.system())
        return len(captured)

    measures.enterprise_with(measures.GRANTABLE)
    run_matching(actor=factories.system())
    few = queries()
    for _ in range(20):
        measures.enterprise_with(measures.GRANTABLE)
    assert queries() == few
    with max_queries(30):
        run_matching(actor=factories.system())
