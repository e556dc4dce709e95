"""Reading XML that nobody vouches for: no document type, no entities, no network, bounded size."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onedoor.engine.dmn.errors import DmnError, bad_model
from onedoor.text import Text

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 50_000

VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "http://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
NAMESPACES = frozenset(VERSIONS)
OD = "https://onedoor.dev/ns/dmn"


def read_xml(xml: bytes | str, file: str = "") -> etree._Element:
    """The ``definitions`` element of a DMN document; ``file`` names it in errors.

    Raises:
        DmnError: too large, not well formed, with a document type, or not DMN 1.1 to 1.5.
    """
    root = parse_xml(xml, file)
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise bad_model(
            "kind",
            str(root.tag),
            Text("DMN 1.1 至 1.5 的 definitions", "definitions of DMN 1.1 to 1.5"),
            in_file(file, root.sourceline or 0),
        )
    return root


def parse_xml(xml: bytes | str, file: str = "") -> etree._Element:
    """The root of an XML document, with its comments and its character data as they were written.

    Raises:
        DmnError: too large, not well formed, or with a document type.
    """
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_BYTES:
        limit = Text(f"不超过{MAX_BYTES}字节", f"at most {MAX_BYTES} bytes")
        raise bad_model("size", f"{len(data)} bytes", limit, in_file(file))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _no_document_type(file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        strip_cdata=False,
        encoding="utf-8" if isinstance(xml, str) else None,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        expected = Text("格式良好的 XML", "well-formed XML")
        raise bad_model("xml", str(error), expected, in_file(file, error.lineno or 0)) from error
    if root.getroottree().docinfo.doctype:
        raise _no_document_type(file)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        limit = Text(f"不超过{MAX_ELEMENTS}个元素", f"at most {MAX_ELEMENTS} elements")
        raise bad_model("size", f"> {MAX_ELEMENTS}", limit, in_file(file))
    return root


def in_file(file: str, line: int = 0) -> Text | None:
    """The place in a file; None where neither is known."""
    if not file and not line:
        return None
    zh = f"第{line}行" if line else ""
    en = f"line {line}" if line else ""
    return Text(f"{file} {zh}".strip(), f"{file} {en}".strip())


def _no_document_type(file: str) -> DmnError:
    return bad_model(
        "doctype",
        Text("文档类型声明或实体", "a document type or entity declaration"),
        Text("没有 DOCTYPE 的 XML", "XML without DOCTYPE"),
        in_file(file),
        Text("请删除 <!DOCTYPE …>。", "Remove <!DOCTYPE …>."),
    )


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def elements(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements in the namespace of DMN; neither comments nor extensions."""
    for child in element.iterchildren(tag=etree.Element):
        if etree.QName(child).namespace in NAMESPACES:
            yield child


def below(element: etree._Element, *names: str) -> list[etree._Element]:
    """The children with one of these local names, in the namespace of DMN."""
    return [child for child in elements(element) if local(child) in names]


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first such child, or None."""
    return next(iter(below(element, *names)), None)


def content(element: etree._Element | None) -> str:
    """The characters in an element, without comments and without the space around them."""
    if element is None:
        return ""
    pieces = [element.text, *(child.tail for child in element)]
    return "".join(piece for piece in pieces if piece).strip()


def text_of(element: etree._Element | None) -> str:
    """The text in the element's ``text`` child, without the space around it."""
    return content(first(element, "text")) if element is not None else ""


def name_of(element: etree._Element) -> str:
    """The element's name with single spaces."""
    return " ".join((element.get("name") or "").split())


def label_of(element: etree._Element) -> Text:
    """The name, and its English from ``<od:label xml:lang="en">`` where there is one."""
    name = name_of(element)
    for label in element.iter(f"{{{OD}}}label"):
        owner = label.getparent()
        if owner is not None and owner.getparent() is element and (label.text or "").strip():
            return Text(zh=name, en=" ".join((label.text or "").split()))
    return Text(zh=name, en=name)


def language_of(element: etree._Element) -> str:
    """The expression language of a literal expression: its own, else that of the whole model."""
    own = element.get("expressionLanguage")
    return own or element.getroottree().getroot().get("expressionLanguage") or ""
