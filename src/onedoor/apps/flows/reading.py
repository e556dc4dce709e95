"""From a BPMN document to the model: what each element says, before anyone asks whether it makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onedoor.apps.flows.model import Flow, FlowModel, Node, NodeKind, Outcome
from onedoor.apps.flows.refusals import FlowRefused, problem
from onedoor.apps.flows.xml import BPMN, OD, line_of
from onedoor.errors import Invalid
from onedoor.text import Text

KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.HUMAN,
    "serviceTask": NodeKind.AUTOMATIC,
    "exclusiveGateway": NodeKind.CHOICE,
    "parallelGateway": NodeKind.PARALLEL,
}
ELEMENTS = {kind: name for name, kind in KINDS.items()}
FEEL_LANGUAGES = ("feel", "https://www.omg.org/spec/dmn/")


def read_model(root: etree._Element) -> FlowModel:
    """The one process of the document.

    Raises:
        FlowRefused: not exactly one process, an id missing or given twice, a flow that leads nowhere, a
            condition in another language than FEEL.
    """
    processes = list(_below(root, "process"))
    if len(processes) != 1:
        line = line_of(processes[1]) if processes else line_of(root)
        raise FlowRefused(
            [problem("process", line=line, element="process", found=str(len(processes)), expected="1")]
        )
    process = processes[0]
    nodes = [_node(element) for element in process if _local(element) in KINDS]
    flows = [_flow(element) for element in _below(process, "sequenceFlow")]
    problems = [
        *_ids(nodes, flows),
        *_ends(nodes, flows),
        *(each for element in process.iter() for each in _language(element)),
    ]
    if problems:
        raise FlowRefused(problems)
    return FlowModel(
        name=_name(process),
        nodes={node.id: node for node in nodes},
        flows=tuple(flows),
        given=tuple(_od(process, "given").split()),
    )


def _node(element: etree._Element) -> Node:
    outcomes = [
        Outcome(each.get("key", ""), Text(each.get("name", ""), each.get("en", "") or each.get("name", "")))
        for holder in _below(element, "extensionElements")
        for each in holder
        if each.tag == f"{{{OD}}}outcome"
    ]
    return Node(
        id=element.get("id", ""),
        kind=KINDS[_local(element)],
        name=_name(element),
        role=_od(element, "role"),
        place=_od(element, "place"),
        outcomes=tuple(outcomes),
        operation=_od(element, "operation"),
        sets=tuple(_od(element, "sets").split()),
        default=element.get("default", ""),
        line=line_of(element),
    )


def _flow(element: etree._Element) -> Flow:
    condition = next(_below(element, "conditionExpression"), None)
    text = "".join(str(part) for part in condition.itertext()).strip() if condition is not None else ""
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        # Some modelers mark FEEL by a leading equals sign, which is no part of it.
        condition=text.removeprefix("=").strip(),
        line=line_of(element),
    )


def _ids(nodes: list[Node], flows: list[Flow]) -> Iterator[Invalid]:
    seen: set[str] = set()
    every: list[Node | Flow] = [*nodes, *flows]
    for each in every:
        if not each.id or each.id in seen:
            yield problem(
                "id",
                line=each.line,
                element=ELEMENTS[each.kind] if isinstance(each, Node) else "sequenceFlow",
                id=each.id,
                found=Text("重复或缺失的 id", "an id that is missing or given twice"),
            )
        seen.add(each.id)


def _ends(nodes: list[Node], flows: list[Flow]) -> Iterator[Invalid]:
    known = {node.id for node in nodes}
    pairs: set[tuple[str, str]] = set()
    for flow in flows:
        for end in (flow.source, flow.target):
            if end not in known:
                yield problem(
                    "flow_end", line=flow.line, element="sequenceFlow", id=flow.id, found=end or "-"
                )
        if (flow.source, flow.target) in pairs:
            yield problem(
                "flow_twice",
                line=flow.line,
                element="sequenceFlow",
                id=flow.id,
                found=f"{flow.source} -> {flow.target}",
                mend=Text("把两个条件并成一个。", "Make one condition of the two."),
            )
        pairs.add((flow.source, flow.target))


def _language(element: etree._Element) -> Iterator[Invalid]:
    language = element.get("language", "") if _local(element) == "conditionExpression" else ""
    if language and not language.lower().startswith(FEEL_LANGUAGES):
        yield problem(
            "language", line=line_of(element), element="conditionExpression", found=language, expected="FEEL"
        )


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if child.tag == f"{{{BPMN}}}{name}")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _od(element: etree._Element, name: str) -> str:
    return element.get(f"{{{OD}}}{name}", "")


def _name(element: etree._Element) -> Text:
    zh = " ".join(element.get("name", "").split())
    return Text(zh, _od(element, "en") or zh)
