"""One run of a flow, in memory: which steps wait, and what is so once one is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.spiff.codec import CODEC, read_state, write_state
from onedoor.apps.flows.spiff.compiling import compile_model, key_of
from onedoor.apps.flows.spiff.scripts import FeelScripts
from onedoor.errors import Conflict


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that waits: its id in the engine, its key in the model."""

    engine_id: str
    key: str


class Definition:
    """A model and the engine's specification of it; made once, shared by all its runs."""

    def __init__(self, model: FlowModel) -> None:
        self.model = model
        self.spec = compile_model(model)


class Run:
    """Where one run stands. Nothing is stored and nothing outside is touched."""

    codec = CODEC

    def __init__(self, workflow: Any, variables: dict[str, Any]) -> None:
        self._workflow = workflow
        self.variables = variables

    @classmethod
    def start(cls, definition: Definition, variables: Mapping[str, Any]) -> Self:
        """A new run, gone on to its first waiting steps."""
        own = dict(variables)
        run = cls(BpmnWorkflow(definition.spec, script_engine=FeelScripts(own)), own)
        run._workflow.do_engine_steps()
        return run

    @classmethod
    def restore(cls, definition: Definition, data: bytes, codec: int) -> Self:
        """The run that ``save`` wrote, on the same definition."""
        return cls(*read_state(data, codec, definition.spec))

    def save(self) -> bytes:
        return write_state(self._workflow, self.variables)

    @property
    def finished(self) -> bool:
        return bool(self._workflow.is_completed())

    def waiting(self) -> list[Waiting]:
        """The steps that wait, in the order of the model's branches."""
        ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        return [Waiting(task.id.hex, key_of(task)) for task in ready]

    def finish(self, engine_id: str, news: Mapping[str, Any]) -> None:
        """The step is done and has told ``news``; the run has gone on as far as it goes by itself."""
        task = self._workflow.tasks.get(UUID(hex=engine_id))
        if task is None or task.state != TaskState.READY or not task.task_spec.manual:
            raise Conflict("task.done", found=engine_id)
        self.variables.update(news)
        task.run()
        self._workflow.do_engine_steps()
