"""Reads about flows: whose step it is, what is open, how far a run has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q, QuerySet

from onedoor import clock
from onedoor.apps.flows.enums import TaskState
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import NOBODY, ReleaseQuerySet, ScopedQuerySet, in_region
from onedoor.errors import NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.flows.models import FlowInstance, FlowTask, FlowVersion
    from onedoor.apps.flows.progress import Step

OFFICERS = (Role.CLERK, Role.REVIEWER, Role.DECIDER)


class FlowVersionQuerySet(ReleaseQuerySet["FlowVersion"]):
    def of_code(self, code: str) -> Self:
        return self.filter(code=code)


class FlowInstanceQuerySet(ScopedQuerySet["FlowInstance"]):
    """Runs: the departments' that have or had a step in them, the region's supervisors'."""

    def audience(self, actor: Actor) -> Q:
        return Q(pk__in=instances_of_departments(actor)) | in_region(actor, Role.SUPERVISOR)


class FlowTaskQuerySet(ScopedQuerySet["FlowTask"]):
    """Steps: their department's, for those of its people who hold the step's role.

    A step of the applicant is nobody's in a list: the case, which knows its enterprise, leads to it.
    """

    def audience(self, actor: Actor) -> Q:
        held = [
            Q(department=department, role=role)
            for role, department in sorted(actor.offices)
            if role in OFFICERS
        ]
        return reduce(or_, held) if held else NOBODY

    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def for_role_of(self, actor: Actor) -> Self:
        """Those that wait for a role which the actor holds."""
        return self.filter(role__in=sorted(actor.roles))

    def of_subjects(self, subjects: Iterable[str]) -> Self:
        return self.filter(instance__subject__in=list(subjects))

    def oldest_first(self) -> Self:
        return self.order_by("opened_at", "pk")


def instances_of_departments(actor: Actor) -> QuerySet[Any, int]:
    """The ids of the runs in which a department where the actor is an officer has or had a step; a subquery."""
    from onedoor.apps.flows.models import FlowTask

    return (
        FlowTask.objects.filter(
            tenant_id=actor.tenant_id, department__in=sorted(actor.departments_as(*OFFICERS))
        )
        .order_by()
        .values_list("instance_id", flat=True)
    )


def visible_task(actor: Actor, task_id: int) -> FlowTask:
    """The step, with its run, if the actor's role and department make it theirs; ``NotFound`` otherwise."""
    from onedoor.apps.flows.models import FlowTask

    return FlowTask.objects.select_related("instance").one_visible_to(actor, pk=task_id)


def tasks_of(actor: Actor) -> FlowTaskQuerySet:
    """The steps that are the actor's to see, the longest waiting first; the start of work lists."""
    from onedoor.apps.flows.models import FlowTask

    return FlowTask.objects.visible_to(actor).select_related("instance").oldest_first()


def open_task_of_applicant(subject: str) -> FlowTask:
    """The step that waits for the applicant of this subject; ``NotFound`` when none does.

    For the app that owns the subject, once it has made sure who asks.
    """
    from onedoor.apps.flows.models import FlowTask

    waiting = FlowTask.objects.open().of_subjects([subject]).filter(role=Role.ENTERPRISE)
    found = waiting.select_related("instance").oldest_first().first()
    if found is None:
        raise NotFound(
            "task.none_of_applicant",
            found=subject,
            mend=Text("现在没有等待申请人的环节。", "Nothing waits for the applicant now."),
        )
    return found


def version_in_force(actor: Actor, code: str, on: date | None = None) -> FlowVersion:
    """The released version of a flow on the reference date (today); the newest where several cover it."""
    from onedoor.apps.flows.models import FlowVersion

    released = FlowVersion.objects.filter(tenant_id=actor.tenant_id).of_code(code)
    found = released.in_force_on(on or clock.today()).order_by("-version").first()
    if found is None:
        raise NotFound("flow.unknown", found=code, mend=Text("先发布此流程。", "Release this flow first."))
    return found


def progress(instance: FlowInstance) -> list[Step]:
    """The steps of a run for a timeline: done, waiting, usually following. Whoever may see the run may ask."""
    from onedoor.apps.flows.progress import steps_of

    return steps_of(instance)


def instance_of(subject: str, tenant_id: int) -> FlowInstance | None:
    """The newest run about a subject, with its version, for the app that owns the subject."""
    from onedoor.apps.flows.models import FlowInstance

    runs = FlowInstance.objects.filter(tenant_id=tenant_id, subject=subject)
    return runs.select_related("flow_version").order_by("-pk").first()
