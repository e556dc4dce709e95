"""The flow of a bundle: one BPMN document, its parts side by side as far as they do not wait for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

from onedoor.apps.catalogue.bundles.definition import BundleDefinition, Part
from onedoor.apps.catalogue.bundles.drawing import drawn
from onedoor.apps.catalogue.bundles.merging import Definitions
from onedoor.apps.catalogue.bundles.ordering import predecessors
from onedoor.apps.catalogue.bundles.selecting import Selection
from onedoor.text import Text

INTAKE = {
    "accept": Text("受理", "Accept"),
    "request_correction": Text("要求补正", "Request correction"),
    "refuse": Text("不予受理", "Refuse"),
}
OUTCOMES = {"granted": Text("办成", "Granted"), "failed": Text("未办成", "Not granted")}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:od="https://onedoor.dev/ns/bpmn"
    id="bundle_definitions" targetNamespace="https://onedoor.dev/flows/bundle">
"""


@dataclass
class Drawing:
    """Nodes as XML elements and the flows between them, as they are added."""

    nodes: dict[str, str] = field(default_factory=dict)
    flows: list[tuple[str, str, str]] = field(default_factory=list)

    def node(self, name: str, element: str, attributes: Mapping[str, str], inner: str = "") -> None:
        written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
        self.nodes[name] = f'<bpmn:{element} id="{name}"{written}>{inner}</bpmn:{element}>'

    def task(self, name: str, text: Text, role: str, place: str, outcomes: Mapping[str, Text]) -> None:
        inner = "".join(
            f'<od:outcome key="{key}" name={quoteattr(each.zh)} en={quoteattr(each.en)} />'
            for key, each in outcomes.items()
        )
        attributes = {"name": text.zh, "od:en": text.en, "od:role": role, "od:place": place}
        self.node(name, "userTask", attributes, f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>")

    def flow(self, source: str, target: str, condition: str = "") -> str:
        self.flows.append((source, target, condition))
        return flow_id(source, target)

    def document(self, process: str) -> str:
        flows = "".join(_flow_element(*each) for each in self.flows)
        diagram = drawn(list(self.nodes), [(source, target) for source, target, _ in self.flows])
        return f"{HEAD}{process}{''.join(self.nodes.values())}{flows}</bpmn:process>{diagram}</bpmn:definitions>\n"


def flow_of(bundle: BundleDefinition, definitions: Definitions) -> str:
    """The BPMN document of the bundle.

    It is taken in once, by its lead; then every part starts when what it waits for is settled, and the applicant is told at the
    end. A part that may not be called for is passed by where ``needs_<part>`` is false: ``flow_variables`` has these. Where a
    gate is not granted the flow ends; where another part is not, the rest goes on.
    """
    drawing = Drawing()
    _intake(drawing)
    optional = optional_parts(bundle, definitions)
    waits = predecessors(bundle, {part.id for part in bundle.parts})
    exits: dict[str, str] = {}
    entries: dict[str, str] = {}
    for part in bundle.parts:
        entries[part.id], exits[part.id] = _part(drawing, part, definitions, part.id in optional)
    _joined(drawing, bundle, waits, entries, exits)
    attributes = {"name": "告知", "od:en": "Notify the applicant", "od:operation": "cases.notify_applicant"}
    drawing.node("notify_applicant", "serviceTask", attributes)
    drawing.node("completed", "endEvent", {"name": "办结"})
    drawing.flow("notify_applicant", "completed")
    given = " ".join(variable_of(name) for name in optional)
    process = (
        f'<bpmn:process id="bundle" name={quoteattr(bundle.name.zh)} od:en={quoteattr(bundle.name.en)} '
        f'od:given="{given}" isExecutable="true">'
    )
    return drawing.document(process)


def optional_parts(bundle: BundleDefinition, definitions: Definitions) -> tuple[str, ...]:
    """The parts that some answers do not call for: by a condition of their own, or because their item stops."""
    return tuple(
        part.id
        for part in bundle.parts
        if part.when
        or (
            not part.gate
            and part.item in definitions
            and any(each.stop for each in definitions[part.item].situations)
        )
    )


def flow_variables(
    bundle: BundleDefinition, definitions: Definitions, selection: Selection
) -> dict[str, bool]:
    """What the flow is started with: of each part that may be passed by, whether these answers call for it."""
    there = {each.part.id for each in selection.parts}
    return {variable_of(name): name in there for name in optional_parts(bundle, definitions)}


def places_of(bundle: BundleDefinition, lead: str) -> dict[str, str]:
    """The departments of the places of the flow: the bundle's lead, and of each part its own."""
    return {"lead": lead} | {part.id: part.lead or lead for part in bundle.parts}


def variable_of(part: str) -> str:
    return f"needs_{part}"


def flow_id(source: str, target: str) -> str:
    return f"{source}_to_{target}"


def _intake(drawing: Drawing) -> None:
    drawing.node("submitted", "startEvent", {"name": "已提交"})
    drawing.task("intake", Text("统一受理", "Joint acceptance"), "clerk", "lead", INTAKE)
    drawing.node("intake_result", "exclusiveGateway", {"name": "受理结果"})
    corrected = {"corrected": Text("提交补正", "Submit correction")}
    drawing.task("correction", Text("补正", "Correction"), "enterprise", "", corrected)
    drawing.node("refused", "endEvent", {"name": "不予受理"})
    drawing.flow("submitted", "intake")
    drawing.flow("intake", "intake_result")
    drawing.flow("intake_result", "correction", 'intake = "request_correction"')
    drawing.flow("intake_result", "refused", 'intake = "refuse"')
    drawing.flow("correction", "intake")


def _part(drawing: Drawing, part: Part, definitions: Definitions, optional: bool) -> tuple[str, str]:
    """The part, passed by where it is optional, ended at where a gate is not granted; its entry and its exit."""
    name = definitions[part.item].name
    entry = exit_ = part.id
    drawing.task(part.id, name, "decider", part.id, OUTCOMES)
    if optional:
        entry, exit_ = f"{part.id}_needed", f"{part.id}_passed"
        drawing.node(entry, "exclusiveGateway", {"default": flow_id(entry, exit_)})
        drawing.node(exit_, "exclusiveGateway", {})
        drawing.flow(entry, part.id, f"{variable_of(part.id)} = true")
        drawing.flow(entry, exit_)
    settled = part.id
    if part.gate:
        settled, ended = f"{part.id}_result", f"{part.id}_failed"
        drawing.node(settled, "exclusiveGateway", {"name": f"{name.zh}是否办成"})
        drawing.node(ended, "endEvent", {"name": f"{name.zh}未办成"})
        drawing.flow(part.id, settled)
        drawing.flow(settled, ended, f'{part.id} = "failed"')
        exit_ = exit_ if optional else settled
    if optional:
        drawing.flow(settled, exit_, f'{part.id} = "granted"' if part.gate else "")
    return entry, exit_


def _joined(
    drawing: Drawing,
    bundle: BundleDefinition,
    waits: Mapping[str, tuple[str, ...]],
    entries: Mapping[str, str],
    exits: Mapping[str, str],
) -> None:
    """Splits where several parts wait for one, joins where one waits for several, and what leads there."""
    followers = {name: [other for other, before in waits.items() if name in before] for name in waits}
    last = [name for name, after in followers.items() if not after]
    first = [name for name, before in waits.items() if not before]
    for name, before in waits.items():
        if len(before) > 1:
            drawing.node(f"{name}_join", "parallelGateway", {})
            drawing.flow(f"{name}_join", entries[name])
    if len(last) > 1:
        drawing.node("all_join", "parallelGateway", {})
        drawing.flow("all_join", "notify_applicant")
    end = "all_join" if len(last) > 1 else "notify_applicant"
    ways = {name: list(_targets(after, waits, entries)) or [end] for name, after in followers.items()}
    _fan(drawing, "intake_result", "start_split", _targets(first, waits, entries), 'intake = "accept"')
    gates = {part.id for part in bundle.parts if part.gate}
    for name, targets in ways.items():
        at_gate = name in gates and exits[name] == f"{name}_result"
        _fan(drawing, exits[name], f"{name}_split", targets, f'{name} = "granted"' if at_gate else "")


def _targets(
    names: list[str], waits: Mapping[str, tuple[str, ...]], entries: Mapping[str, str]
) -> Iterator[str]:
    for name in names:
        yield f"{name}_join" if len(waits[name]) > 1 else entries[name]


def _fan(drawing: Drawing, source: str, split: str, targets: Any, condition: str) -> None:
    """From the source to every target, over a split where there are several."""
    ways = list(targets)
    if len(ways) > 1:
        drawing.node(split, "parallelGateway", {})
        drawing.flow(source, split, condition)
        source, condition = split, ""
    for target in ways:
        drawing.flow(source, target, condition)


def _flow_element(source: str, target: str, condition: str) -> str:
    start = f'<bpmn:sequenceFlow id="{flow_id(source, target)}" sourceRef="{source}" targetRef="{target}"'
    if not condition:
        return f"{start} />"
    written = condition.replace("&", "&amp;").replace("<", "&lt;")
    return f"{start}><bpmn:conditionExpression>{written}</bpmn:conditionExpression></bpmn:sequenceFlow>"
