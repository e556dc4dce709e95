"""What comes round is put down when its time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.models import Recurring
from onedoor.apps.jobs.registry import Registration, registrations
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import all_tenants

if TYPE_CHECKING:
    from onedoor.apps.tenancy.models import Tenant


def schedule_recurring() -> int:
    """Each tenant has one job of every recurring kind whose time has come; how many were put down.

    Rounds that were missed while nobody worked are made up for by one.
    """
    recurring = [found for found in registrations().values() if found.every is not None]
    if not recurring:
        return 0
    known = set(Recurring.objects.later_than(clock.now()).values_list("tenant_id", "kind"))
    waiting = [(t, r) for t in all_tenants() for r in recurring if (t.pk, r.kind) not in known]
    return sum(_schedule(tenant, registration) for tenant, registration in waiting)


def _schedule(tenant: Tenant, registration: Registration) -> bool:
    now, every = clock.now(), registration.every
    if every is None:
        return False
    with transaction.atomic():
        row, _ = Recurring.objects.select_for_update().get_or_create(
            tenant=tenant,
            kind=registration.kind,
            defaults={"region_code": tenant.region_code, "next_at": now},
        )
        if row.next_at > now:
            return False
        enqueue_job(
            actor=Actor.system(tenant.pk),
            kind=registration.kind,
            payload={},
            key=f"round:{row.next_at.isoformat()}",
            region_code=tenant.region_code,
        )
        row.next_at += every * ((now - row.next_at) // every + 1)
        row.save(update_fields=["next_at"])
    return True
