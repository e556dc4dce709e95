"""Workbooks written: the template, items filled into it, and a workbook sent back with what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from onedoor.apps.catalogue.exchange.sheets import workbook_tables
from onedoor.apps.catalogue.exchange.tables import Column, Table
from onedoor.apps.catalogue.exchange.workbook.incoming import EXAMPLE, NOTES

GUIDE = (
    "一个事项一行，填在“事项”表；材料、收费、常见问题、情形、办理环节、审查要点各填各的表，用实施编码对应。",
    "同一事项的几行材料挨着写时，实施编码写在第一行即可。",
    "红色栏目没有就不能导入；橙色栏目是国家标准要求填写的，空着会提醒；其他栏目可以不填。",
    "有下拉箭头的单元格请选，也可以填代码；一格填几个值时用顿号隔开。",
    "日期写作 2026-01-05；金额写元，至多两位小数；时限可以写“20个工作日”。",
    "条件和表达式用数据元名称写，例如：经营面积 > 50。数据元在“情形问题”表里登记。",
    "灰色的示例行不会导入，可以留着，也可以删去。",
    "已有的事项：空着的格子和没有填的表不改动已有内容；要去掉“事项”表里某一栏的内容，在格子里写“清空”。",
    "已有事项的材料等，只要填了一行，就以表里的几行为准，没有列出的会删去；同名的保留原来的条件和标识。",
    "导入以后先看预览，确认才写入；写入的是草稿，发布在事项页进行。",
)
CODES_SHEET = "代码"
FIRST_ROW = 2  # below the headings and their notes
ROWS_WITH_CHOICES = 5000
PROBLEM = "问题"
_LONG = ("feel", "options")


class Book:
    """A workbook with the sheets of the template; rows are added to them."""

    def __init__(self, file: IO[bytes], *, with_examples: bool) -> None:
        # Rows go to disk as they come, so that memory stays small; text never becomes a formula or a link.
        self.workbook = Workbook(
            file,
            {
                "constant_memory": not with_examples,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": False,
            },
        )
        self.formats = _formats(self.workbook)
        self.next_row: dict[str, int] = {}
        self._guide()
        self.sheets = {name: self._sheet(table) for name, table in workbook_tables().items()}
        self._codes()
        if with_examples:
            for name, table in workbook_tables().items():
                self._example(name, table)

    def add(self, table: str, cells: Mapping[str, str]) -> None:
        """One row more."""
        row = self.next_row[table]
        for place, column in enumerate(workbook_tables()[table].columns.values()):
            if text := cells.get(column.name, ""):
                self.sheets[table].write_string(row, place, _shown(column, text), self.formats["text"])
        self.next_row[table] = row + 1

    def close(self) -> None:
        self.workbook.close()

    def _guide(self) -> None:
        sheet = self.workbook.add_worksheet("说明")
        sheet.set_column(0, 0, 100, self.formats["wrap"])
        sheet.write_string(0, 0, "政务服务事项导入模板", self.formats["title"])
        for row, line in enumerate(GUIDE, 1):
            sheet.write_string(row, 0, f"{row}. {line}", self.formats["wrap"])

    def _sheet(self, table: Table) -> Worksheet:
        sheet = self.workbook.add_worksheet(table.title.zh)
        sheet.freeze_panes(FIRST_ROW, 2)
        for place, column in enumerate(table.columns.values()):
            sheet.set_column(place, place, _width(column))
            if column.codes and column.kind == "code" or column.kind == "flag":
                self._choices(sheet, place, column)
        for place, column in enumerate(table.columns.values()):
            kind = "needed" if column.needed else "national" if column.national else "heading"
            mark = "*" if column.needed else ""
            sheet.write_string(0, place, f"{column.title.zh}{mark}", self.formats[kind])
        for place, column in enumerate(table.columns.values()):
            sheet.write_string(1, place, _note(column), self.formats["note"])
        self.next_row[table.name] = FIRST_ROW
        return sheet

    def _choices(self, sheet: Worksheet, place: int, column: Column) -> None:
        """A drop-down whose values lie in the hidden sheet."""
        source = f"='{CODES_SHEET}'!${_letter(self._codes_place(column))}$2:${_letter(self._codes_place(column))}${1 + len(_labels(column))}"
        sheet.data_validation(
            FIRST_ROW,
            place,
            ROWS_WITH_CHOICES,
            place,
            {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": column.title.zh,
                "error_message": "请从下拉列表选择，或填写代码。",
            },
        )

    def _codes_place(self, column: Column) -> int:
        return list(_lists()).index(_labels(column))

    def _codes(self) -> None:
        sheet = self.workbook.add_worksheet(CODES_SHEET)
        sheet.hide()
        lists = list(_lists().items())
        for place, (_, title) in enumerate(lists):
            sheet.write_string(0, place, title)
        for row in range(max(len(labels) for labels, _ in lists)):
            for place, (labels, _) in enumerate(lists):
                if row < len(labels):
                    sheet.write_string(row + 1, place, labels[row])

    def _example(self, name: str, table: Table) -> None:
        cells = {column.name: column.example for column in table.columns.values() if column.example}
        last = next(column.name for column in list(table.columns.values())[1:] if column.example)
        cells[last] = f"{cells[last].removesuffix(EXAMPLE)}{EXAMPLE}"
        for place, column in enumerate(table.columns.values()):
            self.sheets[name].write_string(
                FIRST_ROW, place, cells.get(column.name, ""), self.formats["example"]
            )
        self.next_row[name] = FIRST_ROW + 1


def write_template(file: IO[bytes]) -> None:
    """The empty workbook, with notes, drop-downs and an example row on each sheet."""
    Book(file, with_examples=True).close()


def write_annotated(
    file: IO[bytes],
    sheets: Iterable[tuple[str, Sequence[Sequence[str]]]],
    problems: Mapping[tuple[str, int], Sequence[str]],
    rest: Sequence[Sequence[str]],
) -> None:
    """The sheets as they came, each row followed by what is wrong in it, and on a sheet of its own what is wrong elsewhere."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as workbook:
        formats = _formats(workbook)
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            width = max((len(row) for row in rows), default=0)
            sheet.set_column(width, width, 60)
            for number, row in enumerate(rows, 1):
                wrong = problems.get((name, number), ())
                for place, cell in enumerate(row):
                    sheet.write_string(
                        number - 1, place, cell, formats["wrong"] if wrong else formats["text"]
                    )
                if wrong:
                    sheet.write_string(number - 1, width, "\n".join(wrong)[:32_000], formats["wrong"])
            sheet.write_string(0, width, PROBLEM, formats["needed"])
        sheet = workbook.add_worksheet(PROBLEM)
        for number, line in enumerate(rest):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell[:32_000], formats["heading" if not number else "text"])
        sheet.set_column(0, len(rest[0]) - 1, 24)


def _formats(workbook: Workbook) -> dict[str, Format]:
    grey, base = "#666666", {"valign": "top"}
    return {
        "title": workbook.add_format({**base, "bold": True, "font_size": 16}),
        "wrap": workbook.add_format({**base, "text_wrap": True}),
        "heading": workbook.add_format({**base, "bold": True, "bg_color": "#E8EEF4", "border": 1}),
        "national": workbook.add_format({**base, "bold": True, "bg_color": "#FCE8CC", "border": 1}),
        "needed": workbook.add_format({**base, "bold": True, "bg_color": "#F8D2D0", "border": 1}),
        "note": workbook.add_format({**base, "font_color": grey, "font_size": 9, "text_wrap": True}),
        "example": workbook.add_format({**base, "font_color": grey, "italic": True, "num_format": "@"}),
        "text": workbook.add_format({**base, "num_format": "@"}),
        "wrong": workbook.add_format({**base, "bg_color": "#FDECEA", "text_wrap": True, "num_format": "@"}),
    }


def _note(column: Column) -> str:
    needed, national, free = NOTES
    words = [needed if column.needed else national if column.national else free]
    if column.note:
        words.append(column.note.zh)
    elif column.codes:
        labels = "、".join(_labels(column))
        words.append(("可填几个：" if column.kind == "codes" else "") + labels)
    elif column.kind == "number":
        words.append("整数")
    elif column.kind == "date":
        words.append("日期")
    elif column.kind == "list":
        words.append("用顿号隔开")
    return "；".join(words)


def _labels(column: Column) -> tuple[str, ...]:
    if column.kind == "flag":
        return ("是", "否")
    return tuple(each.label.zh for each in column.codes.values())


def _lists() -> dict[tuple[str, ...], str]:
    """Every list that a cell chooses from, once, with the title of its first column."""
    found: dict[tuple[str, ...], str] = {}
    for table in workbook_tables().values():
        for column in table.columns.values():
            if column.codes or column.kind == "flag":
                found.setdefault(_labels(column), column.title.zh)
    return found


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _shown(column: Column, text: str) -> str:
    """Codes as people read them."""
    if column.kind == "flag":
        return {"1": "是", "0": "否"}.get(text, text)
    if not column.codes:
        return text
    codes = text.split(",") if column.kind == "codes" else [text]
    return "、".join(column.codes[each].label.zh if each in column.codes else each for each in codes)


def _width(column: Column) -> int:
    return 40 if column.kind in _LONG else 34 if column.name in ("task_code", "task_name") else 18
