"""What is due gets done."""

from __future__ import annotations

from onedoor.apps.jobs.attempt import attempt_job
from onedoor.apps.jobs.services.claim_jobs import claim_jobs


def run_due_jobs(limit: int = 20, owner: str = "here") -> int:
    """Up to ``limit`` due jobs were attempted, one after another; how many.

    A job that fails waits longer after each failure and is dead after ten. Jobs are claimed one at a time, so
    that no lease runs out in a queue.
    """
    attempted = 0
    while attempted < limit and (claimed := claim_jobs(owner=owner, limit=1)):
        for job in claimed:
            attempt_job(job)
        attempted += len(claimed)
    return attempted
