"""The draft of an item takes effect."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.checking import refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.release_checks import refuse_what_is_not_fit
from onedoor.apps.catalogue.versions import put_item, take_effect
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict, NotFound
from onedoor.text import Text


def release_draft(
    *, actor: Actor, code: str, effective_from: date | None = None, seen: str | None = None
) -> ItemVersion:
    """The item's draft is its newest released version from ``effective_from`` (today) on, and never changes again.

    The linter's errors and examples that fail block it (``Conflict`` "item.not_fit" or "item.example", which name the first); so does a draft other
    than the one ``seen``. A version cannot take effect in the past. Cases that were started before keep theirs.
    """
    require_designer(actor, "item.release")
    first_day = effective_from or clock.today()
    with transaction.atomic():
        item = (
            ServiceItem.objects.visible_to(actor)
            .select_for_update(no_key=True, of=("self",))
            .filter(code=code)
            .first()
        )
        draft = (
            item.versions.filter(state=ReleaseState.DRAFT).select_related("basic_version").first()
            if item
            else None
        )
        if item is None or draft is None:
            raise NotFound("item.no_draft", found=code, expected=Text("有草稿的事项", "an item with a draft"))
        if seen is not None and seen != draft.content_hash:
            raise Conflict(
                "item.draft_changed",
                found=draft.content_hash[:12],
                expected=seen[:12],
                mend=Text("看过最新的草稿再发布。", "Look at the newest draft, then release it."),
            )
        if first_day < clock.today():
            raise Conflict(
                "item.in_the_past", found=first_day.isoformat(), expected=f">= {clock.today().isoformat()}"
            )
        definition = ItemDefinition.read(draft.content)
        refuse_what_cannot_run(code, definition)
        refuse_what_is_not_fit(draft, definition)
        put_item(
            actor,
            code=code,
            definition=definition,
            department=item.department,
            power_type=item.power_type,
            region_code=item.region_code,
        )
        take_effect(draft, first_day)
        record_event(
            actor=actor,
            action="item.released",
            subject=draft,
            data={"hash": draft.content_hash, "from": first_day.isoformat()},
        )
    return draft
