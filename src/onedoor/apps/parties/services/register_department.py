"""A department of the government is registered."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed


def register_department(
    *, actor: Actor, code: str, name: str, name_en: str = "", region_code: str
) -> Department:
    """The department with this code exists; one that is there already stays as it is.

    For those who design standards and items, and for the house itself (``NotAllowed`` "department.register" for others).
    """
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed("department.register", expected=str(Role.DESIGNER.label))
    with transaction.atomic():
        department, is_new = Department.objects.get_or_create(
            tenant_id=actor.tenant_id,
            code=code,
            defaults={"name": name, "name_en": name_en, "region_code": region_code},
        )
        if is_new:
            record_event(actor=actor, action="department.registered", subject=department, data={"code": code})
    return department
