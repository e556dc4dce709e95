"""A job that was given up gets another go."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.jobs.dispatch import nudge
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict


def retry_job(*, actor: Actor, job_id: int) -> Job:
    """The dead job is due now, with all its attempts before it; only those who see it may ask for that."""
    with transaction.atomic():
        job = Job.objects.select_for_update().one_visible_to(actor, pk=job_id)
        if job.state != JobState.DEAD:
            raise Conflict("job.not_dead", found=str(JobState(job.state).label), where=str(job.pk))
        job.state, job.attempts, job.run_at, job.finished_at = JobState.QUEUED, 0, clock.now(), None
        job.save(update_fields=["state", "attempts", "run_at", "finished_at"])
        transaction.on_commit(nudge, robust=True)
        record_event(actor=actor, action="job.retried", subject=job, data={"kind": job.kind})
    return job
