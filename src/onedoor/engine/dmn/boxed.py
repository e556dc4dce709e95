"""From the boxed expressions of DMN (1.5, chapter 10.2) to one syntax tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from onedoor.engine.dmn.boxed_tables import read_table
from onedoor.engine.dmn.errors import Place, bad_model, not_readable
from onedoor.engine.dmn.items import ItemTypes
from onedoor.engine.dmn.nodes import Coerced, KnownType, Written
from onedoor.engine.dmn.xml import below, first, language_of, local, name_of, text_of
from onedoor.engine.feel import FeelError
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.engine.feel.types import ANY, Type
from onedoor.text import Text

KINDS = (
    *("literalExpression", "context", "decisionTable", "invocation", "list", "relation"),
    *("functionDefinition", "conditional", "filter", "for", "some", "every"),
)
_RESULT = "结果"
MAX_NESTING = 32


class BoxReader:
    """Reads the logic of one element; ``names`` are those in scope, ``place`` says where for errors."""

    def __init__(self, names: Iterable[str], place: Place, types: ItemTypes, depth: int = 0) -> None:
        self.names = tuple(names)
        self.place = place
        self.types = types
        self.depth = depth
        if depth > MAX_NESTING:
            raise bad_model("depth", f"> {MAX_NESTING}", Text("较少的嵌套", "less nesting"), place)

    def read(self, element: etree._Element) -> n.Node:
        """The tree of a boxed expression, made to fit its ``typeRef`` where it has one."""
        reader = self._READERS.get(local(element))
        if reader is None:
            raise bad_model("logic", local(element), ", ".join(KINDS), self.place)
        tree = reader(self, element)
        return tree if isinstance(tree, n.FunctionDefinition) else self.fitted(tree, element)

    def inside(self, element: etree._Element) -> n.Node:
        """The tree of the one boxed expression in an element; null when there is none."""
        boxed = first(element, *KINDS)
        return self.read(boxed) if boxed is not None else n.NullLiteral()

    def fitted(self, tree: n.Node, element: etree._Element | None) -> n.Node:
        """The tree, made to fit the ``typeRef`` of an element."""
        wanted = self.types.of(element).feel
        return tree if wanted == ANY and wanted.allowed is None else Coerced(tree, wanted)

    def inner(self, *names: str, part: Text | None = None, line: int = 0) -> BoxReader:
        """A reader for a part, in which these names are in scope as well."""
        place = self.place.at(part or Text("", ""), line)
        return self.again((*self.names, *names), place, self.depth + 1)

    def again(self, names: Iterable[str], place: Place, depth: int) -> BoxReader:
        """A reader of the same sort for another place; one that reads differently overrides this."""
        return BoxReader(names, place, self.types, depth)

    def expression(self, text: str) -> n.Node:
        """The tree of a FEEL text; an empty one is null."""
        if not text:
            return n.NullLiteral()
        try:
            return parse_expression(text, self.names)
        except FeelError as error:
            raise not_readable(error, self.place) from error

    def tests(self, text: str) -> n.UnaryTests:
        """The tree of a cell; an empty one lets everything through."""
        try:
            return parse_tests(text or "-", self.names)
        except FeelError as error:
            raise not_readable(error, self.place) from error

    def written(self, element: etree._Element) -> n.Node:
        """The tree of a literal expression, without its text."""
        language = language_of(element)
        if language and "feel" not in language.lower():
            raise bad_model("language", language, "FEEL", self.place)
        return self.expression(text_of(element))

    def function(self, element: etree._Element) -> n.FunctionDefinition:
        """A function, written in FEEL or (kind Java, PMML) offered by the host under the name given for it."""
        declared = below(element, "formalParameter")
        parameters = tuple(name_of(each) for each in declared)
        types = tuple(_known(self.types.of(each).feel) for each in declared)
        kind = element.get("kind", "FEEL")
        body = self.inner(*parameters).inside(element)
        if kind == "FEEL":
            return n.FunctionDefinition(parameters, body, types)
        if kind not in ("Java", "PMML"):
            raise bad_model("function", kind, "FEEL, Java, PMML", self.place)
        return n.FunctionDefinition(
            parameters, n.ContextLiteral((n.ContextEntry(kind.lower(), body),)), types, external=True
        )

    def _literal(self, element: etree._Element) -> n.Node:
        return Written(text_of(element), self.written(element), element.sourceline or 0)

    def _context(self, element: etree._Element) -> n.Node:
        reader, entries, result = self.inner(), list[n.ContextEntry](), ""
        for entry in below(element, "contextEntry"):
            variable = first(entry, "variable")
            key = name_of(variable) if variable is not None else _result_key(entries)
            result = "" if variable is not None else key
            entries.append(n.ContextEntry(key, reader.fitted(reader.inside(entry), variable)))
            reader = reader.again((*reader.names, key), self.place, reader.depth)
        context = n.ContextLiteral(tuple(entries))
        return n.Path(context, result) if result else context

    def _invocation(self, element: etree._Element) -> n.Node:
        arguments = []
        for binding in below(element, "binding"):
            parameter = first(binding, "parameter")
            name = name_of(parameter) if parameter is not None else ""
            arguments.append(n.Argument(name, self.fitted(self.inner().inside(binding), parameter)))
        return n.Call(self.inside(element), tuple(arguments))

    def _list(self, element: etree._Element) -> n.Node:
        return n.ListLiteral(tuple(self.inner().read(item) for item in below(element, *KINDS)))

    def _relation(self, element: etree._Element) -> n.Node:
        columns = below(element, "column")
        rows = []
        for row in below(element, "row"):
            cells = [self.inner().read(cell) for cell in below(row, *KINDS)]
            if len(cells) != len(columns):
                place = self.place.at(Text("行", "row"), row.sourceline or 0)
                raise bad_model("row", str(len(cells)), str(len(columns)), place)
            entries = (
                n.ContextEntry(name_of(column), self.fitted(cell, column))
                for column, cell in zip(columns, cells, strict=True)
            )
            rows.append(n.ContextLiteral(tuple(entries)))
        return n.ListLiteral(tuple(rows))

    def _conditional(self, element: etree._Element) -> n.Node:
        condition, then, otherwise = (self._part(element, name) for name in ("if", "then", "else"))
        return n.If(condition, then, otherwise)

    def _part(self, element: etree._Element, name: str, *names: str) -> n.Node:
        part = first(element, name)
        if part is None:
            return n.NullLiteral()
        return self.fitted(self.inner(*names).inside(part), part)

    def _filter(self, element: etree._Element) -> n.Node:
        return n.Filter(self._part(element, "in"), self._part(element, "match", "item"))

    def _for(self, element: etree._Element) -> n.Node:
        name = element.get("iteratorVariable", "")
        iteration = n.Iteration(name, self._part(element, "in"))
        return n.For((iteration,), self._part(element, "return", name, "partial"))

    def _quantified(self, element: etree._Element) -> n.Node:
        name = element.get("iteratorVariable", "")
        iteration = n.Iteration(name, self._part(element, "in"))
        condition = self._part(element, "satisfies", name)
        return n.Quantified(n.Quantifier(local(element)), (iteration,), condition)

    def _table(self, element: etree._Element) -> n.Node:
        return read_table(self, element)

    _READERS: dict[str, Callable[[BoxReader, etree._Element], n.Node]] = {
        "literalExpression": _literal,
        "context": _context,
        "invocation": _invocation,
        "list": _list,
        "relation": _relation,
        "functionDefinition": function,
        "conditional": _conditional,
        "filter": _filter,
        "for": _for,
        "some": _quantified,
        "every": _quantified,
        "decisionTable": _table,
    }


def _known(wanted: Type) -> n.TypeName | None:
    return (
        None
        if wanted == ANY and wanted.allowed is None
        else KnownType(wanted.name or wanted.kind, type=wanted)
    )


def _result_key(entries: list[n.ContextEntry]) -> str:
    """A key for the entry without a name that none of the named ones has."""
    key, taken = _RESULT, {entry.key for entry in entries}
    while key in taken:
        key += "′"
    return key
