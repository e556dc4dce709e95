"""Reading the files of test cases (``testCases.xsd`` of the kit, namespace ``20160719/testcase``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.dmn.tck.values import SCHEMA, value_of
from onedoor.engine.dmn.xml import parse_xml

NAMESPACE = "http://www.omg.org/spec/DMN/20160719/testcase"
_HEAD_BYTES = 4_000


@dataclass(frozen=True, slots=True)
class Expected:
    """What one node must come to: the name of a decision, its namespace where it is not the model's own."""

    name: str
    namespace: str
    value: Any


@dataclass(frozen=True, slots=True)
class Case:
    """One test case. ``kind`` is ``decision``, ``decisionService`` or ``bkm``; ``invocable`` names what
    the latter two call. ``inputs`` go by name, those of another namespace as ``{namespace}name``.
    """

    id: str
    description: str
    kind: str
    invocable: str
    inputs: Mapping[str, Any]
    expected: tuple[Expected, ...]

    @property
    def expects_a_value(self) -> bool:
        """Whether any node of it must come to something other than null."""
        return any(each.value is not None for each in self.expected)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One file of cases and the model they are about, which stands in the same folder."""

    path: Path
    model: Path
    cases: tuple[Case, ...]


def find_case_files(folder: Path) -> Iterator[Path]:
    """The files of test cases below a folder, in order of their paths; other XML is passed over."""
    for path in sorted(folder.rglob("*.xml")):
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        if NAMESPACE.encode() in head:
            yield path


def read_cases(path: Path) -> CaseFile:
    """The cases of one file.

    Raises:
        DmnError: the XML is unsafe, broken, or no file of test cases.
    """
    root = parse_xml(path.read_bytes(), str(path))
    if root.tag != f"{{{NAMESPACE}}}testCases":
        raise bad_model("kind", str(root.tag), f"{{{NAMESPACE}}}testCases", str(path))
    model = _text(root, "modelName")
    return CaseFile(path, path.parent / model, tuple(_case(each) for each in _children(root, "testCase")))


def _case(element: etree._Element) -> Case:
    inputs = {}
    for node in _children(element, "inputNode"):
        namespace, name = node.get("namespace", ""), node.get("name", "")
        inputs[f"{{{namespace}}}{name}" if namespace else name] = value_of(node)
    return Case(
        id=element.get("id", ""),
        description=_text(element, "description"),
        kind=element.get("type", "decision"),
        invocable=element.get("invocableName", ""),
        inputs=inputs,
        expected=tuple(_expected(each) for each in _children(element, "resultNode")),
    )


def _expected(element: etree._Element) -> Expected:
    wanted = next(_children(element, "expected"), None)
    value = value_of(wanted) if wanted is not None else None
    return Expected(element.get("name", ""), element.get("namespace", ""), value)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{{NAMESPACE}}}{name}")


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


__all__ = ["NAMESPACE", "SCHEMA", "Case", "CaseFile", "Expected", "find_case_files", "read_cases"]
