"""本地安排: a region closes or opens days of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.calendars import region_line
from onedoor.apps.standards.enums import OverlayKind
from onedoor.apps.standards.models import CalendarOverlay
from onedoor.apps.standards.perms import require_designer
from onedoor.apps.standards.queries import region_name
from onedoor.apps.standards.recounting import recount
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import all_tenants, lock_tenant
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

MOST_DAYS = 31


def add_overlay(
    *, actor: Actor, region_code: str, days: Sequence[date], kind: OverlayKind, name: str, basis: str
) -> list[CalendarOverlay]:
    """In the region and everything below it these days are closed, worked, or as the national calendar has them again.

    The region has to lie in what the actor's government governs. ``name`` is what people are told (台风停办), ``basis`` the
    notice that says so. Provisional deadlines of the governments concerned are counted anew.
    """
    require_designer(actor, "calendar.overlay")
    wanted = sorted(set(days))
    _refuse(wanted, name, basis)
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        if tenant.region_code not in region_line(region_code):
            raise NotAllowed(
                "calendar.region",
                found=region_code,
                expected=Text(
                    f"{tenant.name}辖区内的区划代码", f"a region that {tenant.name_en or tenant.name} governs"
                ),
            )
        region_name(region_code)
        entered = CalendarOverlay.objects.bulk_create(
            CalendarOverlay(
                tenant=tenant,
                region_code=region_code,
                day=day,
                kind=kind,
                name=name.strip(),
                basis=basis.strip(),
                user_id=actor.user_id,
                entered_at=clock.now(),
            )
            for day in wanted
        )
        concerned = [each for each in all_tenants() if _meet(each.region_code, region_code)]
        recount(concerned, f"overlay:{entered[-1].pk}")
        record_event(
            actor=actor,
            action="calendar.overlaid",
            subject=entered[-1],
            data={
                "region": region_code,
                "kind": str(kind.value),
                "days": [day.isoformat() for day in wanted],
                "basis": basis.strip(),
            },
        )
    return entered


def _refuse(days: list[date], name: str, basis: str) -> None:
    if not 1 <= len(days) <= MOST_DAYS:
        raise Invalid(
            "calendar.days",
            found=str(len(days)),
            expected=Text(f"1至{MOST_DAYS}天", f"1 to {MOST_DAYS} days"),
        )
    if not 1 <= len(name.strip()) <= 100 or not 1 <= len(basis.strip()) <= 200:
        raise Invalid(
            "calendar.basis",
            found=basis.strip() or None,
            expected=Text("事由（100字内）和依据（200字内）", "a reason (100) and a basis (200 characters)"),
        )


def _meet(one: str, other: str) -> bool:
    return one in region_line(other) or other in region_line(one)
