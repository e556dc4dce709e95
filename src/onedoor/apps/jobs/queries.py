"""Reads about background work: what is due, what gave up, whether anybody works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Max, Min, Q

from onedoor import clock
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import ScopedQuerySet, in_region

if TYPE_CHECKING:
    from onedoor.apps.jobs.models import Job, Recurring

# A worker says that it lives every few seconds, but not while it is inside a handler.
SILENT_AFTER = timedelta(seconds=90)


class JobQuerySet(ScopedQuerySet["Job"]):
    """Jobs: the region's, for its supervisors, who see to what got stuck."""

    def audience(self, actor: Actor) -> Q:
        return in_region(actor, Role.SUPERVISOR)

    def due(self, now: datetime) -> Self:
        """Waiting and due, or left behind by a worker whose lease has run out."""
        waiting = Q(state=JobState.QUEUED, run_at__lte=now)
        left_behind = Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(waiting | left_behind)

    def dead(self) -> Self:
        return self.filter(state=JobState.DEAD)

    def oldest_first(self) -> Self:
        return self.order_by("run_at", "pk")


class RecurringQuerySet(ScopedQuerySet["Recurring"]):
    """When work comes round is the worker's own business: nobody lists it."""

    def later_than(self, now: datetime) -> Self:
        return self.filter(next_at__gt=now)


class WorkerState(StrEnum):
    ALIVE = "alive"
    SILENT = "silent"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerStatus:
    """Whether background work gets done. ``due`` counts what should have been begun by now."""

    state: WorkerState
    beat_at: datetime | None
    workers: int
    due: int
    oldest_due_at: datetime | None
    dead: int

    @property
    def ok(self) -> bool:
        return self.state is WorkerState.ALIVE and not self.dead


def worker_status(tenant_id: int | None = None) -> WorkerStatus:
    """Who works, and what waits; the jobs of one tenant only where one is named."""
    from onedoor.apps.jobs.models import Job, Worker

    now = clock.now()
    beats = Worker.objects.aggregate(
        last=Max("beat_at"), alive=Count("pk", filter=Q(beat_at__gte=now - SILENT_AFTER))
    )
    jobs = Job.objects.all() if tenant_id is None else Job.objects.filter(tenant_id=tenant_id)
    waiting = jobs.due(now).aggregate(number=Count("pk"), oldest=Min("run_at"))
    if beats["alive"]:
        state = WorkerState.ALIVE
    else:
        state = WorkerState.SILENT if beats["last"] else WorkerState.NEVER
    return WorkerStatus(
        state=state,
        beat_at=beats["last"],
        workers=beats["alive"],
        due=waiting["number"],
        oldest_due_at=waiting["oldest"],
        dead=jobs.dead().count(),
    )
