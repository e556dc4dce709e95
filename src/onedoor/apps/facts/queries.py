"""Reads about facts: the profile of one enterprise, the profiles of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.profile import RANK, Fact, Profile
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import ScopedQuerySet, in_region, owned_by
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.facts.models import FactRecord

CHUNK = 2000


class FactRecordQuerySet(ScopedQuerySet["FactRecord"]):
    """Fact records: the enterprise's own, the window's one at a time, the region's for its supervisors."""

    def audience(self, actor: Actor) -> Q:
        return owned_by(actor, "enterprise_id") | in_region(actor, Role.SUPERVISOR)

    def about(self, enterprise_id: int) -> Self:
        return self.filter(enterprise_id=enterprise_id)

    def profile(self) -> Profile:
        """The facts that hold, by these records; meant for the records about one enterprise."""
        return Profile(fact for record in self.order_by("recorded_at", "pk") for fact in facts_of(record))


def facts_of(record: FactRecord) -> Iterator[Fact]:
    """The single facts that a record carries."""
    for element, value in record.values.items():
        yield Fact(
            element=element,
            value=value,
            source=record.source,
            source_name=Text(record.source_name, record.source_name_en),
            source_kind=SourceKind(record.source_kind),
            as_of=record.as_of,
            state=FactState(record.state),
        )


def profile_of(actor: Actor, enterprise_id: int) -> Profile:
    """The profile of an enterprise as far as the actor may see it."""
    from onedoor.apps.facts.models import FactRecord

    return FactRecord.objects.visible_to(actor).about(enterprise_id).profile()


def all_profiles(actor: Actor) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every enterprise's id with its values by element, in order of id; for the matching job.

    Streams records, so memory is bounded by one enterprise; records of one enterprise come together.
    """
    from onedoor.apps.facts.models import FactRecord

    rows = (
        FactRecord.objects.visible_to(actor)
        .order_by("enterprise_id", "recorded_at", "pk")
        .values_list("enterprise_id", "source_kind", "as_of", "values")
    )
    current: int | None = None
    held: dict[str, tuple[tuple[int, Any], Any]] = {}
    for enterprise_id, kind, as_of, values in rows.iterator(chunk_size=CHUNK):
        if enterprise_id != current:
            if current is not None:
                yield current, {element: value for element, (_, value) in held.items()}
            current, held = enterprise_id, {}
        precedence = (RANK[SourceKind(kind)], as_of)
        for element, value in values.items():
            if element not in held or precedence >= held[element][0]:
                held[element] = (precedence, value)
    if current is not None:
        yield current, {element: value for element, (_, value) in held.items()}
