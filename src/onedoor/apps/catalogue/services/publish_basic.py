"""The basic catalogue says something new of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.enums import TaskState
from onedoor.apps.catalogue.models import BasicItem, BasicVersion, UpstreamTask
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.versions import ONE_DAY
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.text import Text


def publish_basic(
    *,
    actor: Actor,
    code: str,
    power_type: str,
    content: Mapping[str, Any],
    effective_from: date,
    publisher: str = "",
    region_code: str = "",
) -> BasicVersion:
    """The content is the entry's newest version; each item claimed from it that holds another has a task to follow.

    The same content again answers with the version that holds it and makes no task. Tasks for versions between are
    closed: only the newest has to be followed.
    """
    require_designer(actor, "basic.publish")
    name, digest = Text.of(content["name"]), content_hash(dict(content))
    with transaction.atomic():
        basic, _ = BasicItem.objects.update_or_create(
            tenant_id=actor.tenant_id,
            code=code,
            defaults={
                "name": name.zh,
                "power_type": power_type,
                "publisher": publisher,
                "region_code": region_code or region_of_tenant(actor.tenant_id),
            },
        )
        BasicItem.objects.select_for_update(no_key=True).get(pk=basic.pk)
        last = basic.versions.order_by("-version").first()
        if last is not None and last.content_hash == digest and last.state == ReleaseState.RELEASED:
            return last
        basic.versions.filter(state=ReleaseState.RELEASED).update(effective_to=effective_from - ONE_DAY)
        version = BasicVersion.objects.create(
            tenant_id=actor.tenant_id,
            region_code=basic.region_code,
            basic=basic,
            code=code,
            version=(basic.versions.aggregate(last=Max("version"))["last"] or 0) + 1,
            state=ReleaseState.RELEASED,
            effective_from=effective_from,
            content=dict(content),
            content_hash=digest,
            released_at=clock.now(),
        )
        tasks = _tell_downstream(version)
        record_event(
            actor=actor, action="basic.published", subject=version, data={"hash": digest, "tasks": tasks}
        )
    return version


def _tell_downstream(version: BasicVersion) -> int:
    """Every claimed item has the task to follow this version and no earlier one; how many."""
    UpstreamTask.objects.filter(basic_version__basic=version.basic, state=TaskState.OPEN).update(
        state=TaskState.LEFT, closed_at=clock.now()
    )
    tasks = [
        UpstreamTask(
            tenant_id=version.tenant_id,
            region_code=item.region_code,
            item=item,
            basic_version=version,
            opened_at=clock.now(),
        )
        for item in version.basic.implementations.order_by("pk").iterator()
    ]
    UpstreamTask.objects.bulk_create(tasks, batch_size=500)
    return len(tasks)
