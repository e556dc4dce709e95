"""How far a run has come, as one path: what was done, what waits, what usually follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onedoor.apps.flows.definitions import definition_of
from onedoor.apps.flows.enums import FlowStatus, StepState, TaskState
from onedoor.apps.flows.model import TASKS, FlowModel
from onedoor.apps.flows.models import FlowInstance, FlowTask
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``at`` is when it was done, or since when it waits; ``outcome`` how it ended, in words."""

    key: str
    name: Text
    state: StepState
    at: datetime | None = None
    department_id: int | None = None
    outcome: Text | None = None


def steps_of(instance: FlowInstance) -> list[Step]:
    """The steps of a run: those done in their order, those that wait, those that usually follow.

    A step that was done twice stands there twice. One query, if the version is loaded with the instance.
    """
    tasks = [task for task in instance.tasks.order_by("opened_at", "pk") if task.state != TaskState.CANCELLED]
    done = sorted((t for t in tasks if t.done_at is not None), key=lambda t: (t.done_at, t.pk))
    waiting = [task for task in tasks if task.done_at is None]
    steps = [*(_step(task, StepState.DONE) for task in done), *(_step(t, StepState.CURRENT) for t in waiting)]
    if instance.status != FlowStatus.RUNNING:
        return steps
    model = definition_of(instance.flow_version).model
    for key in ahead(model, [task.key for task in waiting]):
        node = model.nodes[key]
        place = instance.places.get(node.place) if node.place else None
        steps.append(Step(key=key, name=node.name, state=StepState.AHEAD, department_id=place))
    return steps


def ahead(model: FlowModel, keys: Iterable[str]) -> list[str]:
    """The steps that usually follow on these, each once, none before one that leads to it."""
    keys = list(keys)
    seen, order = set(keys), list[str]()

    def visit(node_id: str) -> None:
        seen.add(node_id)
        for flow in reversed(model.usual(model.nodes[node_id])):
            if flow.target not in seen:
                visit(flow.target)
        order.append(node_id)

    for key in reversed(keys):
        visit(key)
    return [each for each in reversed(order) if each not in keys and model.nodes[each].kind in TASKS]


def _step(task: FlowTask, state: StepState) -> Step:
    outcome = next((Text.of(each) for each in task.outcomes if each["key"] == task.outcome), None)
    return Step(
        key=task.key,
        name=task.name,
        state=state,
        at=task.done_at or task.opened_at,
        department_id=task.department_id,
        outcome=outcome,
    )
