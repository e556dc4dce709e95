"""The parallel gateway as BPMN 2.0, 13.4.1 has it: it goes on when a token has come in by each way.

SpiffWorkflow 3.2.0 asks instead whether some task before each way in is complete, and takes those of an
earlier round for this one's when the order of arrival differs: a join within a loop then fires before its
second branch is done. Here arrivals are counted against firings, which is exact because the models that are
released hold at most one token on a flow (``soundness``).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway
from SpiffWorkflow.util.task import TaskState

FIRED = TaskState.READY | TaskState.STARTED | TaskState.COMPLETED


class CountingJoin(ParallelGateway):  # type: ignore[misc]
    """Each firing has taken one arrival from every way in; it may fire when every way has one more."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        arrivals: Counter[str] = Counter()
        fired = 0
        for task in my_task.workflow.tasks.values():
            if task.task_spec is not self:
                continue
            if task.parent.has_state(TaskState.COMPLETED):
                arrivals[task.parent.task_spec.name] += 1
            if task is not my_task and task.has_state(FIRED):
                fired += 1
        return all(arrivals[way.name] > fired for way in self.inputs)

    def _run_hook(self, my_task: Any) -> bool:
        # The engine would merge data, which runs keep elsewhere, and drop branches, which are counted here.
        return True
