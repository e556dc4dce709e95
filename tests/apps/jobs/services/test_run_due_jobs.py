"""What is due is done once; what fails leaves nothing, waits, and is given up in the end."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from tests import factories

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.jobs.attempt import attempt_job
from onedoor.apps.jobs.backoff import MOST_ATTEMPTS, lease, wait_after
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.claim_jobs import claim_jobs
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.errors import Unavailable

pytestmark = pytest.mark.django_db
NAME = "林晓 13800138000"


def put(kind="test.see", n=0, **how):
    return enqueue_job(actor=factories.system(), kind=kind, payload={"n": n}, **how)


def deed(actor, n=0):
    record_event(actor=actor, action=f"deed.{n}", subject=factories.TenantFactory())


def test_due_jobs_are_done_the_longest_due_first_and_no_more_than_asked(seen):
    now = clock.now()
    for n, minutes in [(1, 1), (2, 3), (3, 2), (4, -1)]:
        put(n=n, run_at=now - timedelta(minutes=minutes))
    assert run_due_jobs(limit=2) == 2
    assert seen == [2, 3]
    assert run_due_jobs(limit=9) == 1
    assert seen == [2, 3, 1]
    assert run_due_jobs() == 0


def test_a_job_for_later_is_done_when_its_time_has_come(seen, at):
    put(n=1, run_at=clock.now() + timedelta(hours=1))
    assert run_due_jobs() == 0
    at("2026-11-24T11:00")
    assert run_due_jobs() == 1
    assert seen == [1]


def test_a_done_job_is_not_done_again(seen, at):
    put(n=1)
    run_due_jobs()
    at("2027-11-24T10:00")
    run_due_jobs()
    assert seen == [1]
    assert Job.objects.get().state == JobState.DONE


def test_what_a_job_puts_down_is_done_in_the_same_round(handle, seen):
    handle("test.chain", lambda *, actor, payload: put(n=7))
    put("test.chain")
    assert run_due_jobs() == 2
    assert seen == [7]


def test_the_handler_acts_as_the_house_in_the_jobs_own_tenant(handle):
    actors = []
    handle("test.who", lambda *, actor, payload: actors.append(actor))
    other = factories.TenantFactory(code="other")
    enqueue_job(actor=factories.actor_for(factories.UserFactory(tenant=other)), kind="test.who", payload={})
    run_due_jobs()
    assert [(actor.tenant_id, actor.is_system) for actor in actors] == [(other.pk, True)]


def test_a_handler_that_fails_leaves_nothing_but_its_job(handle):
    def fail_late(*, actor, payload):
        deed(actor)
        raise RuntimeError(NAME)

    handle("test.fail", fail_late)
    job = put("test.fail")
    assert run_due_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.owner, job.lease_until) == (JobState.QUEUED, 1, "", None)
    assert job.run_at == clock.now() + wait_after(1)
    assert not Event.objects.exists()


def test_a_failing_job_waits_longer_each_time_and_is_dead_after_ten(handle, at):
    handle("test.fail", lambda *, actor, payload: 1 // 0)
    job = put("test.fail")
    waits = []
    for _ in range(MOST_ATTEMPTS):
        standing = at(job.run_at.isoformat())
        run_due_jobs()
        job.refresh_from_db()
        waits.append((job.run_at - standing.at).total_seconds())
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 0]
    assert (job.state, job.attempts, job.finished_at) == (JobState.DEAD, 10, standing.at)
    at("2027-11-24T10:00")
    assert run_due_jobs() == 0


def test_a_job_that_fails_twice_and_then_works_has_its_effect_once(handle, at):
    tries = []

    def third_time(*, actor, payload):
        tries.append(1)
        deed(actor)
        if len(tries) < 3:
            raise Unavailable("register.down")

    handle("test.third", third_time)
    job = put("test.third")
    for _ in range(5):
        job.refresh_from_db()
        at(job.run_at.isoformat())
        run_due_jobs()
    assert Event.objects.count() == 1
    assert len(tries) == 3


@pytest.mark.parametrize(
    ("error", "told"),
    [(ValueError(NAME), "ValueError at test_run_due_jobs.py:"), (Unavailable("a.b", found=NAME), "a.b at ")],
)
def test_an_error_is_told_by_kind_and_place_never_by_its_words(handle, caplog, error, told):
    def fail(*, actor, payload):
        raise error

    handle("test.fail", fail)
    job = put("test.fail")
    with caplog.at_level(logging.DEBUG):
        run_due_jobs()
    job.refresh_from_db()
    assert job.last_error.startswith(told)
    lines = "\n".join(caplog.messages)
    assert told in lines
    assert "林晓" not in lines + caplog.text + job.last_error


def test_a_kind_that_this_worker_does_not_know_waits_for_one_that_does(handle):
    handle("test.new", lambda *, actor, payload: None)
    job = put("test.new")
    Job.objects.update(kind="test.newer")
    run_due_jobs()
    job.refresh_from_db()
    assert (job.state, job.last_error.split(" at ")[0]) == (JobState.QUEUED, "job.kind")


def test_a_claimed_job_is_nobody_elses_until_the_lease_runs_out(seen, at):
    put(n=1)
    start = clock.now()
    claimed = claim_jobs(owner="one", limit=5)
    assert [job.owner for job in claimed] == ["one"]
    at((start + lease()).isoformat())
    assert claim_jobs(owner="two", limit=5) == []
    at((start + lease() + timedelta(microseconds=1)).isoformat())
    assert [(job.owner, job.attempts) for job in claim_jobs(owner="two", limit=5)] == [("two", 2)]


@pytest.mark.parametrize("owner", ["two", "one"])
@pytest.mark.parametrize("second_is_done_first", [True, False])
def test_a_worker_that_comes_back_late_leaves_nothing(handle, at, second_is_done_first, owner):
    handle("test.deed", lambda *, actor, payload: deed(actor))
    put("test.deed")
    (late,) = claim_jobs(owner="one", limit=1)
    at("2026-11-24T12:00")
    (taken,) = claim_jobs(owner=owner, limit=1)
    for job in [taken, late] if second_is_done_first else [late, taken]:
        attempt_job(job)
        assert Event.objects.count() == (job is taken or second_is_done_first)
    assert (Job.objects.get().state, Job.objects.get().owner) == (JobState.DONE, owner)


def test_a_late_failure_does_not_put_back_what_another_has_taken(handle, at):
    def taken_meanwhile(*, actor, payload):
        at("2026-11-24T12:00")
        claim_jobs(owner="two", limit=1)
        raise RuntimeError

    handle("test.slow", taken_meanwhile, outside=True)
    put("test.slow")
    assert run_due_jobs(owner="one", limit=1) == 1
    job = Job.objects.get()
    assert (job.state, job.owner, job.attempts, job.last_error) == (JobState.RUNNING, "two", 2, "")


def test_a_job_that_kills_every_worker_is_dead_after_ten(seen, at):
    put(n=1)
    for hour in range(MOST_ATTEMPTS):
        at(f"2026-11-24T{hour + 10}:00")
        assert len(claim_jobs(owner=f"worker {hour}", limit=1)) == 1
    at("2026-11-25T10:00")
    assert claim_jobs(owner="the last", limit=1) == []
    job = Job.objects.get()
    assert (job.state, job.last_error) == (JobState.DEAD, "the worker never came back")
    assert seen == []


def test_idle_looking_writes_nothing(max_queries):
    with max_queries(1):
        assert run_due_jobs() == 0


def test_a_round_of_jobs_costs_a_bounded_number_of_queries_each(seen, max_queries):
    for n in range(5):
        put(n=n)
    with max_queries(5 * 9 + 1):
        assert run_due_jobs() == 5


@pytest.mark.django_db(transaction=True)
def test_an_effect_outside_the_database_holds_no_transaction_and_one_inside_does(handle):
    inside = []
    for kind, outside in [("test.in", False), ("test.out", True)]:
        handle(kind, lambda *, actor, payload: inside.append(connection.in_atomic_block), outside=outside)
        put(kind, n=1)
    assert run_due_jobs() == 2
    assert inside == [True, False]
