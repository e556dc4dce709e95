"""What tables and columns are called in English: problems name them as the files do, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onedoor.apps.catalogue.exchange.sheets import reading_tables
from onedoor.text import Text


def named(words: str) -> Text:
    """The titles (several with marks between them) in both languages; what is no title stays as it is.

    >>> named("事项"), named("办理地点、备注")
    (Text(zh='事项', en='Items'), Text(zh='办理地点、备注', en='Place, 备注'))
    """
    return Text(words, ", ".join(_english().get(each, each) for each in words.split("、")))


@cache
def _english() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for table in reading_tables().values():
        found[table.title.zh] = table.title.en
        for column in table.columns.values():
            found.setdefault(column.title.zh, column.title.en)
    return found
