"""The state of a run as bytes: variables, and the engine's tree of tasks without its specification.

Codec 1 is zlib over JSON: ``{"done": bool, "variables": {…}, "tasks": [[id, parent, state, name], …]}``, the
tasks from the root down, ``parent`` the position of the parent in the list (-1 for the root). Times stay out,
so that equal runs give equal trees. A later codec must go on reading the earlier ones.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task

from onedoor.apps.flows.spiff.scripts import FeelScripts
from onedoor.errors import Conflict, TooLarge
from onedoor.text import Text

CODEC = 1
MAX_STATE = 1_000_000
# The engine walks its tree recursively; this many leave room below the interpreter's limit.
MAX_TASKS = 600


def write_state(workflow: Any, variables: Mapping[str, Any]) -> bytes:
    """The bytes of a run; ``TooLarge`` "flow.too_long" when it went round more often than any case should."""
    rows: list[list[Any]] = []
    pending: list[tuple[Any, int]] = [(workflow.task_tree, -1)]
    while pending:
        task, parent = pending.pop()
        rows.append([task.id.hex, parent, task.state, task.task_spec.name])
        pending.extend((child, len(rows) - 1) for child in reversed(task.children))
        if len(rows) > MAX_TASKS:
            raise _too_long(len(rows))
    state = {"done": workflow.completed, "variables": variables, "tasks": rows}
    return zlib.compress(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def read_state(data: bytes, codec: int, spec: Any) -> tuple[Any, dict[str, Any]]:
    """The workflow and the variables of a run, on the specification it was started with."""
    if codec != CODEC:
        raise Conflict("flow.codec", found=str(codec), expected=str(CODEC))
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(data, MAX_STATE)
    if unpacker.unconsumed_tail:
        raise _too_long(len(data))
    state = json.loads(text)
    variables: dict[str, Any] = state["variables"]
    workflow = BpmnWorkflow(spec, script_engine=FeelScripts(variables), deserializing=True)
    tasks: list[Any] = []
    for name, parent, at, of in state["tasks"]:
        above = tasks[parent] if parent >= 0 else None
        tasks.append(Task(workflow, spec.task_specs[of], above, state=at, id=UUID(hex=name)))
    workflow.task_tree = tasks[0]
    workflow.completed = state["done"]
    return workflow, variables


def _too_long(found: int) -> TooLarge:
    return TooLarge(
        "flow.too_long",
        found=str(found),
        expected=f"<= {MAX_TASKS}",
        mend=Text("此件反复次数过多，请终止后重新申请。", "Too many rounds: end this one and apply anew."),
    )
