"""A case number that nobody else has."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from onedoor.apps.cases.models import CaseCounter
from onedoor.apps.tenancy.actor import Actor

MOST_A_DAY = 9999


def number_case(*, actor: Actor, item_code: str, region_code: str, day: date) -> str:
    """The next number of the item on the day: item code, yyyymmdd, four digits (43 characters nationally).

    Must run inside the transaction that creates the case: the counter's row stays locked until then, so two
    cases never share a number and a rolled-back one leaves no gap. From the 10,000th on the serial widens.
    """
    counter, made = CaseCounter.objects.get_or_create(
        tenant_id=actor.tenant_id,
        item_code=item_code,
        day=day,
        defaults={"last": 1, "region_code": region_code},
    )
    if not made:
        CaseCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
        counter.refresh_from_db(fields=["last"])
    return f"{item_code}{day:%Y%m%d}{counter.last:04d}"
