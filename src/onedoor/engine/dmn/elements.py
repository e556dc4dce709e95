"""Reading the elements of a decision requirements graph (DMN 1.5, chapter 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from onedoor.engine.dmn.boxed import KINDS, BoxReader
from onedoor.engine.dmn.errors import DmnError, Place, bad_model, did_you_mean, listed
from onedoor.engine.dmn.issues import Issues, Reading
from onedoor.engine.dmn.items import ItemTypes
from onedoor.engine.dmn.linking import Link
from onedoor.engine.dmn.model import Decision, DecisionService, InputData, KnowledgeSource
from onedoor.engine.dmn.nodes import Coerced
from onedoor.engine.dmn.requirements import unresolved
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.dmn.xml import OD, below, content, elements, first, label_of, local, name_of, text_of
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import External
from onedoor.engine.feel.names import is_name_part
from onedoor.engine.feel.tokens import INFIX_WORDS, PREFIX_WORDS
from onedoor.engine.feel.types import ANY, Type
from onedoor.text import Text

_KINDS = {
    "decision": Text("决策", "decision"),
    "businessKnowledgeModel": Text("业务知识", "business knowledge"),
    "inputData": Text("输入数据", "input data"),
    "decisionService": Text("决策服务", "decision service"),
}
_REQUIREMENTS = {
    "informationRequirement": ("decision", "inputData"),
    "knowledgeRequirement": ("businessKnowledgeModel", "decisionService"),
}
_KEYWORDS = INFIX_WORDS | PREFIX_WORDS


@dataclass(frozen=True)
class ElementReader:
    """Reads one element after another; what they have in common is held here.

    ``names`` are those of members that cannot be read without being known, ``imports`` the names of the
    imported models, ``link`` finds what a reference points to, ``named`` are the elements of this model.
    """

    file: str
    issues: Issues
    types: ItemTypes
    names: tuple[str, ...]
    feel_types: Mapping[str, Type]
    externals: Mapping[str, External]
    imports: tuple[str, ...]
    link: Callable[[etree._Element, etree._Element], Link | None]
    by_id: Mapping[str, etree._Element]
    named: Mapping[str, etree._Element]

    def place(self, element: etree._Element) -> Place:
        """Where an element stands."""
        kind, name = _KINDS[local(element)], name_of(element)
        return Place(self.file, element.sourceline or 0, Text(f"{kind.zh}“{name}”", f"{kind.en} {name}"))

    def input(self, element: etree._Element) -> InputData:
        """Input data with its declared type."""
        return InputData(
            id=element.get("id", ""),
            name=name_of(element),
            label=label_of(element),
            element=element.get(f"{{{OD}}}element") or name_of(element),
            type=self.types.of(first(element, "variable")),
            place=self.place(element),
        )

    def service(self, element: etree._Element) -> DecisionService:
        """A decision service with what goes in and comes out."""
        declared = self.types.of(first(element, "variable")).feel
        service = DecisionService(
            id=element.get("id", ""),
            name=name_of(element),
            label=label_of(element),
            outputs=self._targets(element, "outputDecision"),
            inputs=self._targets(element, "inputData"),
            decisions=self._targets(element, "inputDecision"),
            encapsulated=self._targets(element, "encapsulatedDecision"),
            type=_result(declared),
            place=self.place(element),
        )
        takes = declared.parts[:-1] if declared.kind == "function" else ()
        return replace(service, takes=takes) if len(takes) == len(service.parameters) else service

    def _targets(self, element: etree._Element, kind: str) -> tuple[str, ...]:
        wanted = ("inputData",) if kind == "inputData" else ("decision",)
        links = (self._linked(reference, element, wanted) for reference in below(element, kind))
        return tuple(dict.fromkeys(link.name for link in links if link is not None))

    def _linked(
        self, reference: etree._Element, element: etree._Element, wanted: tuple[str, ...]
    ) -> Link | None:
        """What a reference points to; a thing of another kind is a fault."""
        link = self.link(reference, element)
        if link is None or link.kind in wanted:
            return link
        place = self.place(element).at(Text(local(reference), local(reference)), reference.sourceline or 0)
        self.issues.report(bad_model("reference", f"{link.kind} {link.name}", " / ".join(wanted), place))
        return None

    def decision(self, element: etree._Element) -> Decision:
        """A decision or a piece of business knowledge; one that is broken has no logic."""
        links = self._links(element)
        names = self._names(element, links)
        logic: BoxedExpression | None = None
        types: tuple[Type, ...] = ()
        undeclared: tuple[str, ...] = ()
        is_broken = False
        try:
            logic, types = self._logic(element, names)
            if logic is not None:
                undeclared = self._undeclared(element, logic.root, names, links)
        except DmnError as error:
            self.issues.report(error)
            is_broken = True
        return Decision(
            id=element.get("id", ""),
            name=name_of(element),
            label=label_of(element),
            logic=logic,
            decisions=_of_kind(links, "decision"),
            inputs=_of_kind(links, "inputData"),
            knowledge=_of_kind(links, "businessKnowledgeModel", "decisionService"),
            clauses=self._clauses(element),
            types=types,
            undeclared=undeclared,
            names=names,
            is_broken=is_broken,
            place=self.place(element),
        )

    def _links(self, element: etree._Element) -> tuple[Link, ...]:
        """What the element requires, in document order."""
        found = [
            self._linked(reference, element, wanted)
            for requirement in below(element, *_REQUIREMENTS)
            for wanted in (_REQUIREMENTS[local(requirement)],)
            for reference in elements(requirement)
        ]
        return tuple(dict.fromkeys(link for link in found if link is not None))

    def _names(self, element: etree._Element, links: Iterable[Link]) -> dict[str, str]:
        """The names in scope and what each stands for: elements, their variables, imported models."""
        names: dict[str, str] = {}
        for link in links:
            names[link.name] = link.name
            required = self.named.get(link.name)
            variable = first(required, "variable") if required is not None else None
            if variable is not None and name_of(variable):
                names.setdefault(name_of(variable), link.name)
            for alias in self.imports:
                if alias and link.name.startswith(f"{alias}."):
                    names.setdefault(alias, f"{alias}.")
        if local(element) == "businessKnowledgeModel":
            names.setdefault(name_of(element), name_of(element))
        return names

    def _logic(
        self, element: etree._Element, names: Iterable[str]
    ) -> tuple[BoxedExpression | None, tuple[Type, ...]]:
        """The logic, and the types that its value has to fit."""
        declared = self.types.of(first(element, "variable")).feel
        reader = BoxReader((*names, *self.names), self.place(element), self.types)
        encapsulated = first(element, "encapsulatedLogic")
        if encapsulated is not None:
            return self._expression("", reader.function(encapsulated)), _types(_result(declared))
        boxed = first(element, *KINDS)
        if boxed is None:
            return None, _types(declared)
        if local(boxed) == "literalExpression":
            root = reader.written(boxed)
            return self._expression(text_of(boxed), root), _types(self.types.of(boxed).feel, declared)
        root = reader.read(boxed)
        if isinstance(root, Coerced):
            return self._expression("", root.value), _types(root.type, declared)
        return self._expression("", root), _types(declared)

    def _expression(self, source: str, root: n.Node) -> BoxedExpression:
        return BoxedExpression(source, root, self.feel_types, self.externals)

    def _undeclared(
        self, element: etree._Element, root: n.Node, names: dict[str, str], links: Iterable[Link]
    ) -> tuple[str, ...]:
        """The names in the logic that nothing provides; editors may mean a required element by them."""
        undeclared = []
        for stranger in sorted(unresolved(root, frozenset(names))):
            meant = None if self.issues.reading is Reading.STRICT else self._meant(stranger, links)
            if meant is not None:
                names[stranger] = meant
                continue
            error = self._unknown_name(element, stranger, names)
            if self.issues.reading is Reading.OPEN and stranger in self.named:
                raise error
            self.issues.doubt(error)
            if stranger not in self.named:
                undeclared.append(stranger)
                names[stranger] = stranger
        return tuple(undeclared)

    def _meant(self, name: str, links: Iterable[Link]) -> str | None:
        """The element that editors mean by a name: by its id, by its table's output, or as mere input data."""
        for link in links:
            required = self.named.get(link.name)
            if required is None:
                continue
            table = first(required, "decisionTable")
            outputs = below(table, "output") if table is not None else []
            if required.get("id") == name or (len(outputs) == 1 and name_of(outputs[0]) == name):
                return link.name
        known = self.named.get(name)
        if self.issues.reading is Reading.OPEN and known is not None and local(known) == "inputData":
            return name
        return None

    def _unknown_name(self, element: etree._Element, name: str, names: Iterable[str]) -> DmnError:
        known = sorted(names)
        alike = did_you_mean(name, known)
        mend = Text(
            f"请为“{name}”添加 informationRequirement，或更正名称。",
            f"Add an informationRequirement for {name}, or mend the name.",
        )
        if alike is not None:
            mend = Text(f"{alike.zh}{mend.zh}", f"{alike.en} {mend.en}")
        told = listed(known)
        expected = Text(f"已声明为所需信息的名称：{told.zh}", f"a name that is required: {told.en}")
        return bad_model("unknown_name", name, expected, self.place(element), mend)

    def _clauses(self, element: etree._Element) -> tuple[KnowledgeSource, ...]:
        clauses = []
        for requirement in below(element, "authorityRequirement"):
            for reference in elements(requirement):
                link = self.link(reference, element)
                found = self.by_id.get(reference.get("href", "").rpartition("#")[2])
                if link is not None and link.kind == "knowledgeSource" and found is not None:
                    summary = content(first(found, "description"))
                    uri = found.get("locationURI", "")
                    clauses.append(KnowledgeSource(found.get("id", ""), label_of(found), summary, uri))
        return tuple(clauses)


def needs_telling(name: str) -> bool:
    """Can the name be read only by one who knows it, because of a sign or a keyword in it?"""
    words = name.split()
    return any(word in _KEYWORDS for word in words) or not all(
        is_name_part(c) for word in words for c in word
    )


def _of_kind(links: Iterable[Link], *kinds: str) -> tuple[str, ...]:
    return tuple(link.name for link in links if link.kind in kinds)


def _result(declared: Type) -> Type:
    """What a function gives: of a function type its result, of any other the type itself."""
    return declared.parts[-1] if declared.kind == "function" and declared.parts else declared


def _types(*declared: Type) -> tuple[Type, ...]:
    return tuple(each for each in declared if each != ANY or each.allowed is not None)
