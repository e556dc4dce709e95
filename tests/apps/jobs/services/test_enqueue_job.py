"""A job is written once per key, with the transaction that wants it, and within bounds."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests import factories

from onedoor import clock
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(handle):
    handle("test.a", lambda *, actor, payload: None)
    handle("test.b", lambda *, actor, payload: None)
    actor = factories.system()

    def put(kind="test.a", payload=None, **how):
        return enqueue_job(actor=how.pop("actor", actor), kind=kind, payload=payload or {}, **how)

    return put


def test_a_job_waits_from_now_on_in_the_tenants_region(put):
    job = put(payload={"case": 12})
    job.refresh_from_db()
    assert (job.state, job.payload, job.attempts) == (JobState.QUEUED, {"case": 12}, 0)
    assert job.run_at == job.created_at == clock.now()
    assert job.region_code == job.tenant.region_code


def test_the_second_call_with_a_key_returns_the_first_job_as_it_is(put):
    first = put(key="case:12", payload={"n": 1})
    run_due_jobs()
    second = put(key="case:12", payload={"n": 2}, run_at=clock.now() + timedelta(days=1))
    assert second.pk == first.pk
    assert (second.state, second.payload) == (JobState.DONE, {"n": 1})
    assert Job.objects.count() == 1


def test_a_key_is_of_one_kind_and_one_tenant_and_no_key_is_no_key(put):
    other = factories.system(factories.TenantFactory(code="other"))
    for how in ({}, {"kind": "test.b"}, {"actor": other}):
        put(key="same", **how)
    put()
    put()
    assert Job.objects.count() == 5


def test_a_job_of_a_transaction_that_was_rolled_back_is_never_done(put, seen):
    with transaction.atomic():
        put("test.see", {"n": 1})
        transaction.set_rollback(True)
    assert run_due_jobs() == 0
    assert seen == []


@pytest.mark.parametrize(
    ("how", "error", "code"),
    [
        ({"kind": "test.nobody"}, NotFound, r"job\.kind"),
        ({"key": "x" * 201}, Invalid, r"job\.key"),
        ({"payload": {"x": "章" * 6000}}, Invalid, r"job\.payload"),
        ({"payload": {"x": 0.5}}, TypeError, "float"),
    ],
)
def test_what_no_worker_could_do_is_refused_at_once(put, how, error, code):
    with pytest.raises(error, match=code):
        put(**how)
    assert not Job.objects.exists()
