"""A worker takes what is due."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.backoff import MOST_ATTEMPTS, lease
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job


def claim_jobs(*, owner: str, limit: int) -> list[Job]:
    """Up to ``limit`` due jobs are this owner's until their lease runs out, the longest due first.

    No job is ever two owners' at once: rows are locked and, where the database can, those that others hold are
    passed over. A job that was begun the last time it may be and never came back is dead.
    """
    now = clock.now()
    # Looking costs nothing; a write lock at every poll would stand in the way of the pages on SQLite.
    if not Job.objects.due(now).exists():
        return []
    with transaction.atomic():
        due = Job.objects.due(now).select_for_update(skip_locked=True).oldest_first()
        claimed = []
        for job in due[:limit]:
            if job.attempts >= MOST_ATTEMPTS:
                _give_up(job)
                continue
            job.state, job.owner, job.lease_until = JobState.RUNNING, owner, now + lease()
            job.attempts += 1
            job.save(update_fields=["state", "owner", "lease_until", "attempts"])
            claimed.append(job)
    return claimed


def _give_up(job: Job) -> None:
    job.state, job.finished_at, job.lease_until = JobState.DEAD, clock.now(), None
    job.last_error = job.last_error or "the worker never came back"
    job.save(update_fields=["state", "finished_at", "lease_until", "last_error"])
