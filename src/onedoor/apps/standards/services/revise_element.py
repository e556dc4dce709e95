"""A data element is described anew."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import ElementVersion
from onedoor.apps.standards.perms import require_designer
from onedoor.apps.standards.versions import locked_element, new_version, refuse_unknown_list
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict
from onedoor.text import Text


def revise_element(
    *,
    actor: Actor,
    identifier: str,
    definition: ElementDefinition,
    note: str,
    effective_from: date | None = None,
    seen: int | None = None,
) -> ElementVersion:
    """From ``effective_from`` (today) on the element says this; before, it says what it said.

    Kind, unit and code list stay: another representation is another data element (``Conflict`` "element.representation"),
    because stored facts and released rules read values by them. ``seen`` is the version that the writer had before their
    eyes; where a later one stands there, ``Conflict`` "element.changed". A version begins after the one before it and not in
    the past.
    """
    require_designer(actor, "element.revise")
    definition.refuse_what_contradicts()
    first_day = effective_from or clock.today()
    with transaction.atomic():
        element, newest = locked_element(actor, identifier)
        refuse_unknown_list(definition)
        if element.retired_on:
            raise Conflict("element.retired", found=element.retired_on.isoformat(), where=identifier)
        _refuse(newest, definition, seen, first_day)
        version = new_version(
            element,
            definition,
            number=newest.version + 1,
            effective_from=first_day,
            origin=Origin.OWN,
            note=note.strip()[:300],
        )
        if version.content_hash == newest.content_hash:
            raise Conflict(
                "element.same", found=identifier, expected=Text("有改动", "something that is different")
            )
        ElementVersion.objects.filter(pk=newest.pk).update(effective_to=first_day - timedelta(days=1))
        version.save()
        record_event(
            actor=actor,
            action="element.revised",
            subject=version,
            data={"identifier": identifier, "hash": version.content_hash, "from": first_day.isoformat()},
        )
    return version


def _refuse(newest: ElementVersion, definition: ElementDefinition, seen: int | None, first_day: date) -> None:
    if seen is not None and seen != newest.version:
        raise Conflict(
            "element.changed",
            found=f"v{newest.version}",
            expected=f"v{seen}",
            mend=Text(
                "别人刚修订过：看过最新一版再改。",
                "Somebody has just revised it: look at the newest version first.",
            ),
        )
    held = ElementDefinition.read(newest.content)
    if held.representation != definition.representation:
        raise Conflict(
            "element.representation",
            found=" ".join(definition.representation).strip(),
            expected=" ".join(held.representation).strip(),
            mend=Text(
                "类型、单位或代码集不同的，登记为新的数据元。",
                "With another kind, unit or code list, register a new data element.",
            ),
        )
    earliest = max(clock.today(), newest.effective_from + timedelta(days=1))
    if first_day < earliest:
        raise Conflict(
            "element.too_early", found=first_day.isoformat(), expected=f">= {earliest.isoformat()}"
        )
