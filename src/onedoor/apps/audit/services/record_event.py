"""A deed is put on record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from onedoor import clock
from onedoor.apps.audit.chain import GENESIS, event_hash
from onedoor.apps.audit.models import ChainHead, Event
from onedoor.apps.audit.queries import reference_of, tenant_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.hashing import canonical_json
from onedoor.errors import Invalid, NotAllowed

MOST_DATA = 16 * 1024
NOTHING: Mapping[str, Any] = {}


def record_event(*, actor: Actor, action: str, subject: Model, data: Mapping[str, Any] = NOTHING) -> Event:
    """The deed is the newest event of the tenant's chain, committed with the change it tells of or not at all.

    Call it last in a service: it holds the tenant's chain head locked until commit. ``data`` is plain JSON
    (no floats), at most 16 KiB: ids, codes, hashes, never personal data.
    """
    if tenant_of(subject) != actor.tenant_id:
        raise NotAllowed("event.tenant", found=str(tenant_of(subject)), expected=str(actor.tenant_id))
    kind, number = reference_of(subject)
    plain = _plain(data, action)
    region = str(getattr(subject, "region_code", ""))
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(
            tenant_id=actor.tenant_id, defaults={"region_code": region, "hash": GENESIS}
        )
        event = Event(
            tenant_id=actor.tenant_id,
            region_code=region,
            seq=head.seq + 1,
            at=clock.now(),
            actor_user_id=actor.user_id,
            channel=actor.channel,
            acting_for=actor.acting_for,
            action=action,
            subject_kind=kind,
            subject_id=number,
            data=plain,
            previous_hash=head.hash,
        )
        event.hash = event_hash(event)
        event.save(force_insert=True)
        head.seq, head.hash = event.seq, event.hash
        head.save(update_fields=["seq", "hash"])
    return event


def _plain(data: Mapping[str, Any], action: str) -> Any:
    """The data as every database will give it back, so that a hash made now is the hash made then."""
    text = canonical_json(dict(data))
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Invalid("event.data", found="half a character", where=action) from None
    if size > MOST_DATA:
        raise Invalid("event.too_large", found=str(size), expected=f"<= {MOST_DATA} bytes", where=action)
    plain = json.loads(text)
    if _holds_nul(plain):
        raise Invalid("event.data", found="U+0000", expected="text that a database can hold", where=action)
    return plain


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(part) for part in (*value, *value.values()))
    return isinstance(value, list) and any(_holds_nul(part) for part in value)
