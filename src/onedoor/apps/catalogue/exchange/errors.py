"""What was wrong in a file, as a workbook: the file's own sheets with their errors beside the rows, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from onedoor.apps.catalogue.exchange.formats import EXCEL
from onedoor.apps.catalogue.exchange.naming import named
from onedoor.apps.catalogue.exchange.opening import kept
from onedoor.apps.catalogue.exchange.plans import PROBLEM_NAMES, read_plan
from onedoor.apps.catalogue.exchange.problems import Problem
from onedoor.apps.catalogue.exchange.workbook.incoming import opened, sheets
from onedoor.apps.catalogue.exchange.workbook.outgoing import write_annotated
from onedoor.apps.catalogue.models import ItemImport
from onedoor.text import Text

HEAD = ("结果", "表", "行", "栏目", "问题", "实际", "应为", "怎么改")
MOST_LINES = 100_000


def write_errors(shown: ItemImport, file: IO[bytes]) -> None:
    """The workbook of an import's problems: a workbook comes back as it was sent, each row with what is wrong in it."""
    rows: dict[tuple[str, int], list[str]] = {}
    rest: list[Sequence[str]] = [HEAD]
    for problem in _problems(shown):
        if shown.format == EXCEL and problem.row:
            rows.setdefault((problem.table, problem.row), []).append(sentence(problem))
        if len(rest) <= MOST_LINES:
            rest.append(_line(problem))
    if shown.format != EXCEL:
        write_annotated(file, (), {}, rest)
        return
    with kept(shown.source) as source:
        workbook = opened(source, shown.file_name)
        held = [
            (table.title.zh, _without_problems(cells))
            for _, table, cells in sheets(workbook)
            if table is not None
        ]
        write_annotated(file, held, rows, rest)


def _problems(shown: ItemImport) -> Iterator[Problem]:
    yield from map(Problem.of, shown.report["file"])
    with kept(shown.rows) as plan:
        for line in read_plan(plan):
            yield from line.problems


def sentence(problem: Problem) -> str:
    """A problem in one line, for people who fill in the workbook.

    >>> from onedoor.apps.catalogue.exchange.problems import Severity
    >>> sentence(Problem(severity=Severity.REFUSED, code="number.unreadable", column="份数", found="两", expected=Text("非负整数", "")))
    '【拒绝】份数：不是非负整数；填的是“两”；应为非负整数'
    """
    return f"【{problem.severity.label.zh}】{sentence_in(problem, 'zh-hans')}"


def sentence_in(problem: Problem, language: str) -> str:
    """The same in either language, without the severity."""
    name = PROBLEM_NAMES.get(problem.code, Text.of(problem.code))
    column = named(problem.column)
    words = [Text(f"{column.zh}：{name.zh}", f"{column.en}: {name.en}") if problem.column else name]
    if problem.found:
        words.append(Text(f"填的是“{problem.found}”", f"found “{problem.found}”"))
    if problem.expected.zh:
        words.append(Text(f"应为{problem.expected.zh}", f"expected {problem.expected.en}"))
    if problem.mend.zh:
        words.append(Text(problem.mend.zh.rstrip("。"), problem.mend.en.rstrip(".")))
    return Text("；", "; ").in_(language).join(each.in_(language) for each in words)


def _line(problem: Problem) -> Sequence[str]:
    return (
        problem.severity.label.zh,
        problem.table,
        str(problem.row or ""),
        problem.column,
        PROBLEM_NAMES.get(problem.code, Text.of(problem.code)).zh,
        problem.found,
        problem.expected.zh,
        problem.mend.zh,
    )


def _without_problems(cells: list[list[str]]) -> list[list[str]]:
    """A workbook that was sent back once brings the errors of that time along; they are not kept."""
    places = [place for row in cells[:1] for place, cell in enumerate(row) if cell == "问题"]
    return [[cell for place, cell in enumerate(row) if place not in places] for row in cells]
