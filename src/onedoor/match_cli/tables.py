"""Tables in a terminal, in which Chinese characters take two columns."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

_WIDE = frozenset("WF")
GAP = "  "


def width(text: str) -> int:
    """The columns that a text takes.

    >>> width("新符合 3")
    8
    """
    return sum(2 if east_asian_width(character) in _WIDE else 1 for character in text)


def padded(text: str, to: int, *, right: bool = False) -> str:
    """The text with spaces behind it, or (``right``) before it, up to so many columns."""
    space = " " * (to - width(text))
    return space + text if right else text + space


def aligned(rows: Sequence[Sequence[str]], *, left: int = 1, indent: str = "") -> list[str]:
    """One line for each row; the first ``left`` columns begin, the others end, at one place.

    >>> aligned([["新符合", "7,787"], ["a", "3"]])
    ['新符合  7,787', 'a           3']
    """
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((width(row[place]) for row in rows if place < len(row)), default=0) for place in range(count)
    ]
    return [
        (
            indent
            + GAP.join(padded(cell, widths[place], right=place >= left) for place, cell in enumerate(row))
        ).rstrip()
        for row in rows
    ]
