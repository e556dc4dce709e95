"""放假安排: the notice of a year is entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.calendars import refuse_what_others_contradict
from onedoor.apps.standards.models import CalendarYear
from onedoor.apps.standards.perms import require_designer
from onedoor.apps.standards.recounting import recount
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.apps.tenancy.queries import all_tenants, region_of_tenant
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text

EARLIEST, LATEST = 2000, 2100


def publish_calendar_year(
    *, actor: Actor, year: int, off: Mapping[date, str], on: Mapping[date, str], document: str
) -> CalendarYear:
    """Every clock of the house counts by this notice of the State Council from now on; provisional deadlines are counted anew.

    ``off`` are days off and ``on`` make-up working days, by the name of their holiday; a notice may move days of the December
    before. The newest entry of a year holds, so a mistake is mended by entering the notice again; a notice that another
    government of this installation has entered is not changed from here (``Conflict`` "calendar.of_another").
    """
    require_designer(actor, "calendar.publish")
    days = _checked(year, off, on)
    if not document.strip():
        raise Invalid(
            "calendar.document", expected=Text("通知的文号", "the number of the notice"), where=str(year)
        )
    with transaction.atomic():
        before = CalendarYear.objects.filter(year=year).order_by("-pk").first()
        if before is not None and before.tenant_id != actor.tenant_id:
            raise Conflict(
                "calendar.of_another",
                found=before.document,
                where=str(year),
                mend=Text("与录入的政府联系。", "Ask the government that entered it."),
            )
        if before is not None and before.days == days and before.document == document.strip():
            return before
        refuse_what_others_contradict(year, days)
        entered = CalendarYear.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_of_tenant(actor.tenant_id),
            year=year,
            days=days,
            document=document.strip()[:200],
            user_id=actor.user_id,
            entered_at=clock.now(),
        )
        recount(all_tenants(), f"year:{entered.pk}")
        record_event(
            actor=actor,
            action="calendar.published",
            subject=entered,
            data={"year": year, "document": entered.document, "hash": content_hash(days)},
        )
    return entered


def _checked(year: int, off: Mapping[date, str], on: Mapping[date, str]) -> dict[str, dict[str, str]]:
    """The days as they are kept, or ``Invalid``."""
    if not EARLIEST <= year <= LATEST:
        raise Invalid("calendar.year", found=str(year), expected=f"{EARLIEST}..{LATEST}")
    if not off:
        raise Invalid(
            "calendar.data", where=str(year), expected=Text("至少一个放假日", "at least one day off")
        )
    strange = [day for day in (*off, *on) if not date(year - 1, 12, 1) <= day <= date(year, 12, 31)]
    idle = [day for day in on if day.weekday() < 5]
    if strange or idle:
        raise Invalid(
            "calendar.data",
            found=min(strange or idle).isoformat(),
            expected=Text(f"{year}年的日期", f"days of {year}")
            if strange
            else Text("调休上班日在周末", "make-up days on a weekend"),
        )
    return {
        name: {day.isoformat(): given[day].strip()[:40] for day in sorted(given)}
        for name, given in (("off", off), ("on", on))
    }
