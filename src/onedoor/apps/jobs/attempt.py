"""One attempt at one job."""

from __future__ import annotations

import logging
import traceback

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.backoff import MOST_ATTEMPTS, wait_after
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.registry import Registration, registration_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import OnedoorError

log = logging.getLogger(__name__)


def attempt_job(job: Job) -> None:
    """The claimed job is done, or put back to be tried later, or dead.

    Effect and ``done`` are one transaction. An attempt whose lease ran out and whose job somebody else took
    leaves nothing.
    """
    try:
        registration = registration_of(job.kind)
        if registration.outside:
            _handle(registration, job)
        with transaction.atomic():
            # A lease that ran out may have let another worker in; whoever holds the row now decides.
            if not _still_ours(job):
                log.warning("job %s %s was taken over; this attempt leaves nothing", job.pk, job.kind)
                return
            if not registration.outside:
                _handle(registration, job)
            _finish(job)
    except Exception as error:
        _put_back(job, error)


def _handle(registration: Registration, job: Job) -> None:
    registration.handler(actor=Actor.system(job.tenant_id), payload=job.payload)


def _still_ours(job: Job) -> bool:
    return (
        Job.objects.select_for_update()
        .filter(pk=job.pk, state=JobState.RUNNING, owner=job.owner, attempts=job.attempts)
        .exists()
    )


def _finish(job: Job) -> None:
    job.state, job.finished_at, job.lease_until = JobState.DONE, clock.now(), None
    job.save(update_fields=["state", "finished_at", "lease_until"])


def _put_back(job: Job, error: Exception) -> None:
    """The attempt failed: later again, or dead. Its words stay out of log and table: they may name people."""
    what = _kind_and_place(error)
    with transaction.atomic():
        if not _still_ours(job):
            return
        job.last_error, job.lease_until, job.owner = what, None, ""
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at = JobState.DEAD, clock.now()
        else:
            job.state, job.run_at = JobState.QUEUED, clock.now() + wait_after(job.attempts)
        job.save(update_fields=["state", "run_at", "last_error", "lease_until", "owner", "finished_at"])
    level = logging.ERROR if job.state == JobState.DEAD else logging.WARNING
    log.log(
        level, "job %s %s failed at attempt %s, now %s: %s", job.pk, job.kind, job.attempts, job.state, what
    )


def _kind_and_place(error: Exception) -> str:
    """``ValueError at tasks.py:31``, or the code of a refusal of the house."""
    kind = error.code if isinstance(error, OnedoorError) else type(error).__name__
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{kind} at {last.filename.rpartition('/')[2]}:{last.lineno}"[:200]
