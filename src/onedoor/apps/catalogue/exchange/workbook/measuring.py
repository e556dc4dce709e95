"""How far the cells of a workbook reach: its reader lays out the whole rectangle, be it almost empty."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from onedoor.errors import TooLarge
from onedoor.text import Text

MOST_CELLS = 6_000_000
CHUNK = 1024 * 1024
LONGEST_TAG = 2048
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
_AT = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,9})[\"']")


def refuse_vast_sheets(file: IO[bytes], name: str) -> None:
    """Raises ``TooLarge`` where a sheet's cells span more than can be laid out. Cells that are only formatted do not count."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if not entry.filename.lower().startswith("xl/worksheets/"):
                continue
            with archive.open(entry) as member:
                rows, columns = _reach(member)
            if rows * columns > MOST_CELLS:
                raise TooLarge(
                    "exchange.sheet_reach",
                    where=f"{name} {entry.filename}",
                    found=f"{rows} × {columns}",
                    expected=f"<= {MOST_CELLS}",
                    mend=Text(
                        "删去表格下方和右方的多余单元格，或拆成几个文件。",
                        "Delete the cells far below and beside the table, or split it.",
                    ),
                )
    file.seek(0)


def _reach(member: IO[bytes]) -> tuple[int, int]:
    rows, columns, named, unnamed, tail = 0, 0, 0, 0, b""
    while chunk := member.read(CHUNK):
        text = tail + chunk
        for found in _ROW.finditer(text):
            named = max(named, int(found[1]))
        for found in _CELL.finditer(text):
            if found[1].endswith(b"/"):
                continue
            at = _AT.search(found[1])
            if at is None:
                unnamed += 1
                continue
            rows, columns = max(rows, int(at[2])), max(columns, _number(at[1]))
        tail = text[-LONGEST_TAG:] if b"<" in text[-LONGEST_TAG:] else b""
    # A cell that does not say where it stands follows the one before, in the row that its row says.
    return (max(rows, named), max(columns, unnamed)) if unnamed else (rows, columns)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
