"""The worker does what there is to do, says that it lives, and leaves no trace of itself."""

import signal
import threading

import pytest
from django.db import DatabaseError
from tests import factories

from onedoor.apps.jobs import worker
from onedoor.apps.jobs.models import Job, Worker
from onedoor.apps.jobs.queries import WorkerState, worker_status
from onedoor.apps.jobs.services.beat_worker import beat_worker
from onedoor.apps.jobs.services.enqueue_job import enqueue_job

pytestmark = pytest.mark.django_db


def put(n=0, **how):
    return enqueue_job(actor=factories.system(), kind="test.see", payload={"n": n}, **how)


def test_once_does_what_is_due_and_what_comes_of_it_and_returns(seen, handle):
    handle("test.more", lambda *, actor, payload: [put(n) for n in range(25)])
    enqueue_job(actor=factories.system(), kind="test.more", payload={})
    worker.run_worker(owner="one", once=True)
    assert seen == list(range(25))
    assert not Worker.objects.exists()


def test_while_it_works_it_is_known_to_live(handle):
    states = []
    handle("test.look", lambda *, actor, payload: states.append(worker_status().state))
    enqueue_job(actor=factories.system(), kind="test.look", payload={})
    worker.run_worker(owner="one", once=True)
    assert states == [WorkerState.ALIVE]


@pytest.mark.parametrize(
    ("beat", "now", "state"),
    [
        (None, "2026-11-24T10:00", WorkerState.NEVER),
        ("2026-11-24T10:00:00", "2026-11-24T10:01:30", WorkerState.ALIVE),
        ("2026-11-24T10:00:00", "2026-11-24T10:01:31", WorkerState.SILENT),
    ],
)
def test_a_worker_is_silent_after_a_minute_and_a_half(at, beat, now, state):
    if beat:
        at(beat)
        beat_worker(owner="one")
    at(now)
    assert worker_status().state == state


def test_workers_not_heard_of_for_a_day_are_forgotten(at):
    at("2026-11-23T09:00")
    beat_worker(owner="gone")
    at("2026-11-24T10:00")
    beat_worker(owner="here")
    beat_worker(owner="here")
    assert list(Worker.objects.values_list("owner", flat=True)) == ["here"]


def test_the_status_counts_what_waits_of_the_named_tenant(seen, at):
    put()
    other = factories.system(factories.TenantFactory(code="other"))
    enqueue_job(actor=other, kind="test.see", payload={"n": 1})
    Job.objects.filter(tenant_id=other.tenant_id).update(state="dead")
    status = worker_status()
    assert (status.due, status.dead, status.ok) == (1, 1, False)
    own = worker_status(factories.TenantFactory().pk)
    assert (own.due, own.dead, own.oldest_due_at) == (1, 0, Job.objects.get(state="queued").run_at)


def test_a_database_that_is_away_ends_a_single_round_loudly(monkeypatch):
    def away(**how):
        raise DatabaseError

    monkeypatch.setattr(worker, "run_due_jobs", away)
    with pytest.raises(DatabaseError):
        worker.run_worker(owner="one", once=True)


def test_a_database_that_is_away_is_waited_for_with_a_new_connection(monkeypatch):
    done, closed = [], []

    def away_twice(**how):
        done.append(1)
        if len(done) < 3:
            raise DatabaseError
        return 0

    class Stop(threading.Event):
        def wait(self, timeout=None):
            if len(done) == 3:
                self.set()

    monkeypatch.setattr(worker, "run_due_jobs", away_twice)
    monkeypatch.setattr(worker.connection, "close", lambda: closed.append(1))
    monkeypatch.setattr(worker.threading, "Event", Stop)
    worker.run_worker(owner="one")
    assert (len(done), len(closed)) == (3, 2)


def test_it_hands_the_signals_back_to_who_had_them(db):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with worker.stop_on_signals() as stop:
        assert signal.getsignal(signal.SIGTERM) != before[0]
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
