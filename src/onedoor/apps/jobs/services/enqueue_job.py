"""Work is put down to be done later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.dispatch import nudge
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.registry import registration_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.hashing import canonical_json
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.errors import Invalid

LONGEST_KEY = 200
MOST_PAYLOAD = 16 * 1024


def enqueue_job(
    *,
    actor: Actor,
    kind: str,
    payload: Mapping[str, Any],
    key: str = "",
    run_at: datetime | None = None,
    region_code: str | None = None,
) -> Job:
    """The job exists, to be done from ``run_at`` (now) on, if the caller's transaction commits.

    A second call with the same kind and key returns the first job, whatever became of it. The payload is plain
    JSON of at most 16 KiB: ids and codes, never personal data. The region is the tenant's unless given.
    """
    registration_of(kind)
    if len(key) > LONGEST_KEY:
        raise Invalid("job.key", found=str(len(key)), expected=f"<= {LONGEST_KEY}", where=kind)
    plain = canonical_json(dict(payload))
    if len(plain.encode()) > MOST_PAYLOAD:
        raise Invalid("job.payload", found=str(len(plain)), expected=f"<= {MOST_PAYLOAD}", where=kind)
    if region_code is None:
        region_code = region_of_tenant(actor.tenant_id)
    now = clock.now()
    what = {
        "region_code": region_code,
        "payload": json.loads(plain),
        "run_at": run_at or now,
        "created_at": now,
    }
    with transaction.atomic():
        if key:
            job, made = Job.objects.get_or_create(
                tenant_id=actor.tenant_id, kind=kind, key=key, defaults=what
            )
        else:
            job, made = Job.objects.create(tenant_id=actor.tenant_id, kind=kind, **what), True
        if made:
            transaction.on_commit(nudge, robust=True)
    return job
