"""How an event is hashed. Nothing here may change while an event hashed this way exists."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from onedoor.apps.tenancy.hashing import content_hash

if TYPE_CHECKING:
    from onedoor.apps.audit.models import Event

GENESIS = "0" * 64


def event_hash(event: Event) -> str:
    """The SHA-256 of everything the event says, its place in the chain included, in hexadecimal."""
    return content_hash(
        {
            "tenant": event.tenant_id,
            "region": event.region_code,
            "seq": event.seq,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": event.actor_user_id,
            "channel": str(event.channel),
            "acting_for": event.acting_for,
            "action": event.action,
            "subject": event.subject,
            "data": event.data,
            "previous": event.previous_hash,
        }
    )
