"""Reading XML that nobody vouches for: no document type, no entities, no network, bounded size."""

from __future__ import annotations

from lxml import etree

from onedoor.engine.dmn.errors import DmnError, bad_model
from onedoor.text import Text

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 50_000

# The same elements in each: DMN 1.3, 1.4 and 1.5 (1.2 is read as well, models of it are still about).
NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
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
            "kind", str(root.tag), Text("DMN 1.1 至 1.5 的 definitions", "definitions of DMN 1.1 to 1.5")
        )
    return root


def parse_xml(xml: bytes | str, file: str = "") -> etree._Element:
    """The root of an XML document that nobody vouches for.

    Raises:
        DmnError: too large, not well formed, or with a document type.
    """
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_BYTES:
        raise bad_model(
            "size", f"{len(data)} bytes", Text(f"不超过{MAX_BYTES}字节", f"at most {MAX_BYTES} bytes")
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _no_document_type()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if isinstance(xml, str) else None,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise bad_model(
            "xml",
            str(error),
            Text("格式良好的 XML", "well-formed XML"),
            Text(f"第{error.lineno}行", f"line {error.lineno}"),
        ) from error
    if root.getroottree().docinfo.doctype:
        raise _no_document_type()
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise bad_model(
            "size",
            f"> {MAX_ELEMENTS}",
            Text(f"不超过{MAX_ELEMENTS}个元素", f"at most {MAX_ELEMENTS} elements"),
        )
    return root


def _no_document_type() -> DmnError:
    return bad_model(
        "doctype",
        Text("文档类型声明或实体", "a document type or entity declaration"),
        Text("没有 DOCTYPE 的 XML", "XML without DOCTYPE"),
        mend=Text("请删除 <!DOCTYPE …>。", "Remove <!DOCTYPE …>."),
    )


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def below(element: etree._Element, *names: str) -> list[etree._Element]:
    """The children with one of these local names, in the namespace of DMN."""
    return [
        child for child in element if etree.QName(child).namespace in NAMESPACES and local(child) in names
    ]


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first such child, or None."""
    return next(iter(below(element, *names)), None)


def text_of(element: etree._Element | None) -> str:
    """The text in the element's ``text`` child, without the space around it."""
    child = first(element, "text") if element is not None else None
    return "".join(child.itertext()).strip() if child is not None else ""


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
