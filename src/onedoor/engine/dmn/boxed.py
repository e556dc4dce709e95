"""From the boxed expressions of DMN (1.5, chapter 10.2) to one syntax tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from onedoor.engine.dmn.errors import bad_model, not_readable
from onedoor.engine.dmn.nodes import Aggregation, DecisionTable, HitPolicy, Output, Rule
from onedoor.engine.dmn.xml import below, first, local, name_of, text_of
from onedoor.engine.feel import FeelError
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.text import Text

KINDS = (
    *("literalExpression", "context", "decisionTable", "invocation", "list", "relation"),
    *("functionDefinition", "conditional", "filter", "for", "some", "every"),
)
_RESULT = "结果"
MAX_NESTING = 32


class BoxReader:
    """Reads the logic of one decision; ``names`` are those in scope, ``place`` says where for errors."""

    def __init__(self, names: Iterable[str], place: Text, depth: int = 0) -> None:
        self.names = tuple(names)
        self.place = place
        self.depth = depth
        if depth > MAX_NESTING:
            raise bad_model("depth", f"> {MAX_NESTING}", Text("较少的嵌套", "less nesting"), place)

    def read(self, element: etree._Element) -> n.Node:
        """The tree of a boxed expression."""
        reader = self._READERS.get(local(element))
        if reader is None:
            raise bad_model("logic", local(element), ", ".join(KINDS), self.place)
        return reader(self, element)

    def inside(self, element: etree._Element) -> n.Node:
        """The tree of the one boxed expression in an element; null when there is none."""
        boxed = first(element, *KINDS)
        return self.read(boxed) if boxed is not None else n.NullLiteral()

    def _with(self, *names: str, part: str = "") -> BoxReader:
        place = Text(f"{self.place.zh}{part}", f"{self.place.en}{part}") if part else self.place
        return BoxReader((*self.names, *names), place, self.depth + 1)

    def expression(self, text: str, part: str = "") -> n.Node:
        """The tree of a FEEL text; an empty one is null."""
        if not text:
            return n.NullLiteral()
        try:
            return parse_expression(text, self.names)
        except FeelError as error:
            raise not_readable(error, self._with(part=part).place) from error

    def _tests(self, text: str, part: str) -> n.UnaryTests:
        try:
            return parse_tests(text or "-", self.names)
        except FeelError as error:
            raise not_readable(error, self._with(part=part).place) from error

    def _literal(self, element: etree._Element) -> n.Node:
        language = element.get("expressionLanguage", "")
        if language and "feel" not in language.lower():
            raise bad_model("language", language, "FEEL", self.place)
        return self.expression(text_of(element))

    def _context(self, element: etree._Element) -> n.Node:
        reader, entries, ends = self._with(), list[n.ContextEntry](), False
        for entry in below(element, "contextEntry"):
            variable = first(entry, "variable")
            key = name_of(variable) if variable is not None else _RESULT
            ends = variable is None
            entries.append(n.ContextEntry(key, reader.inside(entry)))
            reader = reader._with(key) if reader.depth < MAX_NESTING else reader
            reader.depth = self.depth + 1
        context = n.ContextLiteral(tuple(entries))
        return n.Path(context, _RESULT) if ends else context

    def _invocation(self, element: etree._Element) -> n.Node:
        arguments = []
        for binding in below(element, "binding"):
            parameter = first(binding, "parameter")
            name = name_of(parameter) if parameter is not None else ""
            arguments.append(n.Argument(name, self._with().inside(binding)))
        return n.Call(self.inside(element), tuple(arguments))

    def _list(self, element: etree._Element) -> n.Node:
        return n.ListLiteral(tuple(self._with().read(item) for item in below(element, *KINDS)))

    def _relation(self, element: etree._Element) -> n.Node:
        keys = [name_of(column) for column in below(element, "column")]
        rows = []
        for row in below(element, "row"):
            cells = [self._with().read(cell) for cell in below(row, *KINDS)]
            rows.append(n.ContextLiteral(tuple(map(n.ContextEntry, keys, cells))))
        return n.ListLiteral(tuple(rows))

    def _function(self, element: etree._Element) -> n.Node:
        if element.get("kind", "FEEL") != "FEEL":
            raise bad_model("function", str(element.get("kind")), "FEEL", self.place)
        parameters = tuple(name_of(each) for each in below(element, "formalParameter"))
        return n.FunctionDefinition(parameters, self._with(*parameters).inside(element))

    def _conditional(self, element: etree._Element) -> n.Node:
        condition, then, otherwise = (self._part(element, name) for name in ("if", "then", "else"))
        return n.If(condition, then, otherwise)

    def _part(self, element: etree._Element, name: str, *names: str) -> n.Node:
        part = first(element, name)
        return self._with(*names).inside(part) if part is not None else n.NullLiteral()

    def _filter(self, element: etree._Element) -> n.Node:
        return n.Filter(self._part(element, "in"), self._part(element, "match", "item"))

    def _for(self, element: etree._Element) -> n.Node:
        name = element.get("iteratorVariable", "")
        iteration = n.Iteration(name, self._part(element, "in"))
        return n.For((iteration,), self._part(element, "return", name, "partial"))

    def _quantified(self, element: etree._Element) -> n.Node:
        name = element.get("iteratorVariable", "")
        iteration = n.Iteration(name, self._part(element, "in"))
        return n.Quantified(
            n.Quantifier(local(element)), (iteration,), self._part(element, "satisfies", name)
        )

    def _table(self, element: etree._Element) -> n.Node:
        inputs = tuple(self._input(each, number) for number, each in enumerate(below(element, "input"), 1))
        outputs = tuple(self._output(each) for each in below(element, "output"))
        rules = tuple(
            self._rule(each, number, len(inputs), len(outputs))
            for number, each in enumerate(below(element, "rule"), 1)
        )
        try:
            policy = HitPolicy(element.get("hitPolicy", "UNIQUE"))
            named = element.get("aggregation")
            aggregation = Aggregation(named) if named else None
        except ValueError as error:
            raise bad_model("hit_policy", str(error), ", ".join(HitPolicy), self.place) from error
        return DecisionTable(inputs, outputs, rules, policy, aggregation)

    def _input(self, element: etree._Element, number: int) -> n.Node:
        return self.expression(text_of(first(element, "inputExpression")), f" 输入 input {number}")

    def _output(self, element: etree._Element) -> Output:
        default = first(element, "defaultOutputEntry")
        values = text_of(first(element, "outputValues"))
        return Output(
            name_of(element),
            self._tests(values, " outputValues").tests if values else (),
            self._literal(default) if default is not None else None,
        )

    def _rule(self, element: etree._Element, number: int, inputs: int, outputs: int) -> Rule:
        part = f" 规则 rule {number}"
        tests = tuple(self._tests(text_of(each), part) for each in below(element, "inputEntry"))
        results = tuple(self.expression(text_of(each), part) for each in below(element, "outputEntry"))
        if len(tests) != inputs or len(results) != outputs:
            found = f"{len(tests)} + {len(results)}"
            raise bad_model("rule", found, f"{inputs} + {outputs}", self._with(part=part).place)
        return Rule(tests, results)

    _READERS: dict[str, Callable[[BoxReader, etree._Element], n.Node]] = {
        "literalExpression": _literal,
        "context": _context,
        "invocation": _invocation,
        "list": _list,
        "relation": _relation,
        "functionDefinition": _function,
        "conditional": _conditional,
        "filter": _filter,
        "for": _for,
        "some": _quantified,
        "every": _quantified,
        "decisionTable": _table,
    }
