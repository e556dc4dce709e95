"""Celery only wakes workers; the row in the database is the job."""

import logging

import pytest
from tests import factories

from onedoor.apps.jobs import dispatch
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.enqueue_job import enqueue_job

celery = pytest.importorskip("celery")
pytestmark = pytest.mark.django_db


def put(**how):
    return enqueue_job(actor=factories.system(), kind="test.see", payload={"n": 1}, **how)


def waiting(broker):
    with dispatch.app(broker).connection_for_read() as connection:
        queue = connection.SimpleQueue("celery")
        try:
            return queue.qsize()
        finally:
            queue.close()


def test_without_a_broker_nobody_is_told_and_nothing_of_celery_is_made(
    seen, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        put()
    assert dispatch.app.cache_info().currsize == 0
    assert Job.objects.get().state == JobState.QUEUED


def test_with_a_broker_a_commit_sends_one_nudge_for_each_new_job(
    seen, settings, django_capture_on_commit_callbacks
):
    settings.JOBS_BROKER = "memory://nudges"
    with django_capture_on_commit_callbacks(execute=True):
        put(key="same")
        put(key="same")
    assert waiting(settings.JOBS_BROKER) == 1


def test_the_woken_process_does_what_is_due(seen):
    put()
    dispatch.app("memory://woken").tasks[dispatch.TASK].apply(throw=True)
    assert seen == [1]


def test_a_broker_that_is_away_is_logged_and_costs_nothing_else(
    seen, settings, caplog, django_capture_on_commit_callbacks
):
    settings.JOBS_BROKER = "no-such-transport://secret@broker"
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        put()
    assert Job.objects.count() == 1
    assert "the broker could not be reached" in caplog.text
    assert "secret" not in caplog.text
