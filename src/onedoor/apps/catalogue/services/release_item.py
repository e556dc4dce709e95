"""A new version of an item takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.checking import refuse_what_cannot_run
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.versions import newest_version, next_number, put_item, take_effect
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department


def release_item(
    *,
    actor: Actor,
    code: str,
    department: Department,
    power_type: str,
    content: Mapping[str, Any],
    effective_from: date,
    region_code: str,
    level: str = "",
) -> ItemVersion:
    """The content is the item's newest released version; cases started before keep theirs.

    For content that comes from elsewhere whole, such as what is shipped: no draft is needed, one that is being
    worked on stays as it is. Releasing the same content again returns the version that holds it. A review point that
    does not parse as FEEL or names what is no element of the item, or a promised limit longer than the statutory
    one, blocks the release.
    """
    require_designer(actor, "item.release")
    definition = ItemDefinition.read(content)
    refuse_what_cannot_run(code, definition)
    digest = content_hash(dict(content))
    with transaction.atomic():
        item = put_item(
            actor,
            code=code,
            definition=definition,
            department=department,
            power_type=power_type,
            region_code=region_code,
            level=level,
        )
        held = newest_version(item)
        if held is not None and held.content_hash == digest and held.state == ReleaseState.RELEASED:
            return held
        version = ItemVersion(
            tenant_id=actor.tenant_id,
            region_code=region_code,
            item=item,
            code=code,
            version=next_number(item),
            content=dict(content),
            content_hash=digest,
        )
        take_effect(version, effective_from)
        record_event(actor=actor, action="item.released", subject=version, data={"hash": digest})
    return version
