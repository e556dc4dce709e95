"""Walking a run in memory, for tests: what to answer at each step."""

from __future__ import annotations

import json
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


class Tokens:
    """Where the tokens of a model are: a second, smaller reading of it. Its conditions are equalities."""

    def __init__(self, model: FlowModel) -> None:
        self.model = model
        self.waiting: list[str] = []
        self.flows = [flow.id for flow in model.outgoing(model.start.id)]

    def finish(self, key: str) -> None:
        self.waiting.remove(key)
        self.flows += [flow.id for flow in self.model.outgoing(key)]

    def settle(self, variables: dict) -> None:
        while any(self.move(node, variables) for node in self.model.nodes.values()):
            pass

    def move(self, node, variables) -> bool:
        into = [flow.id for flow in self.model.incoming(node.id)]
        here = [each for each in into if each in self.flows]
        if not here or (node.kind is NodeKind.PARALLEL and len(here) < len(into)):
            return False
        for taken in here if node.kind is NodeKind.PARALLEL else here[:1]:
            self.flows.remove(taken)
        out = self.model.outgoing(node.id)
        if node.kind in (NodeKind.HUMAN, NodeKind.AUTOMATIC):
            self.waiting.append(node.id)
        elif node.kind is NodeKind.CHOICE:
            chosen = [flow for flow in out if holds(flow.condition, variables)]
            self.flows += [(chosen or [f for f in out if f.id == node.default] or list(out))[0].id]
        else:
            self.flows += [flow.id for flow in out]
        return True


def holds(condition: str, variables: dict) -> bool:
    name, _, value = condition.partition(" = ")
    return bool(condition) and variables[name] == json.loads(value)
