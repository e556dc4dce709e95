"""Rows of several tables, gathered by the code of their item without holding them in memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Self

from onedoor.apps.catalogue.exchange.tables import CODE_COLUMNS
from onedoor.apps.catalogue.exchange.values import plain

Row = tuple[int, Mapping[str, str]]
BATCH = 1000


class Staging:
    """``put`` every row, then take them item by item in the order in which the codes first came.

    The rows lie in a private file of the system's, which is gone with the block.
    """

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.rows = 0
        self._waiting: list[tuple[int, int, int, str]] = []
        self._tables: list[str] = []

    def __enter__(self) -> Self:
        # An empty name: a database of its own that spills to disk and is removed when it is closed.
        self._held = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._held.execute("PRAGMA journal_mode=OFF")
        self._held.execute("CREATE TABLE held (item INTEGER, place INTEGER, number INTEGER, cells TEXT)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def open_table(self, table: str) -> None:
        """The source has this table, even if it has no row."""
        if table not in self._tables:
            self._tables.append(table)

    def has_table(self, table: str) -> bool:
        return table in self._tables

    def put(self, table: str, number: int, cells: Mapping[str, str]) -> None:
        """One row; which item it belongs to is told by its code, or by what stands in for it."""
        self.open_table(table)
        self.rows += 1
        code = code_in(cells)
        # Rows without any code are each an item of their own, so that each is refused by itself.
        key = code or f"\0{table}{number}"
        item = self.seen.setdefault(key, len(self.seen))
        kept = json.dumps(dict(cells), ensure_ascii=False)
        self._waiting.append((item, self._tables.index(table), number, kept))
        if len(self._waiting) >= BATCH:
            self._flush()

    def groups(self) -> Iterator[tuple[str, dict[str, list[Row]]]]:
        """Each code (empty: none) with its rows by table; every table of the source is there."""
        self._flush()
        codes = list(self.seen)
        found = self._held.execute("SELECT item, place, number, cells FROM held ORDER BY item, place, number")
        current, rows = -1, self._none()
        for item, place, number, cells in found:
            if item != current:
                if current >= 0:
                    yield _shown(codes[current]), rows
                current, rows = item, self._none()
            rows[self._tables[place]].append((number, json.loads(cells)))
        if current >= 0:
            yield _shown(codes[current]), rows

    def _none(self) -> dict[str, list[Row]]:
        return {table: [] for table in self._tables}

    def _flush(self) -> None:
        self._held.execute("BEGIN")
        self._held.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", self._waiting)
        self._held.execute("COMMIT")
        self._waiting.clear()


def code_in(cells: Mapping[str, str]) -> str:
    """The code of the item that a row is about, half-width."""
    return next((found for name in CODE_COLUMNS if (found := plain(cells.get(name, "")))), "")


def _shown(key: str) -> str:
    return "" if key.startswith("\0") else key
