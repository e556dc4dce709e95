"""What a supervisor sees on one page; every number is the count of a list that can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, Q

from onedoor.apps.cases.enums import CardColour, CaseStatus, Outcome
from onedoor.apps.cases.queries import CaseQuerySet, cases_visible_to, ratings_visible_to
from onedoor.apps.jobs.queries import WorkerStatus, worker_status
from onedoor.apps.policies.queries import latest_results, payments_visible_to
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The figures of one region. Counts are of rows that ``filtered_cases`` with the same words lists."""

    cases: Mapping[str, int]
    cards: Mapping[str, int]
    ratings: int
    rateable: int
    average_grade: str
    bad_ratings: int
    matches: list[dict[str, Any]]
    matched_at: datetime | None
    paid_cents: int
    payments: int
    worker: WorkerStatus


FILTERS: Mapping[str, Q] = {
    "all": Q(),
    "open": Q(
        status__in=[CaseStatus.SUBMITTED, CaseStatus.CORRECTION, CaseStatus.IN_REVIEW, CaseStatus.DECIDED]
    ),
    "granted": Q(outcome=Outcome.GRANTED),
    "denied": Q(outcome=Outcome.DENIED),
    "window": Q(channel=Channel.WINDOW),
    "red": Q(card=CardColour.RED),
    "yellow": Q(card=CardColour.YELLOW),
    "provisional": Q(card=CardColour.PROVISIONAL),
    "rated": Q(rating__isnull=False),
    "bad": Q(rating__grade__lte=2),
    "paid": Q(payments__isnull=False),
}


def filtered_cases(actor: Actor, name: str, today: date) -> CaseQuerySet:
    """The cases behind a figure; an unknown name lists all."""
    cases = cases_visible_to(actor).with_card(today)
    return cases.filter(FILTERS.get(name, Q())).distinct()


def overview(actor: Actor, today: date) -> Overview:
    """Cases, clocks, ratings, matches and money as they stand, for the actor's region."""
    cases = cases_visible_to(actor).with_card(today)
    names = ("all", "open", "granted", "denied", "window")
    counts = cases.aggregate(**{name: Count("pk", filter=FILTERS[name]) for name in names})
    cards = cases.aggregate(
        **{name: Count("pk", filter=FILTERS[name]) for name in ("red", "yellow", "provisional")}
    )
    ratings = ratings_visible_to(actor)
    grades = ratings.aggregate(average=Avg("grade"), number=Count("pk"))
    payments = payments_visible_to(actor)
    results = latest_results(actor)
    return Overview(
        cases=counts,
        cards=cards,
        ratings=grades["number"],
        rateable=cases.filter(status__in=[CaseStatus.COMPLETED, CaseStatus.REFUSED]).count(),
        average_grade=f"{grades['average']:.1f}" if grades["number"] else "–",
        bad_ratings=ratings.bad().count(),
        matches=[
            {
                "code": result.measure_version.code,
                "name": result.measure_version.name,
                "name_en": result.measure_version.name_en,
                "certain": result.certain_count,
                "open": result.open_count,
                "amount_cents": result.amount_cents,
            }
            for result in results
        ],
        matched_at=results[0].run.finished_at if results else None,
        paid_cents=payments.total_cents(),
        payments=payments.count(),
        worker=worker_status(actor.tenant_id),
    )
