"""An item follows a change of the basic catalogue."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.enums import TaskState
from onedoor.apps.catalogue.inheritance import inherit
from onedoor.apps.catalogue.models import ItemVersion, UpstreamTask
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.versions import newest_version, next_number
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict
from onedoor.text import Text


def follow_basic(*, actor: Actor, task_id: int) -> ItemVersion:
    """The item's draft holds the locked elements as the basic catalogue now has them, and the task is done.

    Where no draft is being written, one begins from the newest version. What the lower level filled in stays. It takes effect
    when somebody releases it.
    """
    require_designer(actor, "item.draft")
    with transaction.atomic():
        task = (
            UpstreamTask.objects.select_for_update(of=("self",))
            .select_related("item", "basic_version")
            .one_visible_to(actor, pk=task_id)
        )
        if task.state != TaskState.OPEN:
            raise Conflict(
                "task.done",
                found=str(TaskState(task.state).label),
                expected=str(TaskState.OPEN.label),
                mend=Text("打开事项看最新的草稿。", "Open the item and see its newest draft."),
            )
        item, basic = task.item, task.basic_version
        draft = item.versions.filter(state=ReleaseState.DRAFT).first()
        if draft is None:
            newest = newest_version(item)
            draft = ItemVersion(
                tenant_id=item.tenant_id,
                region_code=item.region_code,
                item=item,
                code=item.code,
                version=next_number(item),
                effective_from=clock.today(),
                content=newest.content if newest else {"name": basic.content["name"]},
            )
        draft.basic_version = basic
        draft.content = inherit(draft.content, basic.content)
        draft.content_hash = content_hash(draft.content)
        draft.note = draft.note or f"基本目录 {basic.code} v{basic.version}"
        draft.save()
        task.state, task.closed_at = TaskState.TAKEN, clock.now()
        task.save(update_fields=["state", "closed_at"])
        record_event(
            actor=actor,
            action="item.followed",
            subject=draft,
            data={"basic": basic.code, "version": basic.version},
        )
    return draft
