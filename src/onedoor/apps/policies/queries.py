"""Reads about policies: measures in force, the last matching run, money."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q, Sum

from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import (
    EVERYBODY,
    FrozenQuerySet,
    ReleaseQuerySet,
    ScopedQuerySet,
    in_region,
    of_department,
    owned_by,
)
from onedoor.errors import Conflict
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.policies.binding import Rulebook
    from onedoor.apps.policies.models import MatchResult, MatchRun, MeasureVersion, Payment, PolicyDocument


class PolicyDocumentQuerySet(ScopedQuerySet["PolicyDocument"]):
    def audience(self, actor: Actor) -> Q:
        return EVERYBODY


class MeasureVersionQuerySet(ReleaseQuerySet["MeasureVersion"]):
    def claimable(self) -> Self:
        return self.filter(is_claimable=True)

    def newest_of_each_code(self) -> Self:
        """Only the highest version of each code; combine with ``in_force_on``."""
        newest: dict[str, int] = {}
        for code, _version, pk in self.order_by("code", "version").values_list("code", "version", "pk"):
            newest[code] = pk
        return self.filter(pk__in=newest.values())


class MatchRunQuerySet(FrozenQuerySet["MatchRun"]):
    """Runs show where all enterprises stand: the supervisors' to see."""

    def audience(self, actor: Actor) -> Q:
        return in_region(actor, Role.SUPERVISOR)

    def newest(self) -> MatchRun | None:
        return self.order_by("-finished_at", "-pk").first()


class MatchResultQuerySet(FrozenQuerySet["MatchResult"]):
    def audience(self, actor: Actor) -> Q:
        return in_region(actor, Role.SUPERVISOR)


class PaymentQuerySet(ScopedQuerySet["Payment"]):
    """Money: the enterprise's own, the paying department's, the region's supervisors'."""

    def audience(self, actor: Actor) -> Q:
        return (
            owned_by(actor, "enterprise_id")
            | of_department(actor, "case__department_id", Role.REVIEWER, Role.DECIDER)
            | in_region(actor, Role.SUPERVISOR)
        )

    def total_cents(self) -> int:
        return self.aggregate(total=Sum("amount_cents"))["total"] or 0


def measures_in_force(actor: Actor, on: date) -> MeasureVersionQuerySet:
    """The newest version of each measure that is in force on the reference date, claimable or called."""
    from onedoor.apps.policies.models import MeasureVersion

    return (
        MeasureVersion.objects.visible_to(actor)
        .in_force_on(on)
        .newest_of_each_code()
        .select_related("document", "department")
        .order_by("code")
    )


def check_open(actor: Actor, code: str, on: date) -> None:
    """Raises ``Conflict`` "measure.closed" where the measure is not in force on the day, or outside its window.

    What nobody would decide must not be submitted: its case could never end. A code that was never released
    closes nothing.
    """
    from onedoor.apps.policies.definition import Measure
    from onedoor.apps.policies.models import MeasureVersion

    row = measures_in_force(actor, on).filter(code=code).first()
    measure = Measure.read(row.content) if row is not None else None
    if measure is None and not MeasureVersion.objects.visible_to(actor).filter(code=code).exists():
        return
    opens, closes = (measure.opens, measure.closes) if measure is not None else (date.max, date.min)
    if (opens or on) <= on <= (closes or on):
        return
    raise Conflict(
        "measure.closed",
        found=measure.title if measure is not None else code,
        expected=f"{opens or ''} – {closes or ''}" if measure is not None else None,
        where=on.isoformat(),
        mend=Text(
            "现在不在申报期内，请关注新的通知。", "Applications are closed; watch for the next notice."
        ),
    )


def rulebook_on(actor: Actor, on: date) -> Rulebook:
    """The measures in force on the reference date, read and ready to decide."""
    from onedoor.apps.policies.binding import Rulebook
    from onedoor.apps.policies.definition import Measure

    return Rulebook({row.code: Measure.read(row.content) for row in measures_in_force(actor, on)})


def latest_results(actor: Actor) -> list[MatchResult]:
    """The results of the newest matching run that the actor may see, by measure code."""
    from onedoor.apps.policies.models import MatchResult, MatchRun

    run = MatchRun.objects.visible_to(actor).newest()
    if run is None:
        return []
    rows = MatchResult.objects.visible_to(actor).filter(run=run)
    return list(rows.select_related("run", "measure_version").order_by("measure_version__code"))


def members(result: MatchResult, *, certain: bool) -> list[int]:
    """The ids of the enterprises in a result (its run loaded with it): those certain, or those only possible."""
    from onedoor.apps.policies.subjects import ids_of
    from onedoor.engine.matching import BitSet

    ids = ids_of(result.run)
    fits = BitSet.from_bytes(bytes(result.certain))
    chosen = fits if certain else BitSet.from_bytes(bytes(result.possible)) - fits
    return [int(pk) for pk in ids[chosen.indices()]]


def payments_visible_to(actor: Actor) -> PaymentQuerySet:
    """The payments that the actor may see, for other apps."""
    from onedoor.apps.policies.models import Payment

    return Payment.objects.visible_to(actor)
