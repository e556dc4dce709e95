"""The parts of an item as rows: materials, fees, questions and the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onedoor.apps.catalogue.exchange.cells import Told, read_cell, unit_in, unknown_codes
from onedoor.apps.catalogue.exchange.problems import Problem, Severity
from onedoor.apps.catalogue.exchange.tables import KEY, Column, Table
from onedoor.apps.catalogue.exchange.values import whole_number
from onedoor.engine.calendars import Limit, Unit
from onedoor.errors import Invalid
from onedoor.text import Text

Row = tuple[int, Mapping[str, str]]
Content = dict[str, Any]
ELEMENT = {"element_name": "name", "element_kind": "kind", "element_unit": "unit"}
MOST_PARTS = 200
# In a workbook, where a blank cell of an item leaves what there is.
CLEAR = "清空"


def put(part: Content, path: str, value: Any) -> None:
    """The value stands at the dotted place."""
    *above, last = path.split(".")
    for name in above:
        part = part.setdefault(name, {})
    part[last] = value


def at(part: Mapping[str, Any], path: str) -> Any:
    """What stands at the dotted place; ``None`` where nothing does."""
    found: Any = part
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def read_parts(
    table: Table, rows: Sequence[Row], content: Content, hear: Callable[[Problem], None]
) -> tuple[list[Content], tuple[str, ...]]:
    """The parts that rows of one table speak of, in their order, and the places that the rows spoke of.

    Data elements that questions name are put into ``content`` besides.
    """
    found: list[Content] = []
    spoken: dict[str, None] = {}
    if len(rows) > MOST_PARTS:
        told = Told(table.title.zh, rows[MOST_PARTS][0], hear)
        expected = Text(f"至多 {MOST_PARTS} 行", f"at most {MOST_PARTS} rows")
        told.tell(Severity.REFUSED, "parts.too_many", table.columns[KEY], len(rows), expected=expected)
        return [], ()
    for number, cells in sorted(rows, key=_order):
        told = Told(table.title.zh, number, hear)
        part = _read_part(table, cells, told, spoken)
        if part:
            if table.name == "question":
                _take_element(content, part)
            found.append(part)
    return found, tuple(spoken)


def _order(row: Row) -> tuple[int, int]:
    number = whole_number(row[1].get("order_num", ""))
    return (10**9 if number is None else number, row[0])


def _read_part(table: Table, cells: Mapping[str, str], told: Told, spoken: dict[str, None]) -> Content:
    part: Content = {}
    for name, raw in cells.items():
        column = table.columns.get(name)
        if column is None or not column.path or name == KEY:
            continue
        spoken[column.path.split(".")[0]] = None
        if raw.strip() == CLEAR:
            mend = Text("各部分的内容请在事项页去掉。", "Take it away on the page of the item.")
            told.tell(Severity.REFUSED, "cell.clear", column, raw, mend=mend)
            continue
        value = read_cell(column, raw, told)
        if value is not None:
            put(part, column.path, value)
        if unknown := unknown_codes(column, raw):
            put(part, f"record.{name}", unknown[0])
            spoken["record"] = None
    for column in table.columns.values():
        if column.needed and column.path and not at(part, column.path):
            told.tell(Severity.REFUSED, "column.needed", column, "（空）", expected=column.title)
    _settle(table, part, cells, told)
    return part


def _settle(table: Table, part: Content, cells: Mapping[str, str], told: Told) -> None:
    for column in table.columns.values():
        top, _, last = column.path.partition(".")
        if last == "n" and top in part:
            settled = settled_limit(part.pop(top), column, cells.get(column.name, ""), told)
            if settled is not None:
                part[top] = settled
    stop = part.get("stop")
    if stop is not None and not stop.get("reason"):
        told.tell(
            Severity.LOST,
            "stop.no_reason",
            table.columns["stop_reason"],
            "、".join(stop.values()),
            expected=Text("不能办理的原因", "why it stops"),
        )
        del part["stop"]


def settled_limit(held: Mapping[str, Any], column: Column, raw: str, told: Told) -> Content | None:
    """A limit is a number with a unit, which may stand beside the number or be the usual one; ``None`` where it is none."""
    if held.get("n") is None:
        expected = Text("时限的数字", "the number of the limit")
        told.tell(Severity.LOST, "limit.no_number", column, held.get("unit"), expected=expected)
        return None
    unit = unit_in(raw) or held.get("unit")
    if unit is None:
        unit = str(Unit.WORKING_DAY)
        mend = Text("已按工作日读。", "Read as working days.")
        told.tell(Severity.WARNING, "limit.no_unit", column, raw, mend=mend)
    try:
        Limit(held["n"], Unit(unit))
    except Invalid as refusal:
        told.tell(Severity.REFUSED, refusal.code, column, raw, expected=Text.of(str(refusal.expected)))
        return None
    return {"n": held["n"], "unit": str(unit)}


def _take_element(content: Content, question: Content) -> None:
    """The data element that a question names, with its kind, among the item's own."""
    told = {to: question.pop(name) for name, to in ELEMENT.items() if name in question}
    identifier = question.get("element")
    if not identifier or "name" not in told:
        return
    kinds = {"boolean": "boolean", "number": "number"}
    element = {"identifier": identifier, "kind": kinds.get(question.get("kind", ""), "code"), **told}
    elements = content.setdefault("elements", [])
    if all(each["identifier"] != identifier for each in elements):
        elements.append(element)
