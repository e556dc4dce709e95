"""Texts of a guide read into expressions; what does not parse or names no question is refused with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onedoor.engine.dmn.nodes import Column, DecisionTable, Output, Rule
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import Expression, FeelError, parse, parse_unary_tests
from onedoor.engine.feel import nodes as n
from onedoor.engine.situations.questions import Choice, Number, Question, Situation, Table
from onedoor.errors import Invalid
from onedoor.text import Text

ALWAYS = n.BooleanLiteral(True)


@dataclass(frozen=True)
class Way:
    """One way to a situation: a condition of its own, or row ``row`` (from one) of the table."""

    situation: str
    expression: Expression
    row: int = 0

    @property
    def label(self) -> str:
        return f"{self.situation}#{self.row}" if self.row else self.situation


def read_condition(text: str, names: Sequence[str], where: Text) -> Expression:
    """The condition, over these names alone; an empty one always holds."""
    return _read(text, names, where, cell=False) if text.strip() else Expression.of(ALWAYS)


def read_ways(situations: Iterable[Situation], names: Sequence[str]) -> tuple[Way, ...]:
    found = []
    for each in situations:
        where = Text(f"情形 {each.id}", f"situation {each.id}")
        found.append(Way(each.id, read_condition(each.when, names, where)))
    return tuple(found)


def read_table(table: Table, names: Sequence[str]) -> tuple[BoxedExpression, tuple[Way, ...]]:
    """The table as DMN decides it, and each of its rows as a condition of its own."""
    inputs = tuple(
        _read(text, names, Text(f"决策表输入 {number}", f"input {number} of the table"), cell=False).root
        for number, text in enumerate(table.inputs, 1)
    )
    rules: list[Rule] = []
    ways: list[Way] = []
    for number, row in enumerate(table.rules, 1):
        place = Text(f"决策表第 {number} 行", f"row {number} of the table")
        if len(row.cells) != len(inputs):
            raise Invalid("situations.row", found=str(len(row.cells)), expected=str(len(inputs)), where=place)
        cells = tuple(_cell(text, names, place, column) for column, text in enumerate(row.cells, 1))
        rules.append(Rule(cells, (n.StringLiteral(row.situation),), row.cells))
        ways.append(Way(row.situation, Expression.of(_row_condition(inputs, cells)), number))
    columns = tuple(Column(text) for text in table.inputs)
    tree = DecisionTable(inputs, (Output("situation"),), tuple(rules), columns=columns)
    return BoxedExpression.of(tree), tuple(ways)


def _cell(text: str, names: Sequence[str], row: Text, column: int) -> n.UnaryTests:
    where = Text(f"{row.zh}第 {column} 格", f"{row.en}, cell {column}")
    root = _read(text.strip() or "-", names, where, cell=True).root
    assert isinstance(root, n.UnaryTests)
    return root


def _row_condition(inputs: Sequence[n.Node], cells: Sequence[n.UnaryTests]) -> n.Node:
    tests = []
    for value, cell in zip(inputs, cells, strict=True):
        if cell.tests:
            test: n.Node = n.In(value, cell.tests)
            if cell.negated:
                test = n.Call(n.Name("not"), (n.Argument(None, test),))
            tests.append(test)
    if not tests:
        return ALWAYS
    return tests[0] if len(tests) == 1 else n.And(tuple(tests))


def _read(text: str, names: Sequence[str], where: Text, *, cell: bool) -> Expression:
    try:
        found = parse_unary_tests(text, names=names) if cell else parse(text, names=names)
    except FeelError as error:
        inner = Text.of(error.where or text)
        place = Text(f"{where.zh}，{inner.zh}", f"{where.en}, {inner.en}")
        raise Invalid(
            error.code, found=error.found, expected=error.expected, where=place, mend=error.mend
        ) from None
    if unknown := found.free_names.difference(names):
        raise Invalid(
            "situations.unknown_name",
            found="、".join(sorted(unknown)),
            expected="、".join(names),
            where=Text(f"{where.zh}：{text}", f"{where.en}: {text}"),
            mend=Text(
                "只能引用情形问题的名称；文字要加引号。",
                "Name questions of the guide only; put texts into quotes.",
            ),
        )
    return found


def refuse_bad_questions(questions: Collection[Question]) -> None:
    """Names differ, and every question has a value to be answered with."""
    seen: set[str] = set()
    for each in questions:
        if each.name in seen or not each.name.strip():
            raise Invalid(
                "situations.name_twice",
                found=each.name,
                expected=Text("每个问题一个名称", "one name for each question"),
                where=each.name,
            )
        seen.add(each.name)
        if not _has_values(each):
            raise Invalid(
                "situations.no_values",
                found=each.domain.words,
                expected=Text("至少一个不重复的可选值", "at least one value, and none twice"),
                where=each.name,
            )


def _has_values(question: Question) -> bool:
    domain = question.domain
    if isinstance(domain, Choice):
        return bool(domain.values) and len(set(domain.values)) == len(domain.values)
    if not isinstance(domain, Number) or domain.least is None or domain.most is None:
        return True
    if domain.whole:
        return domain.least.to_integral_value("ROUND_CEILING") <= domain.most
    return Decimal(domain.least) <= domain.most


def in_order(questions: Sequence[Question], reads: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The places of the questions, each after those that its condition reads, otherwise as they are listed.

    Raises:
        Invalid: "situations.cycle": questions wait for one another; says which.
    """
    place = {each.name: at for at, each in enumerate(questions)}
    done: list[int] = []
    open_: list[int] = []

    def visit(at: int) -> None:
        if at in done:
            return
        if at in open_:
            circle = [questions[each].name for each in (*open_[open_.index(at) :], at)]
            raise Invalid(
                "situations.cycle",
                found=" → ".join(circle),
                expected=Text("问题之间没有循环", "no question that waits for itself"),
                where=questions[at].name,
                mend=Text("去掉其中一个问题的适用条件。", "Take away the condition of one of them."),
            )
        open_.append(at)
        for name in sorted(reads[at], key=place.__getitem__):
            visit(place[name])
        open_.pop()
        done.append(at)

    for at in range(len(questions)):
        visit(at)
    return tuple(done)
