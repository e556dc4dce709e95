"""Entries from rows, whatever file the rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.national import read_entry
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.apps.catalogue.exchange.staging import Staging
from onedoor.apps.catalogue.exchange.tables import Table
from onedoor.errors import TooLarge
from onedoor.text import Text


def staged(
    reading: Reading,
    tables: Mapping[str, Table],
    fill: Callable[[Staging], None],
    *,
    blanks_keep: bool = False,
) -> Iterator[Entry]:
    """What ``fill`` puts into the staging, item by item; ``blanks_keep`` is for ``read_entry``."""
    with Staging() as staging:
        fill(staging)
        reading.total = len(staging.seen)
        for code, rows in staging.groups():
            yield read_entry(code, rows, tables, blanks_keep=blanks_keep)


def put_row(reading: Reading, staging: Staging, table: str, number: int, cells: Mapping[str, str]) -> None:
    """One row more, as long as there are not too many."""
    staging.put(table, number, cells)
    if staging.rows > reading.bounds.most_rows:
        raise TooLarge(
            "exchange.too_many_rows",
            where=reading.name,
            found=str(staging.rows),
            expected=f"<= {reading.bounds.most_rows}",
            mend=Text(
                "拆成几个文件，或请管理员用命令导入。", "Split it, or have it imported by the command."
            ),
        )
