"""Registers deliver what they know of many enterprises at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.parties.services.register_enterprises import stand
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import lock_tenant
from onedoor.errors import NotAllowed
from onedoor.text import Text

BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDelivery:
    """What one register knows of one enterprise on a date; ``values`` as ``FactRecord`` stores them."""

    source: str
    source_name: Text
    as_of: date
    values: Mapping[str, Any]
    source_kind: SourceKind = SourceKind.REGISTER


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredEnterprise:
    """An enterprise as the registers deliver it."""

    uscc: str
    name: str
    region_code: str
    records: tuple[RegisterDelivery, ...]


def load_register_facts(*, actor: Actor, enterprises: Iterable[RegisteredEnterprise]) -> int:
    """Each enterprise is registered and each delivery stands in its profile; how many deliveries.

    All or nothing, in batches of 2,000 enterprises, with one event for the whole. For the house itself only.
    """
    if not actor.is_system:
        raise NotAllowed("facts.source", expected="system")
    delivered, loaded, now = iter(enterprises), 0, clock.now()
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        while batch := list(islice(delivered, BATCH)):
            ids = stand(tenant.pk, batch)
            rows = [
                _row(tenant.pk, ids[each.uscc], each, record, now)
                for each in batch
                for record in each.records
            ]
            loaded += len(FactRecord.objects.bulk_create(rows))
        record_event(actor=actor, action="facts.loaded", subject=tenant, data={"records": loaded})
    return loaded


def _row(
    tenant_id: int, enterprise_id: int, of: RegisteredEnterprise, record: RegisterDelivery, now: datetime
) -> FactRecord:
    return FactRecord(
        tenant_id=tenant_id,
        region_code=of.region_code,
        enterprise_id=enterprise_id,
        source=record.source,
        source_name=record.source_name.zh,
        source_name_en=record.source_name.en,
        source_kind=record.source_kind,
        as_of=record.as_of,
        values=dict(record.values),
        recorded_at=now,
    )
