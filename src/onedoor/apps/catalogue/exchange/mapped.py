"""Lists of other systems, one JSON object a line, read by a mapping that says which of their names is which column.

A mapping is data (``mappings/NAME.json``): for each column of the tables the key to take it from, or an object with
``from`` and what is to be done: ``query`` (a parameter of an address), ``scheme`` and ``part`` (of an item code), ``values``
(word by word), ``first`` (so many characters), or ``const``. ``left`` names keys without a place, and says why.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.heading import missing
from onedoor.apps.catalogue.exchange.opening import text_of
from onedoor.apps.catalogue.exchange.problems import NOTHING, Problem, Severity
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.apps.catalogue.exchange.sheets import reading_tables
from onedoor.apps.catalogue.exchange.staged import put_row, staged
from onedoor.apps.catalogue.exchange.staging import Staging
from onedoor.apps.catalogue.exchange.tables import KEY
from onedoor.engine.identifiers import parse_item_code
from onedoor.errors import Invalid
from onedoor.text import Text

LONGEST_LINE = 4 * 1024 * 1024
Record = Mapping[str, Any]


@cache
def mapping_names() -> tuple[str, ...]:
    """The mappings there are, by name."""
    folder = files("onedoor.apps.catalogue.exchange.mappings")
    return tuple(sorted(each.name[:-5] for each in folder.iterdir() if each.name.endswith(".json")))


@cache
def mapping(name: str) -> Mapping[str, Any]:
    folder = files("onedoor.apps.catalogue.exchange.mappings")
    found: dict[str, Any] = json.loads(folder.joinpath(f"{name}.json").read_bytes())
    return found


def mapping_for(record: Record) -> str | None:
    """The mapping whose keys the record has, all of them; the one with the most where several fit."""
    fitting = [name for name in mapping_names() if set(mapping(name)["keys"]) <= set(record)]
    return max(fitting, key=lambda name: len(mapping(name)["keys"]), default=None)


def read_mapped(reading: Reading) -> Iterator[Entry]:
    """The items of a list, by the mapping that the reading's format names."""
    return staged(reading, reading_tables(), lambda staging: _fill(reading, staging))


def _fill(reading: Reading, staging: Staging) -> None:
    of = mapping(reading.format)
    left: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    used = _used(of)
    staging.open_table("item")
    with text_of(reading.file, reading.name) as text:
        for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
            if not line.strip():
                continue
            record = _parsed(line, f"{reading.name}:{number}")
            left.update(key for key in of["left"] if record.get(key) not in (None, "", []))
            unknown.update(key for key in record if key not in used and key not in of["left"])
            cells = {name: _value(record, rule) for name, rule in of["item"].items()}
            put_row(reading, staging, "item", number, cells)
            _fill_parts(reading, staging, of, record, (number, cells[KEY]))
    _tell_left(reading, of, left, unknown)
    missing(reading_tables()["item"], of["item"], reading.hear)


def _fill_parts(reading: Reading, staging: Staging, of: Record, record: Record, row: tuple[int, str]) -> None:
    for table in ("material", "fee", "faq"):
        if table not in of:
            continue
        staging.open_table(table)
        rule = of[table]
        for part in record.get(rule["each"]) or ():
            given = part if isinstance(part, dict) else {".": part}
            cells = {name: _value(given, key) for name, key in rule.items() if name != "each"}
            put_row(reading, staging, table, row[0], {KEY: row[1], **cells})


def _parsed(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Invalid("exchange.json", where=where, found=str(error), expected="JSON") from error
    if not isinstance(record, dict):
        raise Invalid("exchange.json", where=where, found=line[:60], expected="{…}")
    return record


def _used(of: Record) -> set[str]:
    found: set[str] = set()
    for table in ("item", "material", "fee", "faq"):
        for rule in of.get(table, {}).values():
            keys = rule.get("from", ()) if isinstance(rule, dict) else rule
            found.update((keys,) if isinstance(keys, str) else keys)
    return found


def _value(record: Record, rule: Any) -> str:
    if isinstance(rule, str):
        return _text(record.get(rule))
    if "const" in rule:
        return str(rule["const"])
    keys = rule["from"] if isinstance(rule["from"], list) else [rule["from"]]
    values = [text for key in keys if (text := _text(record.get(key)))]
    if "query" in rule:
        values = [_parameter(each, rule["query"]) for each in values]
    if "scheme" in rule:
        values = [str(parse_item_code(each, rule["scheme"]).parts.get(rule["part"], "")) for each in values]
    if "values" in rule:
        values = [rule["values"].get(each, each) for each in values]
    if "first" in rule:
        values = [each[: rule["first"]] for each in values]
    return "、".join(each for each in values if each)


def _parameter(address: str, name: str) -> str:
    try:
        return parse_qs(urlsplit(address).query).get(name, [""])[0]
    except ValueError:
        return ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return "".join(f"{each}\n" for each in value)
    return str(value)


def _tell_left(reading: Reading, of: Record, left: Counter[str], unknown: Counter[str]) -> None:
    for key, number in left.items():
        reading.hear(
            Problem(
                severity=Severity.LOST,
                code="column.no_place",
                column=key,
                mend=_rows(number, Text.of(of["left"][key])),
            )
        )
    for key, number in unknown.items():
        reading.hear(
            Problem(severity=Severity.LOST, code="column.unknown", column=key[:60], mend=_rows(number))
        )


def _rows(number: int, why: Text = NOTHING) -> Text:
    if not why.zh:
        return Text(f"共 {number} 行", f"{number} rows")
    return Text(f"{why.zh}，共 {number} 行", f"{why.en}; {number} rows")
