"""A DMN document that can be changed in place and written again, with everything in it that is not ours.

Extension elements, diagrams, comments, processing instructions, prefixes and character data stay as they
are: the tree that was parsed is the tree that is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from lxml import etree

from onedoor.engine.dmn.errors import NoSuchDecision, Place, bad_model, did_you_mean, listed, not_readable
from onedoor.engine.dmn.xml import below, elements, first, label_of, local, name_of, read_xml, text_of
from onedoor.engine.feel import FeelError
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.text import Text

_ELEMENTS = ("decision", "businessKnowledgeModel")


class Document:
    """The XML of one model. What is refused leaves it as it was."""

    def __init__(self, root: etree._Element, file: str = "") -> None:
        self.root = root
        self.file = file

    @classmethod
    def read(cls, xml: bytes | str, file: str = "") -> Self:
        """The document in these bytes.

        Raises:
            DmnError: the XML is unsafe, broken, or not DMN.
        """
        return cls(read_xml(xml, file), file)

    def to_xml(self) -> bytes:
        """The document as bytes, in the encoding that it was read in; the same information as was read."""
        tree = self.root.getroottree()
        info = tree.docinfo
        return etree.tostring(
            tree, xml_declaration=True, encoding=info.encoding or "UTF-8", standalone=info.standalone
        )

    def set_expression(self, decision: str, text: str) -> None:
        """The decision's literal expression says ``text`` from now on.

        Raises:
            NoSuchDecision: there is no decision of that name.
            DmnError: its logic is no literal expression, or ``text`` is not FEEL.
        """
        element = self._element(decision)
        expression = self._logic(element, "literalExpression")
        self._check_expression(text, element, Text("", ""))
        self._write(expression, text)

    def set_cell(self, decision: str, rule: int, column: int, text: str) -> None:
        """One cell of a decision table, counted from one, inputs before outputs, says ``text``.

        Raises:
            NoSuchDecision, DmnError: as ``set_expression``; also when the table has no such cell.
        """
        element = self._element(decision)
        rows = below(self._logic(element, "decisionTable"), "rule")
        cells = below(rows[rule - 1], "inputEntry", "outputEntry") if 0 < rule <= len(rows) else []
        if not 0 < column <= len(cells):
            size = Text(f"{len(rows)}行", f"{len(rows)} rules")
            raise bad_model("cell", f"{rule}, {column}", size, self._place(element))
        part = Text(f"规则 {rule} 第{column}格", f"rule {rule}, cell {column}")
        check = self._check_tests if local(cells[column - 1]) == "inputEntry" else self._check_expression
        check(text, element, part)
        self._write(cells[column - 1], text)

    def add_rule(
        self, decision: str, tests: Sequence[str], outputs: Sequence[str], at: int | None = None
    ) -> None:
        """A rule more in the decision's table, as the ``at``-th (counted from one) or as the last.

        Raises:
            NoSuchDecision, DmnError: as ``set_expression``; also when the cells are not as many as columns.
        """
        element = self._element(decision)
        table = self._logic(element, "decisionTable")
        wanted = len(below(table, "input")), len(below(table, "output"))
        if (len(tests), len(outputs)) != wanted:
            found = f"{len(tests)} + {len(outputs)}"
            raise bad_model("rule", found, f"{wanted[0]} + {wanted[1]}", self._place(element))
        for text in tests:
            self._check_tests(text, element, Text("新规则", "new rule"))
        for text in outputs:
            self._check_expression(text, element, Text("新规则", "new rule"))
        rows = below(table, "rule")
        rule = etree.SubElement(table, self._tag("rule"))
        for kind, texts in (("inputEntry", tests), ("outputEntry", outputs)):
            for text in texts:
                self._write(etree.SubElement(rule, self._tag(kind)), text)
        if rows:
            after = rows[at - 1] if at is not None and 0 < at <= len(rows) else None
            place = table.index(after) if after is not None else table.index(rows[-1]) + 1
            table.insert(place, rule)
            rule.tail = rows[0].tail

    def remove_rule(self, decision: str, rule: int) -> None:
        """The rule of that number, counted from one, is gone.

        Raises:
            NoSuchDecision, DmnError: as ``set_cell``.
        """
        element = self._element(decision)
        table = self._logic(element, "decisionTable")
        rows = below(table, "rule")
        if not 0 < rule <= len(rows):
            size = Text(f"{len(rows)}行", f"{len(rows)} rules")
            raise bad_model("cell", str(rule), size, self._place(element))
        table.remove(rows[rule - 1])

    def _element(self, name: str) -> etree._Element:
        named = {name_of(each): each for each in below(self.root, *_ELEMENTS)}
        if name not in named:
            raise NoSuchDecision(
                "dmn.no_such_decision",
                found=name,
                expected=listed(named),
                where=label_of(self.root),
                mend=did_you_mean(name, named),
            )
        return named[name]

    def _logic(self, element: etree._Element, kind: str) -> etree._Element:
        owner = first(element, "encapsulatedLogic")
        found = first(element if owner is None else owner, kind)
        if found is None:
            held = ", ".join(local(each) for each in elements(element if owner is None else owner))
            raise bad_model("logic", held, kind, self._place(element))
        return found

    def _check_expression(self, text: str, element: etree._Element, part: Text) -> None:
        try:
            parse_expression(text, self._names())
        except FeelError as error:
            raise not_readable(error, self._place(element).at(part)) from error

    def _check_tests(self, text: str, element: etree._Element, part: Text) -> None:
        try:
            parse_tests(text, self._names())
        except FeelError as error:
            raise not_readable(error, self._place(element).at(part)) from error

    def _names(self) -> list[str]:
        """Every name in the document: which of them are in scope is for the reader to judge."""
        return sorted({name for each in self.root.iter(tag=etree.Element) if (name := name_of(each))})

    def _place(self, element: etree._Element) -> Place:
        name = name_of(element)
        return Place(self.file, element.sourceline or 0, Text(f"决策“{name}”", f"decision {name}"))

    def _tag(self, name: str) -> str:
        return f"{{{etree.QName(self.root).namespace}}}{name}"

    def _write(self, holder: etree._Element, text: str) -> None:
        """``text`` becomes the content of the ``text`` child; the same text is left as it was written."""
        child = first(holder, "text")
        if child is None:
            child = etree.SubElement(holder, self._tag("text"))
        elif text_of(holder) == text:
            return
        for inner in list(child):
            child.remove(inner)
        child.text = text
