"""The rows of one item in the exchange tables, and its content: read and written.

What the tables can hold comes back exactly as it went; what they cannot is told, in either direction. The same reads and
writes the sheets of the workbook, which have more columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onedoor.apps.catalogue.enums import Level, PowerType
from onedoor.apps.catalogue.exchange.cells import Told, code_of, read_cell, unknown_codes, unspoken
from onedoor.apps.catalogue.exchange.entries import Content, Entry
from onedoor.apps.catalogue.exchange.parts import CLEAR, put, read_parts, settled_limit
from onedoor.apps.catalogue.exchange.problems import NOTHING, Problem, Severity, shown
from onedoor.apps.catalogue.exchange.tables import CODE_COLUMNS, KEY, TOLD, TOPICS, Table
from onedoor.apps.catalogue.exchange.values import cleaned, plain, several
from onedoor.engine.identifiers import parse_item_code
from onedoor.text import Text

Row = tuple[int, Mapping[str, str]]
LIMITS = ("statutory_limit", "promised_limit")
LONGEST_NAME, LONGEST_CODE = 300, 64
# Where 06 to 09 stand for different types in different systems, only the label is certain.
_CLASHING = ("06", "07", "08", "09", "6", "7", "8", "9")
ONE_ROW = Text("每个事项一行", "one row for each item")


def read_entry(
    code: str, rows: Mapping[str, Sequence[Row]], tables: Mapping[str, Table], *, blanks_keep: bool = False
) -> Entry:
    """What the rows of one code say. ``rows`` has a table's name for every table that the source has, with or without rows.

    A blank cell says that there is nothing, and a table without a row for the item that it has no such part; with ``blanks_keep``
    both say nothing at all, and ``CLEAR`` in a cell says that there is nothing.
    """
    problems: list[Problem] = []
    item = tables["item"]
    if not rows.get("item"):
        return _without_item(code, rows, tables)
    number, cells = _one_row(rows["item"], item, problems)
    told = Told(item.title.zh, number, problems.append)
    content: Content = {}
    covered = _read_item(item, cells, content, told, blanks_keep=blanks_keep)
    _settle_limits(content, item, cells, told)
    collections: dict[str, tuple[str, ...]] = {"": covered}
    for name, table in tables.items():
        if name in rows and name != "item" and (rows[name] or not blanks_keep):
            parts, spoken = read_parts(table, rows[name], content, problems.append)
            collections[table.collection] = () if blanks_keep else spoken
            if parts:
                content[table.collection] = parts
    entry_told = {name: cleaned(cells[name]) for name in TOLD if cells.get(name, "").strip()}
    _check_identity(code, content, cells, item, told)
    return Entry(
        code=code,
        content=content,
        department=plain(cells.get("dept_code", "")).upper(),
        department_name=cleaned(cells.get("dept_name", "")),
        power_type=_power_type(item, cells, told),
        level=_level(code, content),
        region_code=plain(cells.get("region_code", "")),
        covered=collections,
        unspoken=unspoken(item.columns["server_type"]),
        told=entry_told,
        table=item.title.zh,
        row=number,
        problems=tuple(problems),
    )


def _without_item(code: str, rows: Mapping[str, Sequence[Row]], tables: Mapping[str, Table]) -> Entry:
    name, number = next((name, held[0][0]) for name, held in rows.items() if held)
    problem = Problem(
        severity=Severity.REFUSED,
        code="row.orphan",
        table=tables[name].title.zh,
        row=number,
        column=tables[name].columns[KEY].title.zh,
        found=code or "（空）",
        expected=Text("事项表中的实施编码", "a code of the table of items"),
    )
    return Entry(code=code, content={}, table=tables[name].title.zh, row=number, problems=(problem,))


def _one_row(rows: Sequence[Row], item: Table, problems: list[Problem]) -> Row:
    """The item's one row: the same item under several topics is one item with them all; otherwise it stands twice."""
    number, first = rows[0]
    merged = dict(first)
    for other, cells in rows[1:]:
        differing = [
            name
            for name in {**first, **cells}
            if name not in (*TOPICS, "row_guid", "cd_time", "cd_batch")
            and first.get(name, "") != cells.get(name, "")
        ]
        problems.append(
            Problem(
                severity=Severity.REFUSED if differing else Severity.WARNING,
                code="item.twice" if differing else "item.several_topics",
                table=item.title.zh,
                row=other,
                column="、".join(
                    item.columns[each].title.zh for each in differing[:5] if each in item.columns
                ),
                found=Text(f"第 {number} 行已有同一编码", "").zh,
                expected=ONE_ROW,
                mend=NOTHING if differing else Text("主题已合并。", "The topics were joined."),
            )
        )
        for name in TOPICS:
            words = dict.fromkeys((*several(merged.get(name, "")), *several(cells.get(name, ""))))
            if words:
                merged[name] = "、".join(words)
    return number, merged


def _read_item(
    item: Table, cells: Mapping[str, str], content: Content, told: Told, *, blanks_keep: bool
) -> tuple[str, ...]:
    covered: list[str] = []
    empty: list[str] = []
    for name, raw in cells.items():
        column = item.columns.get(name)
        if column is None or name in TOLD:
            continue
        if column.national and not column.needed and not raw.strip():
            empty.append(column.title.zh)
        if blanks_keep and not raw.strip():
            continue
        covered.append(column.path)
        value = read_cell(column, "" if blanks_keep and raw.strip() == CLEAR else raw, told)
        if value is not None:
            put(content, column.path, value)
        if not column.path.startswith("record.") and (unknown := unknown_codes(column, raw)):
            put(content, f"record.{name}", unknown)
            covered.append(f"record.{name}")
    if empty:
        told.hear(
            Problem(
                severity=Severity.WARNING,
                code="column.empty",
                table=told.table,
                row=told.row,
                column="、".join(empty),
                expected=Text("国家标准要求填写", "required by the national standard"),
            )
        )
    return tuple(dict.fromkeys(covered))


def _settle_limits(content: Content, item: Table, cells: Mapping[str, str], told: Told) -> None:
    for key in LIMITS:
        if key in content:
            number = next(each for each in item.columns.values() if each.path == f"{key}.n")
            settled = settled_limit(content.pop(key), number, cells.get(number.name, ""), told)
            if settled is not None:
                content[key] = settled


def _check_identity(code: str, content: Content, cells: Mapping[str, str], item: Table, told: Told) -> None:
    key, name = item.columns[KEY], item.columns["task_name"]
    if not code or len(code) > LONGEST_CODE or any(each.isspace() or each in "/?#%" for each in code):
        expected = Text(
            f"1—{LONGEST_CODE} 个字符，没有空格和斜杠",
            f"1 to {LONGEST_CODE} characters without spaces and slashes",
        )
        told.tell(Severity.REFUSED, "item.code", key, code or "（空）", expected=expected)
    elif not cells.get(KEY, "").strip():
        column = next(each for each in CODE_COLUMNS if cells.get(each, "").strip())
        mend = Text(f"实施编码为空，已用 {column}。", f"It was empty; {column} was taken.")
        told.tell(Severity.WARNING, "item.code_from", key, code, mend=mend)
    if not content.get("name"):
        told.tell(
            Severity.REFUSED,
            "column.needed",
            name,
            "（空）",
            expected=Text("事项名称", "the name of the item"),
        )
    elif len(content["name"]) > LONGEST_NAME:
        expected = Text(f"至多 {LONGEST_NAME} 字", f"at most {LONGEST_NAME} characters")
        told.tell(Severity.REFUSED, "text.too_long", name, content["name"], expected=expected)
    operation, state = cells.get("cd_operation", ""), cells.get("task_state", "")
    if plain(operation).upper() in ("D", "删除"):
        mend = Text(
            "导入不删除事项；请在事项页停用。", "An import deletes nothing; withdraw the item on its page."
        )
        told.tell(Severity.REFUSED, "item.deleted", item.columns["cd_operation"], operation, mend=mend)
    elif plain(state) in ("2", "3", "暂停", "取消"):
        mend = Text(
            "状态不随导入改变；需要时在事项页停用。",
            "An import changes no state; withdraw the item on its page.",
        )
        told.tell(Severity.LOST, "item.state", item.columns["task_state"], state, mend=mend)


def basic_code_in(code: str) -> str:
    """The basic code that a national implementation code contains; empty where there is none."""
    return str(parse_item_code(code).parts.get("catalog_code", ""))


def _power_type(item: Table, cells: Mapping[str, str], told: Told) -> str:
    column, raw = item.columns["task_type"], cells.get("task_type", "")
    if not raw.strip():
        return ""
    code = code_of(column, raw)
    means = column.codes[code].means if code else plain(raw)
    if means not in PowerType.values:
        expected = Text("、".join(PowerType.values), ", ".join(PowerType.values))
        told.tell(
            Severity.REFUSED,
            "item.type",
            column,
            raw if code is None else f"{raw} {means}",
            expected=expected,
        )
        return ""
    if plain(raw) in _CLASHING:
        mend = Text(
            f"各系统的 06—09 含义不一，已读作{means}；写名称最稳妥。",
            f"Systems differ about 06 to 09; read as {means}. The name is safest.",
        )
        told.tell(Severity.WARNING, "item.type_number", column, shown(raw), mend=mend)
    return means


def _level(code: str, content: Content) -> str:
    levels = content.get("record", {}).get("use_level") or []
    found = levels[0] if len(levels) == 1 else str(parse_item_code(code).parts.get("level", ""))
    return found if found in Level.values else ""
