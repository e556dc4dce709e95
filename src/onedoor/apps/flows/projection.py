"""The rows of steps follow the state of the run; called by every service that moves one."""

from __future__ import annotations

from onedoor import clock
from onedoor.apps.flows.enums import FlowStatus, TaskKind, TaskState
from onedoor.apps.flows.model import Node, NodeKind
from onedoor.apps.flows.models import FlowInstance, FlowTask
from onedoor.apps.flows.spiff.run import Definition, Run, Waiting
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.tenancy.actor import Actor

AUTOMATIC_JOB = "flows.run_automatic_task"


def store(actor: Actor, instance: FlowInstance, run: Run, definition: Definition) -> None:
    """The (locked) row holds the run's state; steps that began to wait have rows, automatic ones a job."""
    instance.state, instance.state_codec = run.save(), run.codec
    if run.finished:
        instance.status, instance.ended_at = FlowStatus.COMPLETED, clock.now()
    instance.version += 1
    instance.save(update_fields=["state", "state_codec", "status", "ended_at", "version"])
    known = set(instance.tasks.values_list("engine_id", flat=True))
    for waiting in run.waiting():
        if waiting.engine_id not in known:
            _open(actor, instance, waiting, definition.model.nodes[waiting.key])


def _open(actor: Actor, instance: FlowInstance, waiting: Waiting, node: Node) -> None:
    automatic = node.kind is NodeKind.AUTOMATIC
    task = FlowTask.objects.create(
        tenant_id=instance.tenant_id,
        region_code=instance.region_code,
        instance=instance,
        engine_id=waiting.engine_id,
        key=node.id,
        name_zh=node.name.zh,
        name_en=node.name.en,
        kind=TaskKind.AUTOMATIC if automatic else TaskKind.HUMAN,
        role=node.role,
        place=node.place,
        department_id=instance.places[node.place] if node.place else None,
        state=TaskState.OPEN,
        outcomes=[outcome.as_dict() for outcome in node.outcomes],
        opened_at=clock.now(),
    )
    if automatic:
        enqueue_job(
            actor=Actor.system(instance.tenant_id),
            kind=AUTOMATIC_JOB,
            payload={"task": task.pk},
            key=f"flow-task:{task.pk}",
            region_code=instance.region_code,
        )
