"""A dead job gets another go from those who see it."""

import pytest
from tests import factories

from onedoor.apps.audit.queries import history_of
from onedoor.apps.jobs.backoff import MOST_ATTEMPTS
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.jobs.services.retry_job import retry_job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(seen):
    job = enqueue_job(actor=factories.system(), kind="test.see", payload={"n": 1})
    Job.objects.update(state=JobState.DEAD, attempts=MOST_ATTEMPTS, last_error="ValueError at x.py:1")
    return job


def test_a_supervisor_sends_a_dead_job_round_again_and_it_is_on_record(dead, seen):
    supervisor = factories.actor_for(Role.SUPERVISOR)
    retry_job(actor=supervisor, job_id=dead.pk)
    assert run_due_jobs() == 1
    assert seen == [1]
    assert [(event.action, event.actor_user_id) for event in history_of(dead)] == [
        ("job.retried", supervisor.user_id)
    ]


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.DESIGNER])
def test_nobody_else_sees_it(dead, role):
    with pytest.raises(NotFound):
        retry_job(actor=factories.actor_for(role), job_id=dead.pk)
    assert Job.objects.get().state == JobState.DEAD


@pytest.mark.parametrize("state", [state for state in JobState if state != JobState.DEAD])
def test_only_a_dead_job_can_be_retried(dead, state):
    Job.objects.update(state=state)
    with pytest.raises(Conflict, match=r"job\.not_dead"):
        retry_job(actor=factories.system(), job_id=dead.pk)
