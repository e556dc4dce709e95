"""Reads about cases; each method adds one named fact, each list starts at what the actor may see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Case as When
from django.db.models import F, Q, Value
from django.db.models import When as Then

from onedoor.apps.cases.enums import CardColour, CaseStatus, Outcome
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import (
    FrozenQuerySet,
    ScopedQuerySet,
    in_region,
    of_department,
    owned_by,
)
from onedoor.errors import Conflict
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.cases.models import Case, Draft, Rating, Upload

M = TypeVar("M", bound=models.Model)
OPEN = (CaseStatus.SUBMITTED, CaseStatus.CORRECTION, CaseStatus.IN_REVIEW, CaseStatus.DECIDED)
OFFICERS = (Role.REVIEWER, Role.DECIDER, Role.CLERK)


def case_audience(actor: Actor, path: str = "") -> Q:
    """Who may see a case: its enterprise, the departments that have a hand in it, the region's supervisors.

    ``path`` is the lookup from the filtered row to the case (``"case__"``), empty on the case itself.
    """
    from onedoor.apps.flows.queries import instances_of_departments

    joint = Q()
    if actor.departments_as(*OFFICERS):
        joint = Q(**{f"{path}flow_instance__in": instances_of_departments(actor)})
    return (
        owned_by(actor, f"{path}enterprise_id")
        | of_department(actor, f"{path}department_id", *OFFICERS)
        | (joint if joint else Q(pk__in=[]))
        | in_region(actor, Role.SUPERVISOR, path=f"{path}region_code")
    )


class CaseQuerySet(ScopedQuerySet["Case"]):
    def audience(self, actor: Actor) -> Q:
        return case_audience(actor)

    def of_applicant(self, actor: Actor) -> Self:
        """Those that the actor acts on as their applicant, or for the one whose papers are at the window."""
        return self.filter(owned_by(actor, "enterprise_id"))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def closed(self) -> Self:
        return self.exclude(status__in=OPEN)

    def granted(self) -> Self:
        return self.filter(outcome=Outcome.GRANTED)

    def under_measure(self, code: str) -> Self:
        """Those that were applied for under the policy measure of the code."""
        return self.filter(item_version__content__measure=code)

    def standing(self) -> Self:
        """Open or granted: what a second application of the same would repeat."""
        return self.filter(Q(status__in=OPEN) | Q(outcome=Outcome.GRANTED))

    def with_listed_data(self) -> Self:
        """Everything that a row of a list shows, in one query."""
        return self.select_related("enterprise", "item_version__item", "department")

    def with_card(self, today: date) -> Self:
        """``card``: red when an open case is past its due day, yellow when the warning day has come."""
        running = Q(status__in=OPEN)
        return self.annotate(
            card=When(
                Then(running & Q(due_on__lt=today), then=Value(CardColour.RED)),
                Then(running & Q(warn_on__lte=today), then=Value(CardColour.YELLOW)),
                Then(running & Q(provisional=True), then=Value(CardColour.PROVISIONAL)),
                default=Value(CardColour.NONE),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-submitted_at", "-pk")

    def most_urgent_first(self) -> Self:
        """Open cases by their due day, then closed ones, the last closed first."""
        closed, due = F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True)
        return self.order_by(closed, due, "submitted_at", "pk")


class DraftQuerySet(ScopedQuerySet["Draft"]):
    """Drafts are the enterprise's alone; officers see nothing before it is submitted."""

    def audience(self, actor: Actor) -> Q:
        return owned_by(actor, "enterprise_id")

    def unsubmitted(self) -> Self:
        return self.filter(case__isnull=True)

    def of_item(self, code: str) -> Self:
        return self.filter(item_version__item__code=code)

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")


class OfCaseQuerySet(FrozenQuerySet[M]):
    """Rows that are seen by whoever sees their case."""

    def audience(self, actor: Actor) -> Q:
        return case_audience(actor, "case__")

    def of_case(self, case_id: int) -> Self:
        return self.filter(case_id=case_id)


class RatingQuerySet(FrozenQuerySet["Rating"]):
    """Ratings: the one who rated and the supervisors; never the rated office by name of the rater."""

    def audience(self, actor: Actor) -> Q:
        return owned_by(actor, "case__enterprise_id") | in_region(actor, Role.SUPERVISOR)

    def bad(self) -> Self:
        return self.filter(grade__lte=2)


class UploadQuerySet(ScopedQuerySet["Upload"]):
    """Files: the enterprise's own; the officers' once they belong to a case that those may see."""

    def audience(self, actor: Actor) -> Q:
        return owned_by(actor, "enterprise_id") | (Q(case__isnull=False) & case_audience(actor, "case__"))


def application_under(actor: Actor, enterprise_id: int, measure: str) -> Case | None:
    """The enterprise's application under the measure that is open or granted, the newest; ``None`` where none."""
    mine = cases_visible_to(actor).filter(enterprise_id=enterprise_id)
    return mine.under_measure(measure).standing().newest_first().first()


def check_not_applied(actor: Actor, enterprise_id: int, measure: str) -> None:
    """Raises ``Conflict`` "measure.applied" where the enterprise has applied already: a measure pays once.

    After a withdrawal, a refusal or a denial it may apply again.
    """
    held = application_under(actor, enterprise_id, measure)
    if held is not None:
        raise Conflict(
            "measure.applied",
            found=Text(f"已经申请过，办件编号 {held.case_no}", f"applied already, case {held.case_no}"),
            expected=Text("同一政策只申请一次", "one application for one measure"),
            mend=Text("请到“我的办件”查看进度或结果。", "See its progress or result under My cases."),
        )


def cases_visible_to(actor: Actor) -> CaseQuerySet:
    """The cases that the actor may see, for other apps."""
    from onedoor.apps.cases.models import Case

    return Case.objects.visible_to(actor)


def ratings_visible_to(actor: Actor) -> RatingQuerySet:
    """The ratings that the actor may see, for other apps."""
    from onedoor.apps.cases.models import Rating

    return Rating.objects.visible_to(actor)
