"""The columns and cells of a decision table against their types, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onedoor.engine.dmn.analysis.boxes import BOX_RULES, BoxChecker, fitted
from onedoor.engine.dmn.analysis.columns import InputColumn
from onedoor.engine.dmn.analysis.table import check_table
from onedoor.engine.dmn.nodes import Aggregation, Column, DecisionTable, HitPolicy, Output, Rule, Written
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.checker import Checker
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.checker.lattice import is_open, join, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.readings import INPUT
from onedoor.engine.feel.checker.rules import RULES
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.logic import Truth, conjunction
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import ANY, NUMBER, Type, list_of
from onedoor.text import Text

_INPUT, _OUTPUT, _DEFAULT = Text("输入", "input"), Text("输出", "output"), Text("默认输出", "default output")


def table(checker: Checker, node: DecisionTable, names: Names) -> Type:
    """The type a table gives; its cells are checked, and its rules together."""
    assert isinstance(checker, BoxChecker)
    columns = node.columns or tuple(Column(_text(each)) for each in node.inputs)
    tested = [
        _input(checker, each, column, number, names)
        for number, (each, column) in enumerate(zip(node.inputs, columns, strict=True), 1)
    ]
    before = len(checker.findings)
    for number, rule in enumerate(node.rules, 1):
        for place, cell in enumerate(rule.tests):
            with checker.part(*_entry(rule, number, place, _nth(_INPUT, place))):
                source = rule.texts[place] if rule.texts else print_node(cell)
                inner = Checker(source, RULES, checker.types, checker.listed)
                inner.type_of(cell, names.inner({INPUT: tested[place]}))
                checker.findings += inner.findings
    together = _together(checker, node, columns, tested)
    dead = {each.rules for each in together if each.code == "dmn.table.never"}
    checker.findings[before:] = [
        each
        for each in checker.findings[before:]
        if each.code != "feel.not_allowed" or each.rules not in dead
    ]
    outputs = [_output(checker, node, place, names) for place in range(len(node.outputs))]
    checker.findings += together
    _policy(checker, node, outputs)
    return _result(node, outputs)


def _input(checker: BoxChecker, node: n.Node, column: Column, number: int, names: Names) -> Type:
    """What the cells of a column test: the declared type, or the one the expression has."""
    with checker.part(_nth(_INPUT, number - 1), line=column.line):
        found = fitted(checker, node, column.type, names)
    tested = found if is_open(column.type) and column.type.allowed is None else column.type
    return _allowing(tested, column.values)


def _nth(what: Text, index: int) -> Text:
    return Text(f"{what.zh} {index + 1}", f"{what.en} {index + 1}")


def _entry(rule: Rule, number: int, index: int, what: Text) -> tuple[Text, tuple[int, ...], int]:
    """Where a cell is: in words, its rule, and the line of the file; ``index`` counts inputs, then outputs."""
    line = rule.lines[index] if rule.lines else rule.line
    return Text(f"规则 {number} {what.zh}", f"rule {number} {what.en}"), (number,), line


def _output(checker: BoxChecker, node: DecisionTable, place: int, names: Names) -> Type:
    """What an output column gives: the declared type, or what its cells have in common."""
    output = node.outputs[place]
    wanted = _allowing(output.type, n.UnaryTests(output.values) if output.values else None)
    found: list[Type] = []
    for number, rule in enumerate(node.rules, 1):
        with checker.part(*_entry(rule, number, len(node.inputs) + place, _nth(_OUTPUT, place))):
            found.append(fitted(checker, rule.outputs[place], wanted, names))
    if output.default is not None:
        with checker.part(_nth(_DEFAULT, place)):
            found.append(fitted(checker, output.default, wanted, names))
    return join(found) if is_open(output.type) else output.type


def _allowing(kind: Type, tests: n.UnaryTests | None) -> Type:
    """The type with the further test of what the column lists."""
    if tests is None or not tests.tests:
        return kind
    passes, before = Compiler().compile(tests), kind.allowed

    def allowed(value: object) -> Truth:
        answer: Truth = passes(Scope({INPUT: value}))
        return answer if before is None else conjunction((before(value), answer))

    return replace(kind, allowed=allowed)


def _together(
    checker: BoxChecker, node: DecisionTable, columns: Sequence[Column], tested: Sequence[Type]
) -> list[Finding]:
    """The rules taken together, each finding on the line of its first rule."""
    inputs = [
        InputColumn(
            column.text or _text(each),
            plain(each),
            kind.kind,
            tuple(each for each in (column.values, checker.listed.get(kind.name)) if each is not None),
            kind.allowed,
        )
        for each, column, kind in zip(node.inputs, columns, tested, strict=True)
    ]
    return [
        replace(each, file_line=node.rules[each.rules[0] - 1].line if each.rules else node.line)
        for each in check_table(node, inputs)
    ]


def plain(node: n.Node) -> n.Node:
    """The FEEL in a box."""
    return node.body if isinstance(node, Written) else node


def _text(node: n.Node) -> str:
    return node.text if isinstance(node, Written) else print_node(node)


def _policy(checker: BoxChecker, node: DecisionTable, outputs: Sequence[Type]) -> None:
    """What the hit policy asks of the outputs (DMN 1.5, 8.2.8)."""
    ranked = node.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)
    if ranked and not any(output.values for output in node.outputs):
        checker.findings.append(
            Finding(
                "dmn.table.no_priority",
                Severity.ERROR,
                Text(
                    f"{node.hit_policy} 表没有列出输出值，无从排定先后",
                    f"a table of hit policy {node.hit_policy} lists no output values: nothing says which comes first",
                ),
                expected=Text("按优先次序列出的输出值", "output values in the order of their priority"),
                mend=Text(
                    "请在 outputValues 中按先后列出输出值。", "List them in outputValues, the first first."
                ),
                file_line=node.line,
            )  # fmt: skip
        )
    if node.hit_policy is not HitPolicy.COLLECT or node.aggregation is None:
        return
    summed = node.aggregation is Aggregation.SUM and outputs[0].kind not in ("number", "Any", "Null")
    if len(outputs) > 1 or summed:
        found = (
            Text(f"{len(outputs)} 个输出", f"{len(outputs)} outputs")
            if len(outputs) > 1
            else worded(outputs[0])
        )
        checker.findings.append(
            Finding(
                "dmn.table.aggregation",
                Severity.ERROR,
                Text(
                    f"{node.aggregation} 不能汇总{found.zh}",
                    f"{node.aggregation} cannot aggregate {found.en}",
                ),
                expected=Text("一个数字输出", "one output of numbers"),
                file_line=node.line,
            )  # fmt: skip
        )


def _result(node: DecisionTable, outputs: Sequence[Type]) -> Type:
    """The type of the table's value."""
    if node.hit_policy is HitPolicy.COLLECT and node.aggregation in (Aggregation.SUM, Aggregation.COUNT):
        return NUMBER
    one = outputs[0] if len(outputs) == 1 else _context(node.outputs, outputs)
    if node.is_single_hit or (node.hit_policy is HitPolicy.COLLECT and node.aggregation is not None):
        return one if not is_open(one) else ANY
    return list_of(one) if not is_open(one) else Type("list")


def _context(outputs: Sequence[Output], types: Sequence[Type]) -> Type:
    return Type("context", tuple(types), tuple(each.name for each in outputs))


TABLE_RULES = {**BOX_RULES, DecisionTable: table}
