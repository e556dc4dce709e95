"""兑付: a decision orders money."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.policies.models import MeasureVersion, Payment
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Invalid, NotAllowed


def record_payment(
    *,
    actor: Actor,
    case_id: int,
    enterprise_id: int,
    region_code: str,
    measure_code: str,
    on: date,
    cents: int,
    key: str,
) -> Payment:
    """The payment is on record as ordered, once for its key; only the house itself orders one, by a decision.

    ``on`` is the day by whose rules the amount was found; the payment names the version in force then. The
    money moves in the treasury's own system; its state comes back from there.
    """
    if not actor.is_system:
        raise NotAllowed("payment.by_decision")
    if cents <= 0:
        raise Invalid("payment.amount", found=str(cents), expected="> 0", where=key)
    with transaction.atomic():
        versions = MeasureVersion.objects.filter(tenant_id=actor.tenant_id, code=measure_code)
        payment, made = Payment.objects.get_or_create(
            tenant_id=actor.tenant_id,
            key=key,
            defaults={
                "region_code": region_code,
                "case_id": case_id,
                "enterprise_id": enterprise_id,
                "measure_version": versions.in_force_on(on).order_by("-version").first(),
                "amount_cents": cents,
                "ordered_at": clock.now(),
            },
        )
        if made:
            record_event(actor=actor, action="payment.ordered", subject=payment, data={"cents": cents})
    return payment
