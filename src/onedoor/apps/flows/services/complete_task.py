"""A person finishes a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.flows.definitions import definition_of
from onedoor.apps.flows.enums import FlowStatus, TaskKind, TaskState
from onedoor.apps.flows.models import FlowInstance, FlowTask
from onedoor.apps.flows.projection import store
from onedoor.apps.flows.spiff.run import Run
from onedoor.apps.flows.variables import checked_variables
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound
from onedoor.text import Text

NOTHING: Mapping[str, Any] = {}


def complete_task(
    *,
    actor: Actor,
    task_id: int,
    outcome: str,
    variables: Mapping[str, Any] = NOTHING,
    expected_version: int | None = None,
) -> FlowTask:
    """The step is done with this outcome and the run has gone on to the steps that wait next.

    The outcome becomes the variable named like the step. Whose case it is, the calling app has made sure;
    here the actor must hold the step's role, and its department where it has one.

    Raises:
        NotFound: no such step for this actor.
        Conflict: done or cancelled already ("task.done"), or the run is not at ``expected_version``.
        Invalid: an outcome that the step does not have ("task.outcome").
    """
    with transaction.atomic():
        task = lock_task(actor.tenant_id, task_id)
        _authorise(actor, task)
        check_open(task)
        if expected_version is not None and task.instance.version != expected_version:
            raise Conflict(
                "flow.stale",
                found=str(task.instance.version),
                expected=str(expected_version),
                mend=Text("刷新页面后再操作。", "Reload, then act."),
            )
        if outcome not in (known := [each["key"] for each in task.outcomes]):
            raise Invalid("task.outcome", found=outcome, expected=", ".join(known))
        own = checked_variables(definition_of(task.instance.flow_version).model, variables)
        finish(actor, task, outcome, {**own, task.key: outcome})
    return task


def lock_task(tenant_id: int, task_id: int) -> FlowTask:
    """The step with its run, whose row is locked: one change of a run at a time.

    The run's row is locked before the step is read, so that what is read is what the last change left.
    """
    rows = FlowTask.objects.filter(tenant_id=tenant_id, pk=task_id)
    instance_id = rows.values_list("instance_id", flat=True).first()
    if instance_id is None:
        raise NotFound("row.not_found", found=str(FlowTask._meta.verbose_name), where=f"pk={task_id}")
    instance = lock_instance(tenant_id, instance_id)
    task = rows.get()
    task.instance = instance
    return task


def lock_instance(tenant_id: int, instance_id: int) -> FlowInstance:
    """The run, its row locked, with its version."""
    rows = FlowInstance.objects.select_related("flow_version").select_for_update(of=("self",))
    found = rows.filter(tenant_id=tenant_id, pk=instance_id).first()
    if found is None:
        raise NotFound("row.not_found", found=str(FlowInstance._meta.verbose_name), where=f"pk={instance_id}")
    return found


def check_open(task: FlowTask) -> None:
    if task.state != TaskState.OPEN or task.instance.status != FlowStatus.RUNNING:
        raise Conflict(
            "task.done",
            found=str(TaskState(task.state).label),
            expected=str(TaskState.OPEN.label),
            mend=Text("此环节已经处理过，请刷新。", "This step was dealt with already; reload."),
        )


def finish(actor: Actor, task: FlowTask, outcome: str, news: Mapping[str, Any]) -> None:
    """The (locked, open) step is done and the run has taken in the news; for services of this app."""
    instance = task.instance
    definition = definition_of(instance.flow_version)
    run = Run.restore(definition, bytes(instance.state), instance.state_codec)
    run.finish(task.engine_id, news)
    task.state, task.outcome = TaskState.DONE, outcome
    task.done_at, task.done_by_id = clock.now(), actor.user_id
    task.save(update_fields=["state", "outcome", "done_at", "done_by"])
    store(actor, instance, run, definition)


def _authorise(actor: Actor, task: FlowTask) -> None:
    if actor.is_system and task.kind == TaskKind.HUMAN:
        raise NotAllowed("task.person", expected=task.role)
    if task.role == Role.ENTERPRISE:
        mine = actor.has(Role.ENTERPRISE) or actor.acting_for is not None
    else:
        mine = bool(task.role) and task.department_id in actor.departments_as(Role(task.role))
    if not mine:
        raise NotFound("row.not_found", found=str(FlowTask._meta.verbose_name), where=f"pk={task.pk}")
