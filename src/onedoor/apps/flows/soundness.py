"""Whether a model can always finish: every reachable state is walked, once, before it is released.

A state is where the tokens are (on which flows, in which tasks) and what the steps done so far have put
into those variables that conditions ask for. Outcomes are tried each by each; what an operation answers is
open, so both ways are tried. Workflow nets after van der Aalst (1997): option to complete, no dead task;
and at most one token on a flow, because two there would make two of one step.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onedoor.apps.flows.conditions import names_in, possible
from onedoor.apps.flows.model import TASKS, Flow, FlowModel, Node, NodeKind
from onedoor.apps.flows.reading import ELEMENTS
from onedoor.apps.flows.refusals import problem
from onedoor.errors import Invalid
from onedoor.text import Text

MOST_STATES = 20_000
# The value of a variable that is set, but to what is not known before it runs.
OPEN = object()


@dataclass(frozen=True, slots=True)
class State:
    """``tokens`` are flow ids, and task ids of steps that wait; ``known`` the variables set so far."""

    tokens: frozenset[str]
    known: frozenset[tuple[str, Any]]


class _Found(Exception):
    def __init__(self, problem: Invalid) -> None:
        self.problem = problem


def check_soundness(model: FlowModel) -> list[Invalid]:
    """The first problem met on the way, or the steps that are never reached; empty when the model is sound."""
    try:
        return _Walk(model).run()
    except _Found as found:
        return [found.problem]


class _Walk:
    def __init__(self, model: FlowModel) -> None:
        self.model = model
        self.asked = frozenset().union(*(names_in(flow.condition) for flow in model.flows if flow.condition))
        self.begun: set[str] = set()

    def run(self) -> list[Invalid]:
        first = self.moved(
            State(frozenset(), frozenset((name, OPEN) for name in self.model.given if name in self.asked)),
            (),
            self.model.outgoing(self.model.start.id),
            self.model.start,
        )
        came_from: dict[State, list[State]] = {first: []}
        pending = deque([first])
        while pending:
            state = pending.popleft()
            for after in self.steps(state):
                if after not in came_from:
                    came_from[after] = []
                    pending.append(after)
                came_from[after].append(state)
            if len(came_from) > MOST_STATES:
                raise _Found(_at(self.model.start, "too_large", Text("状态过多", "too many states")))
        return [*self._endless(came_from), *self._dead()]

    def _endless(self, came_from: dict[State, list[State]]) -> Iterator[Invalid]:
        can_finish = {state for state in came_from if not state.tokens}
        pending = deque(can_finish)
        while pending:
            for before in came_from[pending.popleft()]:
                if before not in can_finish:
                    can_finish.add(before)
                    pending.append(before)
        stuck = next((state for state in came_from if state not in can_finish), None)
        if stuck is not None:
            found = Text("走到这里就再也不能结束", "from here the flow can never finish")
            yield _at(self._where(stuck), "endless", found)

    def _dead(self) -> Iterator[Invalid]:
        for node in self.model.nodes.values():
            if node.id not in self.begun and node.kind is not NodeKind.START:
                yield _at(node, "dead", Text("永远走不到", "never reached"))

    def steps(self, state: State) -> list[State]:
        """Every state that one step of one node leads to."""
        after = [each for node in self.model.nodes.values() for each in self.of_node(state, node)]
        if not after and state.tokens:
            found = Text("走到这里就停住了", "the flow stands still here")
            raise _Found(_at(self._where(state), "stuck", found))
        return after

    def of_node(self, state: State, node: Node) -> Iterator[State]:
        incoming = [flow for flow in self.model.incoming(node.id) if flow.id in state.tokens]
        if node.kind in TASKS and node.id in state.tokens:
            for known in self.done(state, node):
                outgoing = self.model.outgoing(node.id)
                yield self.moved(State(state.tokens, known), (node.id,), outgoing, node)
        if node.kind is NodeKind.PARALLEL and len(incoming) < len(self.model.incoming(node.id)):
            return
        if incoming:
            self.begun.add(node.id)
        if node.kind is NodeKind.PARALLEL and incoming:
            taken = tuple(flow.id for flow in incoming)
            yield self.moved(state, taken, self.model.outgoing(node.id), node)
            return
        for flow in incoming:
            if node.kind in TASKS:
                yield self.opened(state, flow, node)
            elif node.kind is NodeKind.CHOICE:
                for chosen in self.choices(state, node):
                    yield self.moved(state, (flow.id,), (chosen,), node)
            else:
                yield self.moved(state, (flow.id,), (), node)

    def done(self, state: State, node: Node) -> Iterator[frozenset[tuple[str, Any]]]:
        """What is known after the step, for each way it may end."""
        if node.kind is NodeKind.AUTOMATIC:
            yield self.told(state, dict.fromkeys(node.sets, OPEN))
        else:
            keys = [outcome.key for outcome in node.outcomes] if node.id in self.asked else [""]
            for key in keys:
                yield self.told(state, {node.id: key})

    def told(self, state: State, news: dict[str, Any]) -> frozenset[tuple[str, Any]]:
        kept = {name: value for name, value in state.known if name not in news}
        return frozenset({**kept, **{k: v for k, v in news.items() if k in self.asked}}.items())

    def opened(self, state: State, flow: Flow, node: Node) -> State:
        if node.id in state.tokens:
            raise _Found(
                _at(node, "twice", Text("同一环节会同时出现两次", "the step can be open twice at once"))
            )
        return State(state.tokens - {flow.id} | {node.id}, state.known)

    def moved(self, state: State, taken: tuple[str, ...], given: tuple[Flow, ...], node: Node) -> State:
        tokens = set(state.tokens) - set(taken)
        for flow in given:
            if flow.id in tokens:
                raise _Found(_at(node, "twice", Text(f"{flow.id} 会同时走两次", f"{flow.id} is taken twice")))
            tokens.add(flow.id)
        return State(frozenset(tokens), state.known)

    def choices(self, state: State, node: Node) -> list[Flow]:
        """The flows that a gateway may choose, in the order in which it asks their conditions."""
        flows = self.model.outgoing(node.id)
        if len(flows) == 1:
            return list(flows)
        known = dict(state.known)
        settled = {name: value for name, value in known.items() if value is not OPEN}
        chosen: list[Flow] = []
        for flow in (flow for flow in flows if flow.id != node.default):
            unset = sorted(names_in(flow.condition) - known.keys())
            if unset:
                raise _Found(_of_flow(flow, "name_unset", ", ".join(unset)))
            try:
                yes = possible(flow.condition, settled)
            except Invalid as error:
                raise _Found(_of_flow(flow, "condition_boolean", error.found)) from error
            if yes is not False:
                chosen.append(flow)
            if yes:
                return chosen
        default = [flow for flow in flows if flow.id == node.default]
        if not default:
            said = ", ".join(f"{name}={value}" for name, value in sorted(settled.items()))
            raise _Found(_at(node, "no_way_out", said or Text("没有默认流", "no default flow")))
        return chosen + default

    def _where(self, state: State) -> Node:
        """The node at which somebody would look first: a waiting step, else where a token is heading."""
        nodes, token = self.model.nodes, min(state.tokens)
        flows = {flow.id: flow for flow in self.model.flows}
        return nodes[token] if token in nodes else nodes[flows[token].target]


def _at(node: Node, code: str, found: Text | str) -> Invalid:
    return problem(code, line=node.line, element=ELEMENTS[node.kind], id=node.id, found=found)


def _of_flow(flow: Flow, code: str, found: Any) -> Invalid:
    return problem(code, line=flow.line, element="sequenceFlow", id=flow.id, found=found)
