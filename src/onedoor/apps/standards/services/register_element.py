"""A data element is registered."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import DataElement, ElementVersion
from onedoor.apps.standards.perms import require_designer
from onedoor.apps.standards.versions import new_version, refuse_unknown_list
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import lock_tenant
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{1,59}")


def register_element(
    *, actor: Actor, identifier: str, definition: ElementDefinition, effective_from: date | None = None
) -> ElementVersion:
    """The tenant has this data element, in force from ``effective_from`` (today) on.

    An identifier is given out once and never again, not even after its element is retired (``Conflict`` "element.taken"):
    facts may still carry it.
    """
    require_designer(actor, "element.register")
    if not IDENTIFIER.fullmatch(identifier):
        raise Invalid(
            "element.identifier",
            found=identifier,
            expected=Text(
                "小写字母开头，由小写字母、数字和下划线组成，2至60位",
                "2 to 60 small letters, digits and underscores, a letter first",
            ),
        )
    definition.refuse_what_contradicts()
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        refuse_unknown_list(definition)
        if DataElement.objects.filter(tenant=tenant, identifier=identifier).exists():
            raise Conflict(
                "element.taken",
                found=identifier,
                mend=Text(
                    "修订已有的数据元，或换一个标识符。",
                    "Revise the one there is, or take another identifier.",
                ),
            )
        element = DataElement.objects.create(
            tenant=tenant, region_code=tenant.region_code, identifier=identifier
        )
        version = new_version(
            element, definition, number=1, effective_from=effective_from or clock.today(), origin=Origin.OWN
        )
        version.save()
        record_event(
            actor=actor,
            action="element.registered",
            subject=version,
            data={"identifier": identifier, "hash": version.content_hash},
        )
    return version
