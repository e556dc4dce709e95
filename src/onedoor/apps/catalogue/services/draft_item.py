"""The next version of an item is being written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.inheritance import inherit
from onedoor.apps.catalogue.models import BasicVersion, ItemVersion, ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.versions import newest_version, next_number, put_item
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department


def draft_item(
    *,
    actor: Actor,
    code: str,
    content: Mapping[str, Any],
    department: Department | None = None,
    power_type: str = "",
    region_code: str = "",
    level: str = "",
    note: str = "",
    seen: str | None = None,
) -> ItemVersion:
    """The item's one draft holds this content; an item that is not there yet begins with it.

    Elements inherited from the basic catalogue stay as they are there, whatever the content says. ``seen`` is the hash of the
    draft that the writer had before their eyes (empty: there was none): where another one stands there by now, nothing is
    written and ``Conflict`` "item.draft_changed" tells so. A new item needs ``department`` and ``power_type``. A draft may be
    as unfinished as its writer likes, as long as it can be read.
    """
    require_designer(actor, "item.draft")
    with transaction.atomic():
        item = (
            ServiceItem.objects.select_for_update(no_key=True)
            .filter(tenant_id=actor.tenant_id, code=code)
            .first()
        )
        if item is None:
            if department is None or not power_type:
                raise Invalid(
                    "item.incomplete",
                    where=code,
                    expected=Text("新事项的实施主体和事项类型", "the department and the type of a new item"),
                )
            item = put_item(
                actor,
                code=code,
                definition=_read(code, content),
                department=department,
                power_type=power_type,
                region_code=region_code or department.region_code,
                level=level,
            )
        draft = item.versions.filter(state=ReleaseState.DRAFT).first()
        _refuse_if_changed(draft, seen)
        draft = draft or _next(item)
        draft.content = (
            inherit(content, draft.basic_version.content) if draft.basic_version else dict(content)
        )
        _read(code, draft.content)
        draft.content_hash = content_hash(draft.content)
        draft.note = note or draft.note
        draft.save()
        record_event(actor=actor, action="item.drafted", subject=draft, data={"hash": draft.content_hash})
    return draft


def _next(item: ServiceItem) -> ItemVersion:
    newest = newest_version(item)
    upstream: BasicVersion | None = newest.basic_version if newest else None
    return ItemVersion(
        tenant_id=item.tenant_id,
        region_code=item.region_code,
        item=item,
        code=item.code,
        version=next_number(item),
        effective_from=clock.today(),
        basic_version=upstream,
    )


def _refuse_if_changed(draft: ItemVersion | None, seen: str | None) -> None:
    held = draft.content_hash if draft else ""
    if seen is not None and seen != held:
        raise Conflict(
            "item.draft_changed",
            found=held[:12] or Text("草稿已发布或已放弃", "the draft was released or dropped"),
            expected=seen[:12] or Text("没有草稿", "no draft"),
            mend=Text(
                "别人刚改过这份草稿：打开最新的草稿，把您的修改再做一遍。",
                "Somebody has just changed this draft: open it anew and repeat your change there.",
            ),
        )


def _read(code: str, content: Mapping[str, Any]) -> ItemDefinition:
    try:
        return ItemDefinition.read(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(
            "item.unreadable",
            found=f"{type(error).__name__}: {error}",
            where=code,
            expected=Text(
                "事项内容的格式，见 docs/items.md", "the form of an item's content, see docs/items.md"
            ),
        ) from error
