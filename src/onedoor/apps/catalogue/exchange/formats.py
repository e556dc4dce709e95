"""The formats there are, and which one a file is in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.house import FORMAT, read_house
from onedoor.apps.catalogue.exchange.mapped import mapping, mapping_for, mapping_names, read_mapped
from onedoor.apps.catalogue.exchange.national_files import read_national
from onedoor.apps.catalogue.exchange.opening import kind_of, text_of
from onedoor.apps.catalogue.exchange.reading import Reader, Reading
from onedoor.apps.catalogue.exchange.workbook.incoming import read_workbook
from onedoor.errors import Invalid
from onedoor.text import Text

NATIONAL, HOUSE, EXCEL, AUTO = "national", "json", "excel", "auto"
READERS: dict[str, Reader] = {NATIONAL: read_national, HOUSE: read_house, EXCEL: read_workbook}
KINDS = {"workbook": (EXCEL,), "archive": (NATIONAL,)}
LOOK_AT = 1024 * 1024
TITLES = {
    NATIONAL: Text("国家交换表", "National exchange tables"),
    HOUSE: Text("一扇门 JSON", "Onedoor JSON"),
    EXCEL: Text("Excel 工作簿", "Excel workbook"),
}


def format_names() -> tuple[str, ...]:
    """Every format that can be read, the one that is found out first."""
    return (AUTO, *READERS, *mapping_names())


def title_of(format_name: str) -> Text:
    if format_name in mapping_names():
        return Text.of(mapping(format_name)["title"])
    return TITLES[format_name]


def read_items(reading: Reading) -> Iterator[Entry]:
    """The entries of the file; ``reading.format`` is the format it was found to be in.

    Raises ``Invalid`` where the file is in none, or not in the one it is said to be in.
    """
    if reading.format not in format_names():
        raise Invalid("exchange.format", found=reading.format, expected=", ".join(format_names()))
    kind = kind_of(reading.file, reading.name, reading.bounds)
    allowed = KINDS.get(kind)
    if reading.format == AUTO:
        reading.format = allowed[0] if allowed else _format_of_text(reading)
    elif (allowed and reading.format not in allowed) or (kind == "text" and reading.format == EXCEL):
        found = {
            "workbook": Text("Excel 工作簿", "an Excel workbook"),
            "archive": Text("压缩包", "an archive"),
        }
        raise Invalid(
            "exchange.format",
            where=reading.name,
            found=found.get(kind, Text("文本", "text")),
            expected=reading.format,
        )
    return READERS.get(reading.format, read_mapped)(reading)


def _format_of_text(reading: Reading) -> str:
    with text_of(reading.file, reading.name) as text:
        start = text.read(LOOK_AT).lstrip()
    reading.file.seek(0)
    if not start.startswith(("{", "[")):
        return NATIONAL
    if FORMAT.partition("/")[0] in start[:200]:
        return HOUSE
    first = _first_object(start)
    found = mapping_for(first) if first else None
    if found:
        return found
    if start.startswith("{") and first and not any(isinstance(value, list) for value in first.values()):
        raise Invalid(
            "exchange.format",
            where=reading.name,
            found="、".join(list(first)[:12]),
            expected=", ".join(format_names()),
            mend=Text("没有适用的对照表。", "No mapping fits its keys."),
        )
    return NATIONAL


def _first_object(start: str) -> dict[str, Any] | None:
    """The object on the first line, as lists of other systems have it; ``None`` where there is none."""
    try:
        found = json.loads(start.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
