"""Reading the logic of a model so that one broken text hides nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from onedoor.engine.dmn.analysis.definitions import definitions
from onedoor.engine.dmn.boxed import KINDS, BoxReader
from onedoor.engine.dmn.errors import DmnError, Place
from onedoor.engine.dmn.issues import Issues, Reading
from onedoor.engine.dmn.items import ItemTypes
from onedoor.engine.dmn.model import Decision, Model
from onedoor.engine.dmn.nodes import Written
from onedoor.engine.dmn.xml import below, first, name_of, read_xml, text_of
from onedoor.engine.feel import FeelError
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.findings import Finding
from onedoor.engine.feel.checker.lattice import labels_in
from onedoor.engine.feel.checker.readings import UNREADABLE
from onedoor.engine.feel.parser import parse_expression, parse_tests


@dataclass(frozen=True)
class Logic:
    """A decision or piece of business knowledge with its tree, as far as it can be read."""

    decision: Decision
    root: n.Node | None


def logic_of(model: Model, found: list[Finding]) -> Iterator[Logic]:
    """The logic of every element of the model, those first that others rest on; faults go to ``found``."""
    root = read_xml(model.source, model.file)
    types = types_of(model, root)
    found += definitions(root, types)
    members = sorted({label for kind in model.types.values() for label in labels_in(kind.feel)})
    members += [name_of(each) for each in root.iter("{*}output", "{*}variable", "{*}column")]
    elements = {
        (etree.QName(each).localname, name_of(each)): each
        for each in below(root, "decision", "businessKnowledgeModel")
    }
    for kind, held in (("businessKnowledgeModel", model.knowledge), ("decision", model.decisions)):
        for name, decision in held.items():
            element = elements[kind, name]
            reader = TolerantReader((*decision.names, *members), decision.place, types, found)
            yield Logic(decision, reader.logic(element))


def types_of(model: Model, root: etree._Element) -> ItemTypes:
    """The types by name, faults in them being told by whoever read the model."""
    defined = {name_of(each): each for each in below(root, "itemDefinition")}
    imported = {name: kind for name, kind in model.types.items() if name not in defined}
    aliases = {each.model.namespace: each.name for each in model.imports}
    return ItemTypes(defined, Issues(Reading.LENIENT), model.file, imported, aliases.get)


class TolerantReader(BoxReader):
    """Reads what is whole; a text that cannot be read is told and replaced by a name that says nothing."""

    def __init__(
        self, names: Iterable[str], place: Place, types: ItemTypes, found: list[Finding], depth: int = 0
    ) -> None:
        super().__init__(names, place, types, depth)
        self.found = found

    def again(self, names: Iterable[str], place: Place, depth: int) -> BoxReader:
        return TolerantReader(names, place, self.types, self.found, depth)

    def logic(self, element: etree._Element) -> n.Node | None:
        """The tree of a decision or of business knowledge; None where there is none to be read."""
        encapsulated = first(element, "encapsulatedLogic")
        boxed = first(element, *KINDS)
        try:
            if encapsulated is not None:
                return self.function(encapsulated)
            return self.read(boxed) if boxed is not None else None
        except DmnError:  # told by whoever read the model
            return None

    def written(self, element: etree._Element) -> n.Node:
        """The tree of a literal expression, with its text and the line it begins on."""
        text, line = text_of(element), _line_of(element)
        outer, self.place = self.place, Place(self.place.file, line, self.place.element, self.place.part)
        tree = super().written(element)
        self.place = outer
        return Written(text, tree, line=line) if text else tree

    def expression(self, text: str) -> n.Node:
        try:
            return parse_expression(text, self.names) if text else n.NullLiteral()
        except FeelError as error:
            self._tell(error)
            return n.Name(UNREADABLE)

    def tests(self, text: str) -> n.UnaryTests:
        try:
            return parse_tests(text or "-", self.names)
        except FeelError as error:
            self._tell(error)
            return n.UnaryTests((n.Name(UNREADABLE),))

    def _tell(self, error: FeelError) -> None:
        finding = Finding.of_error(error)
        if self.place.part.zh:
            finding = finding.at(self.place.part)
        self.found.append(finding.at(self.place.element, self.place.line))


def _line_of(element: etree._Element) -> int:
    """The line of the file on which the text in an element begins."""
    text = first(element, "text")
    if text is None:
        return element.sourceline or 0
    raw = text.text or ""
    return (text.sourceline or 0) + raw[: len(raw) - len(raw.lstrip())].count("\n")
