"""A workbook as people send it, read as rows: sheets and headings in any order, formulas as their values."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.heading import Heading, find_heading, tell_heading
from onedoor.apps.catalogue.exchange.problems import Problem, Severity
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.apps.catalogue.exchange.sheets import workbook_tables
from onedoor.apps.catalogue.exchange.staged import put_row, staged
from onedoor.apps.catalogue.exchange.staging import Staging
from onedoor.apps.catalogue.exchange.tables import KEY, Table
from onedoor.apps.catalogue.exchange.workbook.measuring import refuse_vast_sheets
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

UNREADABLE = (CalamineError, OSError, ValueError)
MOST_SHEETS = 40
MOST_COLUMNS = 300
# Sheets that are for people to read.
ASIDE = ("说明", "代码", "问题", "notes", "codes", "problems")
EXAMPLE = "（示例，请删去本行）"
NOTES = ("必填", "国标必填", "选填")
CellValue = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(reading: Reading) -> Iterator[Entry]:
    """The items of a workbook's sheets; what is left blank in them stays as the house has it."""
    return staged(reading, workbook_tables(), lambda staging: _fill(reading, staging), blanks_keep=True)


def _fill(reading: Reading, staging: Staging) -> None:
    workbook = opened(reading.file, reading.name)
    for name, table, rows in sheets(workbook):
        if table is None:
            if name.strip().lower() not in ASIDE:
                reading.hear(_sheet_unknown(name))
            continue
        _fill_sheet(reading, staging, name, table, rows)
    if not staging.has_table("item"):
        raise Invalid(
            "exchange.no_sheet",
            where=reading.name,
            found="、".join(workbook.sheet_names[:MOST_SHEETS]),
            expected=Text("工作表“事项”", "a sheet called 事项"),
            mend=Text("请用下载的模板填写。", "Fill in the template that can be downloaded."),
        )


def opened(file: IO[bytes], name: str) -> CalamineWorkbook:
    """The workbook; ``Invalid`` where it cannot be read, or has more sheets than people make."""
    refuse_vast_sheets(file, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
    except UNREADABLE as error:
        raise _damaged(name, error) from error
    finally:
        file.seek(0)
    if len(workbook.sheet_names) > MOST_SHEETS:
        raise TooLarge(
            "exchange.sheets", where=name, found=str(len(workbook.sheet_names)), expected=f"<= {MOST_SHEETS}"
        )
    return workbook


def _damaged(name: str, error: Exception) -> Invalid:
    return Invalid(
        "exchange.damaged",
        where=name,
        found=str(error),
        mend=Text("用表格软件打开，另存为 xlsx。", "Open it in a spreadsheet and save it as xlsx."),
    )


def sheets(workbook: CalamineWorkbook) -> Iterator[tuple[str, Table | None, list[list[str]]]]:
    """Each visible sheet with the table it is, by its name, and its cells as text from the first row on."""
    tables = {_word(title): table for table in workbook_tables().values() for title in _titles(table)}
    for meta in workbook.sheets_metadata:
        if meta.visible is not SheetVisibleEnum.Visible:
            continue
        table = tables.get(_word(meta.name))
        if table is None:
            yield meta.name, None, []
            continue
        try:
            sheet = workbook.get_sheet_by_name(meta.name)
        except UNREADABLE as error:
            raise _damaged(meta.name, error) from error
        if sheet.total_width > MOST_COLUMNS:
            raise TooLarge(
                "exchange.columns",
                where=meta.name,
                found=str(sheet.total_width),
                expected=f"<= {MOST_COLUMNS}",
            )
        rows = sheet.to_python(skip_empty_area=False)
        yield meta.name, table, [[text_of_cell(cell) for cell in row] for row in rows]


def _titles(table: Table) -> tuple[str, ...]:
    return (table.title.zh, table.title.en, table.name)


def _word(name: str) -> str:
    return "".join(name.split()).lower()


def _fill_sheet(reading: Reading, staging: Staging, name: str, table: Table, rows: list[list[str]]) -> None:
    numbered = list(enumerate(rows, 1))
    heading = find_heading(table, numbered)
    if heading is None:
        if any(cell.strip() for row in rows for cell in row):
            raise Invalid(
                "exchange.no_heading",
                where=name,
                found="、".join(filter(None, rows[0]))[:120] if rows else "",
                expected=Text("模板中的栏目名", "the headings of the template"),
            )
        return
    staging.open_table(table.name)
    tell_heading(heading, rows[heading.row - 1], reading.hear)
    for number, cells in _filled(heading, numbered):
        put_row(reading, staging, table.name, number, cells)


def _filled(heading: Heading, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with something in them; where parts of one item stand below each other, its code need stand only once."""
    before = ""
    for number, row in rows:
        cells = heading.cells(row)
        if number <= heading.row or not any(cell.strip() for cell in cells.values()):
            continue
        if is_example(cells) or is_note(cells):
            before = ""
            continue
        if heading.table.name != "item" and KEY in cells:
            cells[KEY] = before = cells[KEY].strip() or before
        yield number, cells


def is_example(cells: dict[str, str]) -> bool:
    """Whether the row is the one by which the template shows how it is done."""
    return any(cell.endswith(EXAMPLE) for cell in cells.values())


def is_note(cells: dict[str, str]) -> bool:
    """Whether the row is the one in which the template says what goes into each column."""
    said = [cell for cell in cells.values() if cell.strip()]
    return all(cell.startswith(NOTES) for cell in said)


def text_of_cell(cell: CellValue) -> str:
    """What a cell shows, as text: whole numbers without a point, days as ISO."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float():
            number = Decimal(repr(cell))
            return str(int(number)) if number == number.to_integral_value() else format(number, "f")
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
    return str(cell)


def _sheet_unknown(name: str) -> Problem:
    return Problem(
        severity=Severity.LOST,
        code="exchange.sheet_unknown",
        table=name[:60],
        expected=Text(
            "、".join(each.title.zh for each in workbook_tables().values()),
            ", ".join(each.title.zh for each in workbook_tables().values()),
        ),
        mend=Text("这张工作表没有读。", "This sheet was not read."),
    )
