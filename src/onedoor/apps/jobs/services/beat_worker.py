"""A worker says that it lives, and when it leaves."""

from __future__ import annotations

from datetime import timedelta

from onedoor import clock
from onedoor.apps.jobs.models import Worker

FORGOTTEN_AFTER = timedelta(days=1)


def beat_worker(*, owner: str) -> None:
    """The worker was heard of now; those not heard of for a day are forgotten."""
    now = clock.now()
    Worker.objects.update_or_create(
        owner=owner, defaults={"beat_at": now}, create_defaults={"beat_at": now, "started_at": now}
    )
    Worker.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()


def leave_worker(*, owner: str) -> None:
    """The worker left in good order, and is not missed."""
    Worker.objects.filter(owner=owner).delete()
