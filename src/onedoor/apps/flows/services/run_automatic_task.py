"""The house does an automatic step."""

from __future__ import annotations

from django.db import transaction

from onedoor.apps.flows.definitions import definition_of
from onedoor.apps.flows.enums import TaskKind, TaskState
from onedoor.apps.flows.models import FlowTask
from onedoor.apps.flows.operations import operation_named
from onedoor.apps.flows.services.complete_task import check_open, finish, lock_task
from onedoor.apps.flows.spiff.run import Run
from onedoor.apps.flows.variables import checked_variables
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Invalid, NotAllowed


def run_automatic_task(*, actor: Actor, task_id: int) -> None:
    """The step's operation has had its effect, its answer is in the run, and the run has gone on: all or none.

    A step that is done or cancelled already is left alone. The operation runs before the run is locked,
    because it locks its subject first, as the services of people do: one order, no deadlock. When two
    workers meet here, the second finds the step done and its effect is rolled back ("task.done").
    """
    if not actor.is_system:
        raise NotAllowed("task.automatic")
    with transaction.atomic():
        rows = FlowTask.objects.filter(tenant_id=actor.tenant_id, kind=TaskKind.AUTOMATIC)
        seen = rows.select_related("instance__flow_version").filter(pk=task_id).first()
        if seen is None or seen.state != TaskState.OPEN:
            return
        definition = definition_of(seen.instance.flow_version)
        node = definition.model.nodes[seen.key]
        before = Run.restore(definition, bytes(seen.instance.state), seen.instance.state_codec)
        told = operation_named(node.operation)(
            actor=actor, subject=seen.instance.subject, variables=dict(before.variables)
        )
        news = checked_variables(definition.model, told)
        missing = sorted(set(node.sets) - news.keys())
        if missing:
            raise Invalid("flow.operation_answer", found=", ".join(missing), where=node.operation)
        task = lock_task(actor.tenant_id, task_id)
        check_open(task)
        finish(actor, task, "", news)
