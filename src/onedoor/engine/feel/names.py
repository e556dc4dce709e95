"""Which names are known, and the longest of them that stands at a place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category


def is_name_start(character: str) -> bool:
    """May a FEEL name begin with this? Letters of any script, ``_``, ``?`` and the upper planes."""
    return character.isalpha() or character in "_?" or ord(character) >= 0x10000


def is_name_part(character: str) -> bool:
    """May this stand inside a word of a name?"""
    return (
        is_name_start(character)
        or character.isdigit()
        or character == "·"
        or category(character) in ("Mn", "Mc")
    )


# Letters, digits and the like, as fast as the library can; marks and the upper planes are looked at one by one.
_RUN = re.compile(r"[\w?·]*")


def word_end(source: str, position: int) -> int:
    """Where the word of a name that begins at ``position`` ends."""
    end = position
    while True:
        run = _RUN.match(source, end)
        end = run.end() if run else end
        if end >= len(source) or source[end].isascii() or not is_name_part(source[end]):
            return end
        end += 1


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in name.split()))


class NameIndex:
    """A set of names that answers ``longest_at``; scopes nest by adding to a copy.

    >>> NameIndex(["研发费用", "研发费用/营业收入"]).longest_at("研发费用/营业收入 >= 5", 0)
    9
    """

    def __init__(self, names: Iterable[str] = (), parent: NameIndex | None = None) -> None:
        self._parent = parent
        self._by_first: dict[str, list[str]] = {}
        self.firsts: set[str] = set(parent.firsts) if parent else set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know one more name. One of a single word needs no entry: the scanner reads words whole."""
        name = " ".join(name.split())
        if word_end(name, 0) < len(name):
            self.firsts.add(name[0])
            same = self._by_first.setdefault(name[0], [])
            if name not in same:
                same.append(name)
                same.sort(key=len, reverse=True)

    def nested(self, names: Iterable[str] = ()) -> NameIndex:
        """An index that knows these names and all of this one's."""
        return NameIndex(names, parent=self)

    def longest_at(self, source: str, position: int) -> int:
        """Where the longest known name at ``position`` ends; 0 when none stands there."""
        longest = self._parent.longest_at(source, position) if self._parent else 0
        for name in self._by_first.get(source[position], ()):
            if source.startswith(name, position):
                end = position + len(name)
            elif " " in name and (matched := _pattern(name).match(source, position)):
                end = matched.end()
            else:
                continue
            if end > longest and not _cuts_a_word(source, end):
                longest = end
        return longest


def _cuts_a_word(source: str, end: int) -> bool:
    return end < len(source) and is_name_part(source[end - 1]) and is_name_part(source[end])
