"""A data element goes out of use."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.models import DataElement, ElementVersion
from onedoor.apps.standards.perms import require_designer
from onedoor.apps.standards.versions import locked_element
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, NotFound
from onedoor.text import Text


def retire_element(
    *, actor: Actor, identifier: str, reason: str, last_day: date | None = None, replaced_by: str = ""
) -> DataElement:
    """The element says nothing after ``last_day`` (today); what it said before is kept, and its identifier stays taken.

    Definitions that name it go on as they are: they were released with its meaning. ``replaced_by`` is the identifier of a
    data element still used that is meant instead.
    """
    require_designer(actor, "element.retire")
    day = last_day or clock.today()
    with transaction.atomic():
        element, newest = locked_element(actor, identifier)
        if element.retired_on:
            raise Conflict("element.retired", found=element.retired_on.isoformat(), where=identifier)
        earliest = max(clock.today(), newest.effective_from)
        if day < earliest:
            raise Conflict("element.too_early", found=day.isoformat(), expected=f">= {earliest.isoformat()}")
        if replaced_by and (
            replaced_by == identifier
            or not DataElement.objects.visible_to(actor).still_used().filter(identifier=replaced_by).exists()
        ):
            raise NotFound(
                "element.unknown",
                found=replaced_by,
                expected=Text("另一个在用的数据元", "another data element in use"),
            )
        ElementVersion.objects.filter(pk=newest.pk).update(effective_to=day)
        element.retired_on, element.replaced_by = day, replaced_by
        element.save(update_fields=["retired_on", "replaced_by"])
        record_event(
            actor=actor,
            action="element.retired",
            subject=element,
            data={"identifier": identifier, "last_day": day.isoformat(), "reason": reason.strip()[:300]},
        )
    return element
