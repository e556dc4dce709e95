"""A changed calendar: what waited for it is counted again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.standards.calendars import FRESH, forget_calendars
from onedoor.apps.tenancy.actor import Actor

if TYPE_CHECKING:
    from onedoor.apps.tenancy.models import Tenant

# Named and not imported: cases stand above the standards.
SETTLE = "cases.settle_provisional"


def recount(tenants: Iterable[Tenant], key: str) -> None:
    """When the caller's change is committed, this process counts by it, and provisional deadlines are counted anew.

    The job waits until every other process must have looked at the calendar again: a worker that still counted by the old
    one would find nothing to settle and be done with it.
    """
    transaction.on_commit(forget_calendars)
    due = clock.now() + FRESH + timedelta(seconds=1)
    for tenant in tenants:
        enqueue_job(
            actor=Actor.system(tenant.pk),
            kind=SETTLE,
            payload={"because": key},
            key=f"{SETTLE}:{key}",
            run_at=due,
        )
