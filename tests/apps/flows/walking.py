"""Walking a run in memory, for tests: what to answer at each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onedoor.apps.flows.model import FlowModel, NodeKind
from onedoor.apps.flows.spiff.run import Run, Waiting


def news_of(model: FlowModel, key: str, outcome: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a step tells the run: its outcome, or the variables that its operation sets."""
    node = model.nodes[key]
    if node.kind is NodeKind.HUMAN:
        return {key: outcome}
    return {name: told[name] for name in node.sets}


def walk(
    model: FlowModel,
    run: Run,
    answers: Mapping[str, list[str]],
    told: Mapping[str, Any],
    pick: Callable[[list[Waiting]], Waiting] = lambda waiting: waiting[0],
) -> list[str]:
    """The steps in the order in which they were done; each step's answers are used up one by one."""
    left = {key: list(outcomes) for key, outcomes in answers.items()}
    order = []
    while waiting := run.waiting():
        step = pick(waiting)
        node = model.nodes[step.key]
        outcome = left[step.key].pop(0) if node.kind is NodeKind.HUMAN else ""
        run.finish(step.engine_id, news_of(model, step.key, outcome, told))
        order.append(step.key)
    return order
