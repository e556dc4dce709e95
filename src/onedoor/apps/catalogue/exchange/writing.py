"""The content of one item as rows of the tables, and what of it the tables have no room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from onedoor.apps.catalogue.editing import parts
from onedoor.apps.catalogue.exchange.cells import write_cell
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.national import basic_code_in
from onedoor.apps.catalogue.exchange.parts import ELEMENT, at
from onedoor.apps.catalogue.exchange.problems import Problem, Severity, shown
from onedoor.apps.catalogue.exchange.tables import KEY, TOLD, Column, Table
from onedoor.apps.catalogue.wording import COLLECTIONS, NAMES, SINGLE
from onedoor.reference.elements import item_elements
from onedoor.text import Text

Rows = dict[str, list[dict[str, str]]]
NO_ROOM = Text("表中有此栏", "a column for it")
OTHERS = {
    "elements": Text("数据元", "Data elements"),
    "table": Text("情形决策表", "Table of situations"),
    "places": Text("办理部门", "Departments"),
    "faq": Text("常见问题", "Frequent questions"),
}


class Writer:
    """Writes one entry; ``problems`` gathers what could not be carried over."""

    def __init__(self, entry: Entry, tables: Mapping[str, Table]) -> None:
        self.entry = entry
        self.tables = tables
        self.problems: list[Problem] = []

    def rows(self) -> Rows:
        """The rows by table; each has every column of its table."""
        found: Rows = {"item": [self._item()]}
        for name, table in self.tables.items():
            if name != "item":
                found[name] = [
                    self._part(table, part, place) for place, part in enumerate(self._parts(table), 1)
                ]
        self._tell_keys()
        self._tell_english()
        return found

    def _item(self) -> dict[str, str]:
        content, record = self.entry.content, self.entry.content.get("record", {})
        cells = {}
        for column in self.tables["item"].columns.values():
            if not column.path:
                cells[column.name] = self._told(column.name)
                continue
            value = at(content, column.path)
            if value is None and column.name == "catalog_code":
                value = basic_code_in(self.entry.code)
            elif value is None and column.name == "use_level" and self.entry.level:
                value = [self.entry.level]
            kept = record.get(column.name) if not column.path.startswith("record.") else None
            cells[column.name] = self._cell("item", column, value, kept)
        return cells

    def _told(self, name: str) -> str:
        entry = self.entry
        if name == "task_type":
            codes = item_elements()["task_type"].codes
            return next(code for code, each in codes.items() if each.means == entry.power_type)
        ours = {
            "row_guid": entry.told.get("row_guid") or entry.code,
            KEY: entry.told.get(KEY, "") if KEY in entry.told else entry.code,
            "dept_code": entry.department,
            "dept_name": entry.department_name,
        }
        return ours.get(name) or entry.told.get(name, "")

    def _parts(self, table: Table) -> list[dict[str, Any]]:
        """The parts as they stand; where identifiers have a column, every part has its own."""
        held = self.entry.content.get(table.collection, ())
        if any(column.path == "id" for column in table.columns.values()):
            return parts(self.entry.content, table.collection)
        return [{"name": each} if isinstance(each, str) else dict(each) for each in held]

    def _part(self, table: Table, part: dict[str, Any], place: int) -> dict[str, str]:
        if table.name == "question":
            part |= self._element(part)
        if table.name == "material" and "necessity" not in part and "required" in part:
            part["necessity"] = "required" if part["required"] else "optional"
        cells, known = {KEY: self.entry.code}, set()
        for column in table.columns.values():
            if column.name == KEY:
                continue
            if column.name == "order_num":
                cells[column.name] = str(place)
                continue
            known.add(column.path.split(".")[0])
            value, kept = at(part, column.path), at(part, f"record.{column.name}")
            if value is None and column.name == "is_need" and not kept:
                value = "required"
            cells[column.name] = self._cell(table.name, column, value, kept)
        for key, value in part.items():
            if key not in known | {"record", "required"} and not _is_default(table, key, value, place):
                title = NAMES.get(key, Text.of(key))
                self._lost(table.name, _title(part, title), value)
        return cells

    def _element(self, question: Mapping[str, Any]) -> dict[str, Any]:
        for each in self.entry.content.get("elements", ()):
            if each["identifier"] == question.get("element"):
                return {name: each[key] for name, key in ELEMENT.items() if key in each}
        return {}

    def _cell(self, table: str, column: Column, value: Any, kept: Any = None) -> str:
        """``kept`` are codes that were not known when they were read: they go out as they came."""
        text = write_cell(column, value)
        if text is None:
            self._lost(table, column.title, value, Text("国家代码表中的值", "a value of the national codes"))
            text = self._known_ones(column, value)
        if kept:
            text = ",".join(filter(None, (text, *(kept if isinstance(kept, list) else [kept]))))
        if column.width and len(text) > column.width:
            expected = Text(f"至多 {column.width} 字", f"at most {column.width} characters")
            self._lost(table, column.title, f"{len(text)}：{text}", expected)
            text = text[: column.width]
        return text

    def _known_ones(self, column: Column, value: Any) -> str:
        if not isinstance(value, list):
            return ""
        return ",".join(filter(None, (write_cell(column, [each]) for each in value)))

    def _lost(self, table: str, what: Text, value: Any, expected: Text = NO_ROOM) -> None:
        self.problems.append(
            Problem(
                severity=Severity.LOST,
                code="export.no_room",
                table=self.tables[table].title.zh,
                column=what.zh,
                found=f"{self.entry.code}：{shown(_counted(value))}",
                expected=expected,
            )
        )

    def _tell_keys(self) -> None:
        held = {column.path.split(".")[0] for column in self.tables["item"].columns.values()}
        held |= {table.collection for table in self.tables.values()}
        for key, value in self.entry.content.items():
            if key in held or value in ("", [], {}, None):
                continue
            if key == "elements" and "question" in self.tables and self._all_asked(value):
                continue
            label = SINGLE.get(key) or OTHERS.get(key) or COLLECTIONS.get(key, (Text.of(key),))[0]
            self._lost("item", label, value)
        columns = self.tables["item"].columns
        for key, value in self.entry.content.get("record", {}).items():
            if key not in columns and value not in ("", [], None) and key not in TOLD:
                self._lost(
                    "item", item_elements()[key].name if key in item_elements() else Text.of(key), value
                )

    def _all_asked(self, elements: list[Mapping[str, Any]]) -> bool:
        asked = {each.get("element") for each in self.entry.content.get("questions", ())}
        return all(each["identifier"] in asked and not each.get("source") for each in elements)

    def _tell_english(self) -> None:
        if number := sum(1 for _ in _english(self.entry.content)):
            self._lost("item", Text("英文", "English words"), f"{number} 处")


def write_entry(entry: Entry, tables: Mapping[str, Table], hear: Callable[[Problem], None]) -> Rows:
    """The rows of one item; what they cannot carry is told."""
    writer = Writer(entry, tables)
    rows = writer.rows()
    for problem in writer.problems:
        hear(problem)
    return rows


def _is_default(table: Table, key: str, value: Any, place: int) -> bool:
    """Whether nothing is lost with it: an identifier that its place says as well, or nothing at all."""
    if value in ("", [], {}, None, False):
        return True
    return key == "id" and value == f"{table.name[0].upper()}{place}"


def _title(part: Mapping[str, Any], what: Text) -> Text:
    name = next((part[key] for key in ("name", "text", "label", "question") if part.get(key)), "")
    said = Text.of(name)
    return Text(f"{said.zh} · {what.zh}", f"{said.en} · {what.en}")


def _counted(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{len(value)} 项"
    return value["zh"] if isinstance(value, dict) and "zh" in value else value


def _english(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            if value["en"] and value["en"] != value["zh"]:
                yield value["en"]
            return
        for each in value.values():
            yield from _english(each)
    elif isinstance(value, list):
        for each in value:
            yield from _english(each)
