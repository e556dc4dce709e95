"""The national tables as files: CSV, alone or in an archive, or one JSON text with the tables by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import IO, Any, TextIO

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.heading import find_heading, tell_heading
from onedoor.apps.catalogue.exchange.opening import members, text_of
from onedoor.apps.catalogue.exchange.problems import Problem, Severity
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.apps.catalogue.exchange.staged import put_row, staged
from onedoor.apps.catalogue.exchange.staging import Staging
from onedoor.apps.catalogue.exchange.tables import Table, national_tables
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

# What the files of the tables are called, here and elsewhere; the first that fits.
WORDS = {
    "material": ("material", "材料"),
    "fee": ("fee", "charge", "收费"),
    "faq": ("faq", "problem", "question", "问题", "问答"),
    "item": ("item", "task", "basic", "general", "事项"),
}
MOST_AHEAD = 12


def read_national(reading: Reading) -> Iterator[Entry]:
    """The items of the tables, each with its materials, fees and questions."""
    return staged(reading, national_tables(), lambda staging: _fill(reading, staging))


def _fill(reading: Reading, staging: Staging) -> None:
    head = reading.file.read(4)
    reading.file.seek(0)
    if head.startswith(b"PK"):
        _fill_from_archive(reading, staging)
    else:
        _fill_from_text(reading, staging, reading.file, reading.name, alone=True)
    if not staging.has_table("item"):
        raise Invalid(
            "exchange.no_items",
            where=reading.name,
            found=Text("没有事项表", "no table of items"),
            expected=Text("item.csv，含事项名称和实施编码", "item.csv with names and codes of items"),
        )


def _fill_from_archive(reading: Reading, staging: Staging) -> None:
    for name, member in members(reading.file):
        if PurePosixPath(name).suffix.lower() in (".csv", ".txt", ".tsv", ".json"):
            _fill_from_text(reading, staging, member, name, alone=False)
        else:
            reading.hear(
                Problem(
                    severity=Severity.LOST,
                    code="exchange.file_unknown",
                    found=name,
                    expected=Text("csv 或 json", "csv or json"),
                )
            )


def _fill_from_text(reading: Reading, staging: Staging, file: IO[bytes], name: str, *, alone: bool) -> None:
    with text_of(file, name) as text:
        first = text.read(1)
        while first.isspace():
            first = text.read(1)
        text.seek(0)
        if first in ("{", "["):
            _fill_from_json(reading, staging, _loaded(reading, text, file, name), name)
            return
        _fill_from_csv(reading, staging, text, name, alone=alone)


def _loaded(reading: Reading, text: TextIO, file: IO[bytes], name: str) -> Any:
    size = file.seek(0, 2)
    text.seek(0)
    if size > reading.bounds.most_json:
        raise TooLarge(
            "exchange.json_too_large",
            where=name,
            found=str(size),
            expected=f"<= {reading.bounds.most_json}",
            mend=Text("大的数据用 csv。", "Use csv for much data."),
        )
    try:
        return json.load(text, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Invalid("exchange.json", where=name, found=str(error), expected="JSON") from error


def _fill_from_json(reading: Reading, staging: Staging, loaded: Any, name: str) -> None:
    if isinstance(loaded, list):
        loaded = {_table_of(name) or "item": loaded}
    for key, rows in loaded.items() if isinstance(loaded, dict) else ():
        table = _table_of(key)
        if table is None or not isinstance(rows, list):
            reading.hear(Problem(severity=Severity.LOST, code="exchange.table_unknown", table=str(key)[:60]))
            continue
        _fill_from_objects(reading, staging, national_tables()[table], rows)


def _fill_from_objects(reading: Reading, staging: Staging, table: Table, rows: list[Any]) -> None:
    staging.open_table(table.name)
    names = dict.fromkeys(str(key) for row in rows if isinstance(row, dict) for key in row)
    heading = find_heading(table, [(1, tuple(names))])
    if heading is None:
        if rows:
            raise Invalid("exchange.no_heading", where=table.title.zh, expected="、".join(table.columns))
        return
    tell_heading(heading, tuple(names), reading.hear)
    known = dict(zip(names, heading.names, strict=True))
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise Invalid(
                "exchange.row", where=f"{table.title.zh} {number}", found=str(row)[:60], expected="{…}"
            )
        cells = {name: _cell(value) for key, value in row.items() if (name := known[str(key)])}
        put_row(reading, staging, table.name, number, cells)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return "".join(f"{each}\n" for each in value)
    return str(value)


def _fill_from_csv(reading: Reading, staging: Staging, text: TextIO, name: str, *, alone: bool) -> None:
    rows = _numbered(text, name)
    ahead = [row for _, row in zip(range(MOST_AHEAD), rows, strict=False)]
    table = national_tables()["item"] if alone else _table_for(name, ahead)
    heading = find_heading(table, ahead) if table else None
    if table is None or heading is None:
        raise Invalid(
            "exchange.no_heading",
            where=name,
            found="、".join(ahead[0][1])[:120] if ahead else Text("没有内容", "nothing"),
            expected=Text(
                "第一行是栏目名，如 task_code、task_name", "column names in the first row, such as task_code"
            ),
        )
    staging.open_table(table.name)
    tell_heading(heading, next(cells for number, cells in ahead if number == heading.row), reading.hear)
    for number, cells in chain(ahead, rows):
        if number > heading.row and any(cell.strip() for cell in cells):
            put_row(reading, staging, table.name, number, heading.cells(cells))


def _numbered(text: TextIO, name: str) -> Iterator[tuple[int, list[str]]]:
    sample = text.read(4096).split("\n")[0]
    text.seek(0)
    separator = max(",\t;", key=sample.count)
    try:
        yield from enumerate(csv.reader(text, delimiter=separator), 1)
    except csv.Error as error:
        raise Invalid("exchange.csv", where=name, found=str(error), expected="CSV") from error


def _table_for(name: str, ahead: list[tuple[int, list[str]]]) -> Table | None:
    tables = national_tables()
    if (word := _table_of(PurePosixPath(name).stem)) is not None:
        return tables[word]
    known = {each.name: _known(each, ahead) for each in tables.values()}
    best = max(known, key=lambda key: known[key])
    return tables[best] if known[best] else None


def _known(table: Table, ahead: list[tuple[int, list[str]]]) -> int:
    heading = find_heading(table, ahead)
    return sum(1 for each in heading.names if each) if heading else 0


def _table_of(name: str) -> str | None:
    word = PurePosixPath(name).stem.lower()
    return next((table for table, words in WORDS.items() if any(each in word for each in words)), None)
