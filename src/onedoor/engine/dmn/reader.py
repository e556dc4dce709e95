"""From DMN XML (1.2 to 1.5) to a model whose references hold and which can always finish."""

from __future__ import annotations

from lxml import etree

from onedoor.engine.dmn.boxed import KINDS, BoxReader
from onedoor.engine.dmn.check import in_order, unresolved
from onedoor.engine.dmn.errors import DmnError, bad_model
from onedoor.engine.dmn.inputs import ItemType, Member
from onedoor.engine.dmn.model import Decision, InputData, KnowledgeSource, Model
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.dmn.xml import OD, below, first, label_of, local, name_of, read_xml, text_of
from onedoor.text import Text

MAX_TYPE_DEPTH = 16


def read_model(xml: bytes | str, *, lenient: bool = False) -> Model:
    """The model in a DMN document.

    After this call every requirement points to something, every name in the logic is required, and
    the requirements have no cycle.

    Raises:
        DmnError: the XML is unsafe or not DMN, or the model breaks one of these promises; says where.
    """
    return _Reader(read_xml(xml), lenient).model()


class _Reader:
    def __init__(self, root: etree._Element, lenient: bool) -> None:
        self.lenient = lenient
        self.root = root
        self.by_id = {element.get("id", ""): element for element in root if element.get("id")}
        self.types = {name_of(element): element for element in below(root, "itemDefinition")}

    def model(self) -> Model:
        elements = below(self.root, "decision", "businessKnowledgeModel", "inputData")
        named: dict[str, etree._Element] = {}
        for element in elements:
            if (name := name_of(element)) in named or not name:
                raise bad_model("name", name, Text("唯一的名称", "a unique name"), label_of(self.root))
            named[name] = element
        inputs = {name: self._input(each) for name, each in named.items() if local(each) == "inputData"}
        members = frozenset(name for each in inputs.values() for name in _member_names(each.type))
        decisions: dict[str, Decision] = {}
        knowledge: dict[str, Decision] = {}
        for name, element in named.items():
            if local(element) == "decision":
                decisions[name] = self._decision(element, members)
            elif local(element) == "businessKnowledgeModel":
                knowledge[name] = self._decision(element, members)
        order = in_order({**knowledge, **decisions}, label_of(self.root))
        return Model(
            name=name_of(self.root),
            label=label_of(self.root),
            decisions={name: decisions[name] for name in order if name in decisions},
            inputs=inputs,
            knowledge={name: knowledge[name] for name in order if name in knowledge},
        )

    def _decision(self, element: etree._Element, members: frozenset[str]) -> Decision:
        required = {
            kind: self._required(element, kind)
            for kind in ("decision", "inputData", "businessKnowledgeModel")
        }
        names = frozenset().union(*required.values())
        place = Text(zh=f"决策“{name_of(element)}”", en=f"decision {name_of(element)}")
        try:
            logic = self._logic(element, BoxReader(sorted(names | members), place))
        except DmnError:
            if not self.lenient:
                raise
            logic = None
        if not self.lenient and logic is not None and (strangers := unresolved(logic.root, names)):
            stranger = min(strangers)
            raise bad_model(
                "unknown_name",
                stranger,
                Text("已声明为所需信息的名称：", "a name that is required: ").zh + "、".join(sorted(names)),
                place,
                Text(
                    zh=f"请为“{stranger}”添加 informationRequirement，或更正名称。",
                    en=f"Add an informationRequirement for {stranger}, or mend the name.",
                ),
            )
        return Decision(
            id=element.get("id", ""),
            name=name_of(element),
            label=label_of(element),
            logic=logic,
            decisions=required["decision"],
            inputs=required["inputData"],
            knowledge=required["businessKnowledgeModel"],
            clauses=self._clauses(element),
        )

    def _logic(self, element: etree._Element, reader: BoxReader) -> BoxedExpression | None:
        boxed = first(element, "encapsulatedLogic", *KINDS)
        if boxed is None:
            return None
        if local(boxed) == "encapsulatedLogic":
            return BoxedExpression("", BoxReader._function(reader, boxed))
        source = text_of(boxed) if local(boxed) == "literalExpression" else ""
        return BoxedExpression(source, reader.read(boxed))

    def _required(self, element: etree._Element, kind: str) -> tuple[str, ...]:
        """The names of the required elements of one kind, in document order."""
        names = []
        for requirement in below(element, "informationRequirement", "knowledgeRequirement"):
            for reference in requirement:
                found = self._referenced(element, reference)
                if local(found) == kind:
                    names.append(name_of(found))
        return tuple(dict.fromkeys(names))

    def _referenced(self, element: etree._Element, reference: etree._Element) -> etree._Element:
        href = reference.get("href", "")
        found = self.by_id.get(href.rpartition("#")[2])
        if found is None:
            raise bad_model(
                "reference",
                href,
                Text("本文件中某个元素的 id", "the id of an element of this document"),
                label_of(element),
                Text("请更正 href，或补上被引用的元素。", "Mend the href, or add the element it points to."),
            )
        return found

    def _clauses(self, element: etree._Element) -> tuple[KnowledgeSource, ...]:
        clauses = []
        for requirement in below(element, "authorityRequirement"):
            for reference in requirement:
                found = self._referenced(element, reference)
                if local(found) == "knowledgeSource":
                    summary = (
                        "".join(description.itertext())
                        if (description := first(found, "description")) is not None
                        else ""
                    )
                    uri = found.get("locationURI", "")
                    clauses.append(
                        KnowledgeSource(found.get("id", ""), label_of(found), summary.strip(), uri)
                    )
        return tuple(clauses)

    def _input(self, element: etree._Element) -> InputData:
        variable = first(element, "variable")
        reference = variable.get("typeRef", "") if variable is not None else ""
        return InputData(
            id=element.get("id", ""),
            name=name_of(element),
            label=label_of(element),
            element=element.get(f"{{{OD}}}element") or name_of(element),
            type=self._type(reference, 0),
        )

    def _type(self, reference: str, depth: int) -> ItemType:
        definition = self.types.get(reference)
        if definition is None or depth > MAX_TYPE_DEPTH:
            return ItemType(reference or "Any")
        return self._defined(definition, depth)

    def _defined(self, definition: etree._Element, depth: int) -> ItemType:
        is_list = definition.get("isCollection") == "true"
        components = below(definition, "itemComponent")
        if not components:
            reference = first(definition, "typeRef")
            inner = self._type((reference.text or "").strip() if reference is not None else "", depth + 1)
            return ItemType(inner.name, is_list or inner.is_list, inner.members)
        members = tuple(
            Member(
                name_of(each), each.get(f"{{{OD}}}element") or name_of(each), self._defined(each, depth + 1)
            )
            for each in components
        )
        return ItemType(name_of(definition), is_list, members)


def _member_names(kind: ItemType) -> list[str]:
    return [name for member in kind.members for name in (member.name, *_member_names(member.type))]
