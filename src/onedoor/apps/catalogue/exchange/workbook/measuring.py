"""How far the cells of a workbook reach: its reader lays out the whole rectangle, be it almost empty."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from onedoor.errors import TooLarge
from onedoor.text import Text

MOST_CELLS = 6_000_000
CHUNK = 1024 * 1024
LONGEST_TAG = 64 * 1024
# A tag ends where no quotes are open: a value may hold the sign.
_REST = rb"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
_CELL = re.compile(rb"<(?:\w+:)?c\b" + _REST)
_ROW = re.compile(rb"<(?:\w+:)?row\b" + _REST)
_AT = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,9})[\"']")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})[\"']")
_HIDDEN = re.compile(rb"\br\s*=\s*(?:\"[^\"]*&|'[^']*&)")


def refuse_vast_sheets(file: IO[bytes], name: str) -> None:
    """Raises ``TooLarge`` where a sheet's cells span more than can be laid out. Cells that are only formatted do not count."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            # A sheet may lie anywhere in the archive.
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


# What cannot be measured counts as larger than anything.
_BEYOND = (10**6, 10**6)


def _reach(member: IO[bytes]) -> tuple[int, int]:
    rows, columns, named, unnamed, tail, is_first = 0, 0, 0, 0, b"", True
    while chunk := member.read(CHUNK):
        if is_first and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return _BEYOND
        if is_first and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return 0, 0  # a picture or the like
        is_first = False
        text, tail = _whole_tags(tail + chunk)
        if len(tail) > LONGEST_TAG:
            return _BEYOND
        for found in _ROW.finditer(text):
            if (at := _NUMBER.search(found[1])) is not None:
                named = max(named, int(at[1]))
        for found in _CELL.finditer(text):
            if _HIDDEN.search(found[1]):
                return _BEYOND
            if found[1].endswith(b"/"):
                continue
            if (at := _AT.search(found[1])) is None:
                unnamed += 1
            else:
                rows, columns = max(rows, int(at[2])), max(columns, _number(at[1]))
    # A cell that does not say where it stands follows the one before, in the row that its row says.
    return (max(rows, named), max(columns, unnamed)) if unnamed else (rows, columns)


def _whole_tags(text: bytes) -> tuple[bytes, bytes]:
    """The text up to the last tag that is begun and not ended, and the rest."""
    place = text.rfind(b"<")
    if place < 0 or b">" in text[place:]:
        return text, b""
    return text[:place], text[place:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
