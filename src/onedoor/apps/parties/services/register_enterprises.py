"""A register delivers enterprises, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Protocol

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import lock_tenant
from onedoor.errors import NotAllowed

BATCH = 2000


class Registered(Protocol):
    """What a register says of an enterprise: its code, its name, the district that looks after it."""

    @property
    def uscc(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def region_code(self) -> str: ...


def register_enterprises(*, actor: Actor, enterprises: Iterable[Registered]) -> Mapping[str, int]:
    """Every enterprise stands under its social credit code, named as delivered; their ids by code.

    One that is there already keeps its id. For the house itself: people register at the register.
    """
    if not actor.is_system:
        raise NotAllowed("party.system_only")
    known: dict[str, int] = {}
    delivered = iter(enterprises)
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        while batch := list(islice(delivered, BATCH)):
            known |= stand(tenant.pk, batch)
        record_event(actor=actor, action="enterprises.registered", subject=tenant, data={"count": len(known)})
    return known


def stand(tenant_id: int, batch: Sequence[Registered]) -> dict[str, int]:
    """A batch stands as delivered, without event: for services of the house that record one for the whole.

    The enterprises are locked in the order of their codes, and no chain head may be held: people who write
    about an enterprise hold it first and the chain last.
    """
    batch = sorted(batch, key=lambda each: each.uscc)
    Enterprise.objects.bulk_create(
        [
            Enterprise(tenant_id=tenant_id, region_code=each.region_code, uscc=each.uscc, name=each.name)
            for each in batch
        ],
        update_conflicts=True,
        unique_fields=["tenant", "uscc"],
        update_fields=["name", "region_code"],
    )
    codes = [each.uscc for each in batch]
    rows = Enterprise.objects.filter(tenant_id=tenant_id, uscc__in=codes)
    return dict(rows.values_list("uscc", "pk"))
