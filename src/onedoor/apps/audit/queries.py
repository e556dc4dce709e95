"""Reads about the audit: whose deeds, done to what, and whether the chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db.models import Max, Model, Q, Subquery

from onedoor.apps.audit.chain import GENESIS, event_hash
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import FrozenQuerySet, ScopedQuerySet, in_region

if TYPE_CHECKING:
    from onedoor.apps.audit.models import ChainHead, Event


class EventQuerySet(FrozenQuerySet["Event"]):
    """Deeds: the region's, for its supervisors. Whoever may see a case sees its history by ``history_of``."""

    def audience(self, actor: Actor) -> Q:
        return in_region(actor, Role.SUPERVISOR)

    def for_subject(self, subject: Model) -> Self:
        """The deeds done to this row; the row's tenant is the events' tenant."""
        kind, number = reference_of(subject)
        return self.filter(tenant_id=tenant_of(subject), subject_kind=kind, subject_id=number)

    def in_order(self) -> Self:
        return self.order_by("seq")

    def newest_first(self) -> Self:
        return self.order_by("-seq")


class ChainHeadQuerySet(ScopedQuerySet["ChainHead"]):
    """Heads are the chain's own business: nobody lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a verification found. ``checked`` events hold; ``fault`` names the first that does not."""

    checked: int
    head: str
    fault: str = ""

    @property
    def ok(self) -> bool:
        return not self.fault

    def __str__(self) -> str:
        """One line. The head's hash, written down elsewhere, proves later that nothing before it changed."""
        if self.fault:
            return f"BROKEN after {self.checked} events: {self.fault}"
        return f"ok, {self.checked} events, head {self.head}"


def verify_chain(tenant_id: int) -> ChainReport:
    """Whether every event of the tenant still says what it said, none is missing and none was slipped in.

    Recomputes every hash, in one pass and in constant memory, while others go on writing: events that come
    after the start of the pass are not looked at.
    """
    from onedoor.apps.audit.models import ChainHead, Event

    events = Event.objects.filter(tenant_id=tenant_id)
    last = events.order_by().values("tenant_id").annotate(last=Max("seq")).values("last")
    # One statement, so that head and last event are of one moment.
    head = (
        ChainHead.objects.filter(tenant_id=tenant_id)
        .annotate(last=Subquery(last))
        .values_list("seq", "hash", "last")
        .first()
    )
    if head is None:
        fault = "events without a chain head" if events.exists() else ""
        return ChainReport(checked=0, head=GENESIS, fault=fault)
    return _walk(events, *head)


def _walk(events: EventQuerySet, head_seq: int, head_hash: str, last_seq: int | None) -> ChainReport:
    previous, checked = GENESIS, 0
    for event in events.filter(seq__lte=head_seq).in_order().iterator(chunk_size=500):
        fault = _fault(event, checked + 1, previous)
        if fault:
            return ChainReport(checked=checked, head=head_hash, fault=fault)
        previous, checked = event.hash, event.seq
    if checked != head_seq:
        fault = f"event {checked + 1} is missing: the head stands at {head_seq}"
    elif (last_seq or 0) > head_seq:
        fault = f"event {last_seq} stands beyond the head at {head_seq}"
    elif previous != head_hash:
        fault = f"the head's hash is not that of event {head_seq}"
    else:
        fault = ""
    return ChainReport(checked=checked, head=head_hash, fault=fault)


def _fault(event: Event, expected_seq: int, previous: str) -> str:
    if event.seq != expected_seq:
        return f"event {expected_seq} is missing, {event.seq} stands in its place"
    if event.previous_hash != previous:
        return f"event {event.seq} does not follow event {expected_seq - 1}"
    if event_hash(event) != event.hash:
        return f"event {event.seq} ({event.action}, {event.subject}) is not what was recorded"
    return ""


def history_of(subject: Model) -> EventQuerySet:
    """The deeds done to a row that the caller already got through its own ``visible_to``, oldest first."""
    from onedoor.apps.audit.models import Event

    return Event.objects.for_subject(subject).in_order()


def reference_of(subject: Model) -> tuple[str, int]:
    """How the audit names a row: model name and primary key."""
    return str(subject._meta.model_name), int(subject.pk)


def tenant_of(subject: Model) -> int:
    """The tenant that a row belongs to; a tenant belongs to itself."""
    return int(getattr(subject, "tenant_id", None) or subject.pk)
