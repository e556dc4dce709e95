"""Versions of an item: which is the newest, which number is next, how one takes effect."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from onedoor import clock
from onedoor.apps.catalogue.finding import search_text
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.tenancy.enums import ReleaseState

if TYPE_CHECKING:
    from onedoor.apps.catalogue.definition import ItemDefinition
    from onedoor.apps.parties.models import Department
    from onedoor.apps.tenancy.actor import Actor

ONE_DAY = timedelta(days=1)


def put_item(
    actor: Actor,
    *,
    code: str,
    definition: ItemDefinition,
    department: Department,
    power_type: str,
    region_code: str,
    level: str = "",
) -> ServiceItem:
    """The item of that code, called as the definition calls it."""
    name, name_en = definition.name.zh, definition.name.en
    defaults = {
        "name": name,
        "name_en": name_en if name_en != name else "",
        "department": department,
        "power_type": power_type,
        "region_code": region_code,
        "words": search_text(definition),
    }
    if level:
        defaults["level"] = level
    item, _ = ServiceItem.objects.update_or_create(tenant_id=actor.tenant_id, code=code, defaults=defaults)
    return item


def newest_version(item: ServiceItem) -> ItemVersion | None:
    """The version with the highest number that is no draft."""
    return item.versions.exclude(state=ReleaseState.DRAFT).order_by("-version").first()


def next_number(item: ServiceItem) -> int:
    last: int = item.versions.aggregate(last=Max("version"))["last"] or 0
    return last + 1


def take_effect(version: ItemVersion, effective_from: date) -> None:
    """The version is released, and from its first day on no earlier one of the item is in force."""
    earlier = ItemVersion.objects.filter(item=version.item, state=ReleaseState.RELEASED)
    earlier.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=effective_from)).update(
        effective_to=effective_from - ONE_DAY
    )
    version.state = ReleaseState.RELEASED
    version.effective_from = effective_from
    version.released_at = clock.now()
    version.save()
