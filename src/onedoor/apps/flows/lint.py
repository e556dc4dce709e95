"""What a model must say before its shape is looked at: who acts, how a step ends, what a condition asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from onedoor.apps.flows.conditions import names_in
from onedoor.apps.flows.model import TASKS, Flow, FlowModel, Node, NodeKind
from onedoor.apps.flows.reading import ELEMENTS
from onedoor.apps.flows.refusals import problem
from onedoor.apps.tenancy.enums import Role
from onedoor.engine.feel import FeelError
from onedoor.errors import Invalid, Words
from onedoor.text import Text

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
ROLES = (Role.ENTERPRISE, Role.CLERK, Role.REVIEWER, Role.DECIDER)
LONGEST_NAME = 100
MOST_NODES = 200


def lint(model: FlowModel, operations: Collection[str]) -> list[Invalid]:
    """Every problem that an element has by itself; ``operations`` are the names that may be called."""
    if len(model.nodes) > MOST_NODES:
        return [_at(next(iter(model.nodes.values())), "too_large", f"{len(model.nodes)}", f"<= {MOST_NODES}")]
    found = [*_counts(model)]
    for node in model.nodes.values():
        found += _degrees(model, node)
        if node.kind in TASKS:
            found += _task(node)
        if node.kind is NodeKind.HUMAN:
            found += _human(node)
        elif node.kind is NodeKind.AUTOMATIC:
            found += _automatic(node, operations)
        elif node.kind is NodeKind.CHOICE:
            found += _choice(model, node)
    known = {*model.given, *(name for node in model.nodes.values() for name in node.sets)}
    known |= {node.id for node in model.of_kind(NodeKind.HUMAN)}
    for flow in model.flows:
        found += _condition(model, flow, known)
    return found


def _counts(model: FlowModel) -> Iterator[Invalid]:
    starts, ends = model.of_kind(NodeKind.START), model.of_kind(NodeKind.END)
    if len(starts) != 1:
        line = starts[1].line if starts else 1
        yield problem("start", line=line, element="startEvent", found=str(len(starts)), expected="1")
    if not ends:
        yield problem("end", line=1, element="endEvent", found="0", expected=">= 1")


def _degrees(model: FlowModel, node: Node) -> Iterator[Invalid]:
    into, out = len(model.incoming(node.id)), len(model.outgoing(node.id))
    gateway = node.kind in (NodeKind.CHOICE, NodeKind.PARALLEL)
    if (into != 0) if node.kind is NodeKind.START else (into == 0):
        yield _at(node, "incoming", str(into), "0" if node.kind is NodeKind.START else ">= 1")
    if node.kind is NodeKind.END:
        if out:
            yield _at(node, "outgoing", str(out), "0")
    elif out == 0 or (out > 1 and not gateway):
        mend = Text("用网关分开。", "Part the ways by a gateway.")
        yield _at(node, "outgoing", str(out), ">= 1" if gateway else "1", mend)


def _task(node: Node) -> Iterator[Invalid]:
    if not KEY.fullmatch(node.id):
        yield _at(node, "key", node.id, KEY.pattern)
    if not node.name.zh or max(len(node.name.zh), len(node.name.en)) > LONGEST_NAME:
        yield _at(node, "name", str(len(node.name.zh)), f"1-{LONGEST_NAME}")
    if node.name.en == node.name.zh and not node.name.zh.isascii():
        yield _at(node, "english_missing", node.name.zh, "od:en")


def _human(node: Node) -> Iterator[Invalid]:
    if node.role not in ROLES:
        yield _at(node, "role", node.role or "-", ", ".join(ROLES))
    if node.role == Role.ENTERPRISE:
        if node.place:
            mend = Text("申请人的环节没有地点。", "A step of the applicant has no place.")
            yield _at(node, "place", node.place, "-", mend)
    elif not KEY.fullmatch(node.place):
        yield _at(node, "place", node.place or "-", KEY.pattern)
    if not node.outcomes:
        yield _at(node, "outcomes", "0", ">= 1 od:outcome")
    keys = [outcome.key for outcome in node.outcomes]
    for outcome in node.outcomes:
        if not KEY.fullmatch(outcome.key) or keys.count(outcome.key) > 1 or not outcome.name.zh:
            yield _at(
                node, "outcome", outcome.key or "-", Text("各不相同的 key，和名称", "distinct keys, a name")
            )


def _automatic(node: Node, operations: Collection[str]) -> Iterator[Invalid]:
    if node.operation not in operations:
        yield _at(node, "operation_unknown", node.operation or "-", ", ".join(sorted(operations)))
    for name in node.sets:
        if not KEY.fullmatch(name):
            yield _at(node, "variable", name, KEY.pattern)


def _choice(model: FlowModel, node: Node) -> Iterator[Invalid]:
    flows = model.outgoing(node.id)
    if node.default and node.default not in {flow.id for flow in flows}:
        yield _at(node, "default", node.default, ", ".join(flow.id for flow in flows))
    for flow in flows:
        if len(flows) > 1 and not flow.condition and flow.id != node.default:
            mend = Text("写明条件，或设为默认流。", "Give it a condition, or make it the default.")
            yield _of_flow(flow, "condition_missing", None, "FEEL", mend)


def _condition(model: FlowModel, flow: Flow, known: set[str]) -> Iterator[Invalid]:
    if not flow.condition:
        return
    source = model.nodes[flow.source]
    parts = source.kind is NodeKind.CHOICE and len(model.outgoing(source.id)) > 1
    if not parts or flow.id == source.default:
        yield _of_flow(flow, "condition_unused", flow.condition, None)
        return
    try:
        names = names_in(flow.condition)
    except FeelError as error:
        yield _of_flow(flow, "condition_feel", Text.of(str(error)), "FEEL")
        return
    for name in sorted(names - known):
        yield _of_flow(flow, "name_unknown", name, ", ".join(sorted(known)))


def _at(node: Node, code: str, found: Words, expected: Words, mend: Words = None) -> Invalid:
    return problem(
        code,
        line=node.line,
        element=ELEMENTS[node.kind],
        id=node.id,
        found=found,
        expected=expected,
        mend=mend,
    )


def _of_flow(flow: Flow, code: str, found: Words, expected: Words, mend: Words = None) -> Invalid:
    return problem(
        code, line=flow.line, element="sequenceFlow", id=flow.id, found=found, expected=expected, mend=mend
    )
