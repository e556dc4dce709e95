"""Somebody tells the house something about an enterprise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.parties.queries import visible_enterprise
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.hashing import canonical_json
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Enterprise

MOST_VALUES = 200


def record_facts(
    *,
    actor: Actor,
    enterprise: Enterprise,
    values: Mapping[str, Any],
    source: str,
    source_name: Text,
    source_kind: SourceKind = SourceKind.APPLICANT,
    as_of: date | None = None,
    state: FactState = FactState.FRESH,
) -> FactRecord:
    """The values stand in the enterprise's profile from now on, under their source and date.

    Values are plain JSON keyed by data-element identifiers, money in whole cents. People may only speak for
    the enterprise whose papers they hold, and only as ``APPLICANT``; registers and decisions are the
    system's to record.
    """
    if not values or len(values) > MOST_VALUES:
        raise Invalid("facts.count", found=str(len(values)), expected=f"1-{MOST_VALUES}")
    _check_plain(values)
    with transaction.atomic():
        enterprise = visible_enterprise(actor, enterprise.pk)
        if not actor.is_system and not (
            source_kind is SourceKind.APPLICANT and _speaks_for(actor, enterprise.pk)
        ):
            raise NotAllowed("facts.source", found=str(source_kind), expected=str(SourceKind.APPLICANT))
        record = FactRecord.objects.create(
            tenant_id=actor.tenant_id,
            region_code=enterprise.region_code,
            enterprise=enterprise,
            source=source,
            source_name=source_name.zh,
            source_name_en=source_name.en,
            source_kind=source_kind,
            as_of=as_of or clock.today(),
            state=state,
            values=dict(values),
            recorded_at=clock.now(),
        )
        record_event(
            actor=actor,
            action="facts.recorded",
            subject=enterprise,
            data={"source": source, "elements": sorted(values)},
        )
    return record


def _check_plain(values: Mapping[str, Any]) -> None:
    """What cannot be hashed could never be submitted."""
    try:
        canonical_json(dict(values))
    except (TypeError, ValueError) as problem:
        raise Invalid("facts.plain", found=str(problem), expected="plain JSON, decimals as text") from problem


def _speaks_for(actor: Actor, enterprise_id: int) -> bool:
    """Seeing an enterprise is not enough: its supervisors see it too."""
    return enterprise_id in actor.enterprise_ids or (
        actor.has(Role.CLERK) and enterprise_id == actor.acting_for
    )
