"""Reading a decision table (DMN 1.5, 8.3): columns, rules, and what is declared about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.dmn.nodes import Aggregation, Column, DecisionTable, HitPolicy, Output, Rule
from onedoor.engine.dmn.xml import below, first, language_of, name_of, text_of
from onedoor.engine.feel import nodes as n
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.boxed import BoxReader


def read_table(reader: BoxReader, element: etree._Element) -> DecisionTable:
    """The tree of a table, every cell read.

    Raises:
        DmnError: a cell is not FEEL, a rule has more or fewer cells than the table columns, or the hit
            policy or aggregation is none of the standard's; says which rule.
    """
    clauses = below(element, "input")
    outputs = below(element, "output")
    try:
        policy = HitPolicy(element.get("hitPolicy", "UNIQUE"))
        named = element.get("aggregation")
        aggregation = Aggregation(named) if named else None
    except ValueError as error:
        raise bad_model("hit_policy", str(error), ", ".join(HitPolicy), reader.place) from error
    if not outputs:
        raise bad_model("output", "0", Text("至少一个 output", "at least one output"), reader.place)
    return DecisionTable(
        inputs=tuple(_input(reader, each, number) for number, each in enumerate(clauses, 1)),
        outputs=tuple(_output(reader, each, number) for number, each in enumerate(outputs, 1)),
        rules=tuple(
            _rule(reader, each, number, len(clauses), len(outputs))
            for number, each in enumerate(below(element, "rule"), 1)
        ),
        hit_policy=policy,
        aggregation=aggregation,
        columns=tuple(_column(reader, each, number) for number, each in enumerate(clauses, 1)),
        line=element.sourceline or 0,
    )


def _input(reader: BoxReader, element: etree._Element, number: int) -> n.Node:
    expression = first(element, "inputExpression")
    inner = reader.inner(part=_column_part(number), line=element.sourceline or 0)
    return inner.written(expression) if expression is not None else n.NullLiteral()


def _column(reader: BoxReader, element: etree._Element, number: int) -> Column:
    expression = first(element, "inputExpression")
    declared = reader.types.of(expression)
    listed = text_of(first(element, "inputValues"))
    values: n.UnaryTests | None = n.UnaryTests(declared.values) if declared.values else None
    if listed:
        part = Text(f"输入 {number} inputValues", f"input {number} inputValues")
        values = reader.inner(part=part, line=element.sourceline or 0).tests(listed)
    return Column(text_of(expression), declared.feel, values, element.sourceline or 0)


def _output(reader: BoxReader, element: etree._Element, number: int) -> Output:
    inner = reader.inner(part=Text(f"输出 {number}", f"output {number}"), line=element.sourceline or 0)
    default = first(element, "defaultOutputEntry")
    listed = text_of(first(element, "outputValues"))
    declared = reader.types.of(element)
    values = inner.tests(listed).tests if listed else declared.values
    # Several outputs make a context: each needs a name, and editors let it be forgotten.
    name = name_of(element) or element.get("label") or f"output {number}"
    chosen = inner.written(default) if default is not None and text_of(default) else None
    return Output(name, values, chosen, declared.feel)


def _rule(reader: BoxReader, element: etree._Element, number: int, inputs: int, outputs: int) -> Rule:
    part, line = Text(f"规则 {number}", f"rule {number}"), element.sourceline or 0
    cells, results = below(element, "inputEntry"), below(element, "outputEntry")
    if len(cells) != inputs or len(results) != outputs:
        found = f"{len(cells)} + {len(results)}"
        raise bad_model("rule", found, f"{inputs} + {outputs}", reader.place.at(part, line))
    tests = tuple(
        _cell(reader, part, _column_part(column), each).tests(text_of(each))
        for column, each in enumerate(cells, 1)
    )
    values = tuple(
        reader.fitted(
            _cell(reader, part, Text(f"输出 {column}", f"output {column}"), each).written(each), each
        )
        for column, each in enumerate(results, 1)
    )
    entries = (*cells, *results)
    texts, lines = tuple(text_of(each) for each in entries), tuple(each.sourceline or 0 for each in entries)
    return Rule(tests, values, texts, line, lines)


def _cell(reader: BoxReader, rule: Text, column: Text, element: etree._Element) -> BoxReader:
    language = language_of(element)
    inner = reader.inner(
        part=Text(f"{rule.zh} {column.zh}", f"{rule.en} {column.en}"), line=element.sourceline or 0
    )
    if language and "feel" not in language.lower():
        raise bad_model("language", language, "FEEL", inner.place)
    return inner


def _column_part(number: int) -> Text:
    return Text(f"输入 {number}", f"input {number}")
