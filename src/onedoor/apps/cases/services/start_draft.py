"""An enterprise begins an application."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.answers import prefill
from onedoor.apps.cases.models import Draft
from onedoor.apps.cases.queries import check_not_applied
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.parties.queries import lock_enterprise, own_enterprise
from onedoor.apps.policies.queries import check_open
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, NotAllowed
from onedoor.text import Text


def start_draft(*, actor: Actor, item_code: str) -> Draft:
    """The enterprise's open draft of the item, prefilled; the one already begun where there is one.

    Beginning twice finds the same draft again, whoever of the enterprise began it and through which door.
    What has been applied for under a measure and is open or granted is not begun again.
    """
    if not actor.has(Role.ENTERPRISE, Role.CLERK) or actor.user_id is None:
        raise NotAllowed(
            "draft.start",
            expected=Text("企业账号或综合窗口", "an enterprise's account or the general counter"),
        )
    with transaction.atomic():
        enterprise = own_enterprise(actor)
        version = version_in_force(actor, item_code)
        definition = ItemDefinition.read(version.content)
        if not definition.can_apply:
            raise Conflict(
                "item.guide_only",
                found=definition.name,
                mend=Text("请按办事指南到实施部门办理。", "Follow the guide and apply at the department."),
            )
        # Two doors at once find one draft: the second waits here.
        lock_enterprise(enterprise.pk)
        begun = Draft.objects.visible_to(actor).filter(enterprise=enterprise).of_item(item_code).unsubmitted()
        held = begun.select_for_update(of=("self",)).newest_first().first()
        if held is not None:
            return held
        if definition.measure:
            check_open(actor, definition.measure, clock.today())
            check_not_applied(actor, enterprise.pk, definition.measure)
        now = clock.now()
        draft = Draft.objects.create(
            tenant_id=actor.tenant_id,
            region_code=enterprise.region_code,
            enterprise=enterprise,
            item_version=version,
            created_by_id=actor.person_id,
            channel=actor.channel,
            answers=prefill(definition, profile_of(actor, enterprise.pk)),
            created_at=now,
            saved_at=now,
        )
        record_event(actor=actor, action="draft.started", subject=draft, data={"item": item_code})
    return draft
