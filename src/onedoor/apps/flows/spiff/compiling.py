"""The engine's specification, built from our model: the engine never reads a document itself.

Human and automatic steps are the same to the engine: both wait until somebody outside says that they are
done. An operation so runs in a job's transaction and never inside the engine.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, UserTask

from onedoor.apps.flows.model import FlowModel, NodeKind
from onedoor.apps.flows.spiff.joining import CountingJoin

CLASSES: dict[NodeKind, Any] = {
    NodeKind.START: SimpleBpmnTask,
    NodeKind.END: SimpleBpmnTask,
    NodeKind.HUMAN: UserTask,
    NodeKind.AUTOMATIC: UserTask,
    NodeKind.CHOICE: ExclusiveGateway,
    NodeKind.PARALLEL: CountingJoin,
}
# Keeps the model's names apart from those the engine gives to its own nodes (Start, End, ….EndJoin).
PREFIX = "n:"


def compile_model(model: FlowModel) -> Any:
    """The specification of a sound model. It is only read afterwards, so runs in all threads share it."""
    spec = BpmnProcessSpec(name="flow")
    made = {node.id: CLASSES[node.kind](spec, PREFIX + node.id) for node in model.nodes.values()}
    spec.start.connect(made[model.start.id])
    for node in model.nodes.values():
        flows = model.outgoing(node.id)
        for flow in flows:
            target = made[flow.target]
            if node.kind is NodeKind.CHOICE and len(flows) > 1 and flow.id != node.default:
                made[node.id].connect_outgoing_if(flow.condition, target)
            else:
                made[node.id].connect(target)
        if node.kind is NodeKind.END:
            made[node.id].connect(spec.end)
    return spec


def key_of(task: Any) -> str:
    """The id in the model of the step that an engine task stands for."""
    name: str = task.task_spec.name
    return name.removeprefix(PREFIX)
