"""Text as a document can carry it: no characters that steer, none that the font cannot draw."""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

# 〓 is what Chinese typesetters put where a character is missing.
MISSING = "〓"
# Control, format (bidirectional overrides among them), surrogate, private use, unassigned.
STEERING = {"Cc", "Cf", "Cs", "Co", "Cn"}
# They choose among shapes of the character before them, which is there without them too.
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
SPACES = {"Zs", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text on one line, characters without a shape left out, those without a glyph as 〓.

    PDF/A permits no undrawn character: with one, there would be no document at all.

    >>> printable("云帆\\u202e科技\\n有限公司 😀")
    '云帆科技 有限公司 〓'
    """
    return " ".join("".join(_shape(character) for character in text).split())


def _shape(character: str) -> str:
    category = unicodedata.category(character)
    if category in SPACES or character in "\t\n\r":
        return " "
    if category in STEERING or any(ord(character) in selectors for selectors in SELECTORS):
        return ""
    starts, ends = _drawn()
    at = bisect_right(starts, ord(character)) - 1
    return character if at >= 0 and ord(character) <= ends[at] else MISSING


@cache
def _drawn() -> tuple[list[int], list[int]]:
    """The ranges of code points that both fonts draw: their first and their last characters, ascending."""
    both = sorted(_characters(serif_path()) & _characters(sans_path()))
    starts = [code for at, code in enumerate(both) if at == 0 or both[at - 1] != code - 1]
    ends = [code for at, code in enumerate(both) if at == len(both) - 1 or both[at + 1] != code + 1]
    return starts, ends


def _characters(font: Path) -> set[int]:
    """What the font's character map (OpenType ``cmap``, format 12) gives a glyph to."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    for n in range(maps):
        (offset,) = struct.unpack_from(">L", data, start + 8 + 8 * n)
        kind, groups = struct.unpack_from(">H10xL", data, start + offset)
        if kind == 12:
            rows = struct.iter_unpack(">LLL", data[start + offset + 16 : start + offset + 16 + 12 * groups])
            return {code for first, last, glyph in rows if glyph for code in range(first, last + 1)}
    raise ValueError(f"{font.name} has no character map of format 12")
