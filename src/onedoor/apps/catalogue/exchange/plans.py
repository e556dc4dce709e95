"""What an import would do, kept in a file between its being shown and its being written: one item a line, however many."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from onedoor.apps.catalogue.exchange.comparing import Planned, Verdict
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.naming import named
from onedoor.apps.catalogue.exchange.problems import Problem, Severity
from onedoor.text import Text

MOST_SHOWN = 200
MOST_GROUPS = 200
MOST_CHANGES = 12
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a plan as it was kept; ``entry`` where there is something to write."""

    verdict: Verdict
    code: str
    name: str
    table: str
    row: int
    problems: tuple[Problem, ...]
    entry: Entry | None
    base: str


def write_plan(file: IO[bytes], items: Iterable[Planned], report: Report, told: Iterable[Problem]) -> None:
    """The plan is in the file and summed up in the report; what stays as it is and has no problem is only counted.

    ``told`` are the problems of the file as a whole, complete only when all items are through.
    """
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=4) as out:
        for each in items:
            report.add(each)
            if each.verdict is not Verdict.UNCHANGED or each.problems:
                out.write(json.dumps(_as_dict(each), ensure_ascii=False) + "\n")
        for problem in told:
            report.tell(problem)


def _as_dict(planned: Planned) -> dict[str, Any]:
    entry = planned.entry
    plain = {
        "verdict": str(planned.verdict),
        "code": entry.code,
        "name": entry.name,
        "table": entry.table,
        "row": entry.row,
        "problems": [each.as_dict() for each in planned.problems[:MOST_PROBLEMS]],
        "base": planned.base,
    }
    if planned.verdict in (Verdict.NEW, Verdict.CHANGED):
        plain["entry"] = entry.as_dict()
    return plain


def read_plan(file: IO[bytes]) -> Iterator[Line]:
    """The items of a plan, in the order in which they stood in the file."""
    with gzip.open(file, "rt", encoding="utf-8") as text:
        for line in text:
            plain = json.loads(line)
            entry = plain.get("entry")
            yield Line(
                verdict=Verdict(plain["verdict"]),
                code=plain["code"],
                name=plain["name"],
                table=plain["table"],
                row=plain["row"],
                problems=tuple(map(Problem.of, plain["problems"])),
                entry=Entry.of(entry) if entry else None,
                base=plain["base"],
            )


class Report:
    """Counts, kinds of problems and the first items of each verdict, as plain JSON of bounded size."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(map(str, Verdict), 0)
        self.severities = dict.fromkeys(map(str, Severity), 0)
        self.shown: dict[str, list[dict[str, Any]]] = {str(each): [] for each in Verdict}
        self.groups: dict[tuple[str, ...], dict[str, Any]] = {}
        self.file: list[dict[str, Any]] = []

    def add(self, planned: Planned) -> None:
        verdict = str(planned.verdict)
        self.counts[verdict] += 1
        for problem in planned.problems:
            self._group(problem)
        if planned.verdict is Verdict.UNCHANGED or len(self.shown[verdict]) >= MOST_SHOWN:
            return
        self.shown[verdict].append(
            {
                "code": planned.entry.code,
                "name": planned.entry.name,
                "row": planned.entry.row,
                "department": planned.entry.department_name or planned.entry.department,
                "changes": [each.as_dict() for each in planned.changes[:MOST_CHANGES]],
                "more": max(0, len(planned.changes) - MOST_CHANGES),
                "problems": [each.as_dict() for each in planned.problems[:MOST_CHANGES]],
            }
        )

    def tell(self, problem: Problem) -> None:
        """A problem of the file as a whole."""
        self.severities[str(problem.severity)] += 1
        if len(self.file) < MOST_GROUPS:
            self.file.append(problem.as_dict())

    def _group(self, problem: Problem) -> None:
        self.severities[str(problem.severity)] += 1
        # Columns that are empty are named together for an item, and counted one by one for the file.
        columns = problem.column.split("、") if problem.code == "column.empty" else [problem.column]
        for column in columns:
            key = (str(problem.severity), problem.code, problem.table, column)
            group = self.groups.get(key)
            if group is not None:
                group["number"] += 1
            elif len(self.groups) < MOST_GROUPS:
                self.groups[key] = {**problem.as_dict(), "column": column, "number": 1}

    def as_dict(self, departments: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        order = {str(each): place for place, each in enumerate(Severity)}
        groups = sorted(self.groups.values(), key=lambda each: (order[each["severity"]], -each["number"]))
        return {
            "counts": self.counts,
            "severities": self.severities,
            "file": self.file,
            "groups": groups,
            "shown": self.shown,
            "departments": {code: dict(each) for code, each in departments.items()},
        }


def group_words(group: Mapping[str, Any]) -> Text:
    """One kind of problem in one line.

    >>> group_words({"severity": "lost", "code": "column.unknown", "column": "备注", "found": "x", "number": 3}).zh
    '没有这一栏：备注（3 处），如“x”'
    """
    name = PROBLEM_NAMES.get(group["code"], Text.of(group["code"]))
    places = [named(group[each]) for each in ("table", "column") if group.get(each)]
    number, found = group.get("number", 1), group.get("found", "")
    zh = "：".join(filter(None, (name.zh, " ".join(each.zh for each in places))))
    en = ": ".join(filter(None, (name.en, " – ".join(each.en for each in places))))
    if number > 1:
        zh, en = f"{zh}（{number} 处）", f"{en} ({number})"
    return Text(f"{zh}，如“{found}”", f"{en}, such as “{found}”") if found else Text(zh, en)


VERDICTS = {
    "new": Text("新增", "new"),
    "changed": Text("有变化", "changed"),
    "unchanged": Text("无变化", "unchanged"),
    "refused": Text("拒绝", "refused"),
}
PROBLEM_NAMES = {
    "cell.clear": Text("这里不能写“清空”", "Nothing can be cleared here"),
    "code.unknown": Text("代码表中没有的值", "A value that the code list does not have"),
    "column.empty": Text("国家标准要求填写的栏目空着", "Columns that the standard requires are empty"),
    "column.missing": Text("缺少国家标准要求的栏目", "Columns that the standard requires are missing"),
    "column.needed": Text("必填栏目空着", "A column that is needed is empty"),
    "column.no_place": Text("没有对应的栏目", "No column for it here"),
    "column.unknown": Text("没有这一栏", "No such column"),
    "date.unreadable": Text("不是日期", "Not a day"),
    "department.code": Text("实施主体编码不成立", "The code of the body is none"),
    "department.needed": Text("没有实施主体编码", "No code of the implementing body"),
    "department.not_a_uscc": Text("实施主体编码未通过校验", "The code of the body fails its check"),
    "department.unknown": Text("实施主体没有登记", "The implementing body is not registered"),
    "exchange.file_unknown": Text("不读的文件", "A file that is not read"),
    "exchange.sheet_unknown": Text("不认识的工作表", "A sheet that is not known"),
    "exchange.table_unknown": Text("不认识的表", "A table that is not known"),
    "export.no_room": Text("导出格式装不下", "The format of the export has no room for it"),
    "flag.unreadable": Text("不是“是”或“否”", "Neither yes nor no"),
    "item.code": Text("实施编码不成立", "The implementation code is none"),
    "item.code_from": Text("实施编码取自另一栏", "The code was taken from another column"),
    "item.deleted": Text("标为删除的事项", "Items marked as deleted"),
    "item.department_differs": Text("实施主体与现有的不同", "Another implementing body than before"),
    "item.draft_of_another": Text("有他人的草稿", "Somebody else's draft is there"),
    "item.hash": Text("内容与导出时的摘要不符", "The content is not what was exported"),
    "item.level": Text("行使层级不成立", "The level is none"),
    "item.level_differs": Text("行使层级与现有的不同", "Another level than before"),
    "item.locked": Text("基本目录锁定的要素", "Elements locked by the basic catalogue"),
    "item.promise_over_statute": Text(
        "承诺时限长于法定时限", "The promised limit is longer than the statutory one"
    ),
    "item.region": Text("区划代码不成立", "The region code is none"),
    "item.several_topics": Text("同一事项在几个主题下重复", "The same item under several topics"),
    "item.state": Text("事项状态", "State of the item"),
    "item.twice": Text("实施编码重复", "The code stands twice"),
    "item.type": Text("事项类型不成立", "The type of the item is none"),
    "item.type_differs": Text("事项类型与现有的不同", "Another type than before"),
    "item.type_number": Text("事项类型只有数字", "The type is only a number"),
    "item.unknown_element": Text(
        "表达式用了没有登记的数据元", "An expression uses a data element that is not registered"
    ),
    "item.unreadable": Text("内容读不出来", "The content cannot be read"),
    "limit.no_number": Text("时限没有数字", "A limit without a number"),
    "limit.no_unit": Text("时限没有单位", "A limit without a unit"),
    "limit.number": Text("时限超出范围", "A limit out of range"),
    "number.unreadable": Text("不是非负整数", "Not a whole number"),
    "options.unreadable": Text("选项的写法", "How options are written"),
    "parts.too_many": Text("一个事项的行数太多", "Too many rows of one item"),
    "row.orphan": Text("事项表中没有这个编码", "No item of that code in the table"),
    "stop.no_reason": Text("没有写不能办理的原因", "No reason why it stops"),
    "text.markup": Text("文字带有网页标记", "Text with markup"),
    "text.too_long": Text("文字太长", "The text is too long"),
    "yuan.unreadable": Text("不是金额", "Not an amount"),
}
