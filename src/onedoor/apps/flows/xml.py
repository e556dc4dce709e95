"""Reading BPMN that nobody vouches for: no document type, no entities, no network, bounded, one dialect.

What is not understood is refused, never skipped: a step that the house would not carry out must not stand
in a released model. Decoration (diagram, notes, lanes) stays in the document and means nothing.
"""

from __future__ import annotations

from lxml import etree

from onedoor.apps.flows.refusals import FlowRefused, problem
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

MAX_BYTES = 500_000
MAX_ELEMENTS = 5_000

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OD = "https://onedoor.dev/ns/bpmn"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DIAGRAM = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    }
)
# A modeler's note about itself on the root; dropped, because it says nothing about the flow.
MODELER = "http://camunda.org/schema/modeler/1.0"

# Elements, and their attributes beside ``id`` and ``name``.
BPMN_ELEMENTS: dict[str, frozenset[str]] = {
    "definitions": frozenset({"targetNamespace", "exporter", "exporterVersion", "expressionLanguage"}),
    "process": frozenset({"isExecutable", "isClosed", "processType"}),
    "documentation": frozenset({"textFormat"}),
    "extensionElements": frozenset(),
    "laneSet": frozenset(),
    "lane": frozenset(),
    "flowNodeRef": frozenset(),
    "startEvent": frozenset({"isInterrupting"}),
    "endEvent": frozenset(),
    "userTask": frozenset(),
    "serviceTask": frozenset(),
    "exclusiveGateway": frozenset({"default", "gatewayDirection"}),
    "parallelGateway": frozenset({"gatewayDirection"}),
    "sequenceFlow": frozenset({"sourceRef", "targetRef"}),
    "conditionExpression": frozenset({"language"}),
    "incoming": frozenset(),
    "outgoing": frozenset(),
    "textAnnotation": frozenset({"textFormat"}),
    "text": frozenset(),
    "association": frozenset({"sourceRef", "targetRef", "associationDirection"}),
}
OD_ELEMENTS: dict[str, frozenset[str]] = {"outcome": frozenset({"key", "name", "en"})}
OD_ATTRIBUTES: dict[str, frozenset[str]] = {
    "process": frozenset({"en", "given"}),
    "userTask": frozenset({"en", "role", "place"}),
    "serviceTask": frozenset({"en", "operation", "sets"}),
}


def read_xml(xml: bytes | str) -> etree._Element:
    """The ``definitions`` element of a BPMN document that holds nothing but what is supported.

    Raises:
        TooLarge: more bytes or elements than the bounds.
        FlowRefused: not well formed, with a document type, or with what is not supported.
    """
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_BYTES:
        raise TooLarge("flow.too_large", found=f"{len(data)} bytes", expected=f"<= {MAX_BYTES} bytes")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FlowRefused([_document_type()])
    root = _parse(data)
    if root.getroottree().docinfo.doctype:
        raise FlowRefused([_document_type()])
    if root.tag != f"{{{BPMN}}}definitions":
        raise FlowRefused([problem("kind", line=1, element=str(root.tag), expected=f"{{{BPMN}}}definitions")])
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise TooLarge("flow.too_large", found=f"> {MAX_ELEMENTS}", expected=f"<= {MAX_ELEMENTS} elements")
    for name in [name for name in root.attrib if etree.QName(name).namespace == MODELER]:
        del root.attrib[name]
    problems = [each for element in root.iter() for each in _foreign(element)]
    if problems:
        raise FlowRefused(problems)
    return root


def normalised(root: etree._Element) -> str:
    """The document as canonical XML: equal models read equal, whatever wrote them."""
    return etree.tostring(root, method="c14n2", strip_text=False, with_comments=False).decode()


def _parse(data: bytes) -> etree._Element:
    # UTF-8 is forced: another encoding could hide a document type from the search above.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FlowRefused([problem("xml", line=error.lineno or 1, element="XML", found=error.msg)]) from error


def _document_type() -> Invalid:
    return problem(
        "doctype",
        line=1,
        element="DOCTYPE",
        found=Text("文档类型声明或实体", "a document type or entity declaration"),
        mend=Text("请删除 <!DOCTYPE …>。", "Remove <!DOCTYPE …>."),
    )


def _foreign(element: etree._Element) -> list[Invalid]:
    """What is not supported about this element; the parts of the diagram carry no meaning and pass."""
    name = etree.QName(element)
    if name.namespace in DIAGRAM or _in_diagram(element):
        return [] if name.namespace in DIAGRAM | {BPMN} else [_unsupported(element)]
    if name.namespace == OD:
        allowed = OD_ELEMENTS.get(name.localname)
        own: frozenset[str] = frozenset()
    else:
        allowed = BPMN_ELEMENTS.get(name.localname) if name.namespace == BPMN else None
        own = OD_ATTRIBUTES.get(name.localname, frozenset())
    if allowed is None:
        return [_unsupported(element)]
    known = {*allowed, "id", "name", f"{{{XSI}}}type", f"{{{XSI}}}schemaLocation"}
    known |= {f"{{{OD}}}{each}" for each in own}
    return [_unknown_attribute(element, str(each)) for each in element.attrib if each not in known]


def _in_diagram(element: etree._Element) -> bool:
    return any(etree.QName(above).localname == "BPMNDiagram" for above in element.iterancestors())


def _unsupported(element: etree._Element) -> Invalid:
    name = etree.QName(element)
    supported = name.namespace == BPMN
    return problem(
        "element_unsupported" if supported else "extension_foreign",
        line=line_of(element),
        element=name.localname,
        id=element.get("id", ""),
        found=name.localname if supported else str(name),
        expected=", ".join(name for name in BPMN_ELEMENTS if name.endswith(("Task", "Event", "Gateway"))),
        mend=Text(
            "只用支持的元素；计算放到决策模型或 od:operation 里。",
            "Use supported elements only; compute in a decision model or an od:operation.",
        ),
    )


def _unknown_attribute(element: etree._Element, attribute: str) -> Invalid:
    name = etree.QName(element)
    return problem(
        "attribute_unsupported" if "{" not in attribute or OD in attribute else "extension_foreign",
        line=line_of(element),
        element=name.localname,
        id=element.get("id", ""),
        found=attribute,
        mend=Text("删除此属性。", "Remove this attribute."),
    )


def line_of(element: etree._Element) -> int:
    return int(element.sourceline or 0)
