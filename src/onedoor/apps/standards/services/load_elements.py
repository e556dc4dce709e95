"""A tenant gets the data elements that ship."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.elements import shipped_elements
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import DataElement, ElementVersion
from onedoor.apps.standards.perms import require_house
from onedoor.apps.standards.versions import new_version
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import lock_tenant

# Before any case, policy or fact: what ships first has always meant what it means.
ALWAYS = date(2000, 1, 1)


def load_elements(*, actor: Actor) -> int:
    """The actor's tenant has every shipped data element; how many that are. Run again, it changes nothing.

    An element that ships changed gets a new version from today on, unless somebody here has revised or retired it: then it is
    the agency's own and stays as it is.
    """
    require_house(actor, "element.load")
    shipped = shipped_elements()
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        held = {
            element.identifier: element
            for element in DataElement.objects.visible_to(actor).order_by("identifier")
        }
        missing = [
            DataElement(tenant=tenant, region_code=tenant.region_code, identifier=identifier)
            for identifier in shipped
            if identifier not in held
        ]
        DataElement.objects.bulk_create(missing)
        first = [
            new_version(row, shipped[row.identifier], number=1, effective_from=ALWAYS, origin=Origin.SHIPPED)
            for row in missing
        ]
        changed = _changed(actor, held, shipped)
        ElementVersion.objects.bulk_create([*first, *changed])
        if missing or changed:
            record_event(
                actor=actor,
                action="element.loaded",
                subject=tenant,
                data={"new": len(missing), "changed": sorted(version.code for version in changed)[:100]},
            )
    return len(shipped)


def _changed(
    actor: Actor, held: dict[str, DataElement], shipped: dict[str, ElementDefinition]
) -> list[ElementVersion]:
    today = clock.today()
    newest = ElementVersion.objects.visible_to(actor).newest().filter(origin=Origin.SHIPPED)
    found = []
    for version in newest.order_by("code"):
        element = held.get(version.code)
        if element is None or element.retired_on or version.code not in shipped:
            continue
        following = new_version(
            element,
            shipped[version.code],
            number=version.version + 1,
            effective_from=today,
            origin=Origin.SHIPPED,
        )
        if following.content_hash != version.content_hash:
            last = max(today - timedelta(days=1), version.effective_from)
            ElementVersion.objects.filter(pk=version.pk).update(effective_to=last)
            found.append(following)
    return found
