"""Files of items as they come from outside, made on the spot."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from tests import factories
from xlsxwriter import Workbook

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.formats import read_items
from onedoor.apps.catalogue.exchange.opening import PAGE, Bounds
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.engine.identifiers import make_uscc

BODY = make_uscc("1", "1", factories.GUANGZHOU, 900_007)
CODE = f"{BODY}3440131008000"
ITEM = {"task_code": CODE, "task_name": "食品经营许可", "task_type": "行政许可", "dept_code": BODY}


def csv_of(rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def lines_of(*records: Mapping[str, Any]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records).encode()


def workbook_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook whose cells are of the kinds that Python's values are; text that begins with = is a formula."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(row, place, cell, day)
                    elif cell is not None:
                        sheet.write(row, place, cell)
    return out.getvalue()


def reading_of(
    content: bytes, name: str = "items", format_name: str = "auto", bounds: Bounds = PAGE
) -> Reading:
    return Reading(io.BytesIO(content), name, bounds, format_name)


def read(content: bytes, name: str = "items", format_name: str = "auto") -> list[Entry]:
    """The entries of a file."""
    return list(read_items(reading_of(content, name, format_name)))


def told(entry: Entry) -> list[tuple[str, str, str]]:
    """What is wrong with an entry, without what is only empty."""
    return [
        (str(each.severity), each.code, each.found)
        for each in entry.problems
        if each.code not in ("column.empty", "column.missing")
    ]
