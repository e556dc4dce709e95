"""Items of the house written in the formats of the exchange, with a report of what a format has no room for."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TextIO

from onedoor import clock
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.formats import EXCEL, HOUSE, NATIONAL
from onedoor.apps.catalogue.exchange.house import head_line, item_line
from onedoor.apps.catalogue.exchange.naming import named
from onedoor.apps.catalogue.exchange.problems import Problem
from onedoor.apps.catalogue.exchange.reading import Tell, silent
from onedoor.apps.catalogue.exchange.sheets import workbook_tables
from onedoor.apps.catalogue.exchange.tables import national_tables
from onedoor.apps.catalogue.exchange.workbook.outgoing import Book
from onedoor.apps.catalogue.exchange.writing import write_entry
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.queries import ServiceItemQuerySet
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Invalid
from onedoor.text import Text

Hear = Callable[[Problem], None]
BATCH = 500
ENDINGS = {NATIONAL: "zip", HOUSE: "jsonl", EXCEL: "xlsx", "national-json": "json"}


@dataclass(slots=True)
class Export:
    """What is exported: the items of ``found`` as they are in force today, or with their drafts in their place.

    ``done`` counts those that went out.
    """

    actor: Actor
    found: ServiceItemQuerySet
    drafts: bool = False
    # Three characters by which the national exchange names who sent the data.
    source: str = "000"
    tell: Tell = silent
    done: int = 0

    def count(self) -> int:
        return self._chosen().count()

    def _chosen(self) -> ServiceItemQuerySet:
        chosen = self.found.in_force_on(clock.today())
        return (chosen | self.found.with_draft()).distinct() if self.drafts else chosen

    def entries(self) -> Iterator[Entry]:
        """One after the other, by code; memory holds a batch of them."""
        total, last = self.count(), ""
        while True:
            # Those that have no version to show are passed over below: cheaper than asking for each batch anew.
            rows = list(
                self.found.filter(code__gt=last).select_related("department").order_by("code")[:BATCH]
            )
            if not rows:
                return
            versions = self._versions(rows)
            for item in rows:
                if (version := versions.get(item.pk)) is not None:
                    self.done += 1
                    yield self._entry(item, version)
            last = rows[-1].code
            self.tell(self.done, total)

    def _versions(self, rows: list[ServiceItem]) -> dict[int, ItemVersion]:
        held = ItemVersion.objects.visible_to(self.actor).filter(item__in=rows)
        found = {each.item_id: each for each in held.in_force_on(clock.today()).order_by("version")}
        if self.drafts:
            found |= {each.item_id: each for each in held.drafts()}
        return found

    def _entry(self, item: ServiceItem, version: ItemVersion) -> Entry:
        now = clock.now().astimezone(clock.CHINA)
        return Entry(
            code=item.code,
            content=version.content,
            department=item.department.code,
            department_name=item.department.name,
            department_name_en=item.department.name_en,
            power_type=item.power_type,
            level=item.level,
            region_code=item.region_code,
            told={
                "task_state": "0" if version.state == ReleaseState.DRAFT else "1",
                "task_version": str(version.version),
                "cd_batch": now.strftime("%Y%m%d%H%M%S"),
                "cd_operation": "I" if version.version == 1 else "U",
                "cd_time": now.strftime("%Y-%m-%d"),
                "data_source": self.source,
            },
        )


def write_items(export: Export, format_name: str, file: IO[bytes], hear: Hear) -> int:
    """The items are in the file; how many. ``hear`` is told what could not be carried over."""
    writers = {
        HOUSE: _write_house,
        NATIONAL: _write_national,
        "national-json": _write_national_json,
        EXCEL: _write_excel,
    }
    if format_name not in writers:
        raise Invalid("exchange.format", found=format_name, expected=", ".join(writers))
    writers[format_name](export, file, hear)
    return export.done


def _write_house(export: Export, file: IO[bytes], hear: Hear) -> None:
    file.write(f"{head_line(export.count())}\n".encode())
    for entry in export.entries():
        file.write(f"{item_line(entry)}\n".encode())


def _write_national(export: Export, file: IO[bytes], hear: Hear) -> None:
    """One CSV for each table, in an archive. Rows lie in files of the system's until all are there."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, _Parts() as parts:
        writers = {
            name: csv.DictWriter(parts.open(name), list(table.columns))
            for name, table in national_tables().items()
        }
        for writer in writers.values():
            writer.writeheader()
        for entry in export.entries():
            for name, rows in write_entry(entry, national_tables(), hear).items():
                writers[name].writerows(rows)
        for name, part in parts.done():
            with archive.open(f"{name}.csv", "w", force_zip64=True) as member:
                while chunk := part.read(1 << 20):
                    member.write(chunk)


class _Parts:
    """Text files of the system's, gone with the block."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[IO[bytes], TextIO]] = {}

    def __enter__(self) -> _Parts:
        return self

    def __exit__(self, *error: object) -> None:
        for _, text in self.held.values():
            text.close()

    def open(self, name: str) -> TextIO:
        raw = tempfile.TemporaryFile()  # noqa: SIM115
        # Spreadsheets know UTF-8 by the mark in front.
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        self.held[name] = raw, text
        return text

    def done(self) -> Iterable[tuple[str, IO[bytes]]]:
        for name, (raw, text) in self.held.items():
            text.flush()
            raw.seek(0)
            yield name, raw


def _write_national_json(export: Export, file: IO[bytes], hear: Hear) -> None:
    """One JSON text with the four tables by name, each with its rows."""
    with _Parts() as parts:
        texts = {name: parts.open(name) for name in national_tables()}
        first = dict.fromkeys(texts, True)
        for entry in export.entries():
            for name, rows in write_entry(entry, national_tables(), hear).items():
                for row in rows:
                    texts[name].write("\n" if first[name] else ",\n")
                    texts[name].write(json.dumps(row, ensure_ascii=False))
                    first[name] = False
        for place, (name, part) in enumerate(parts.done()):
            file.write(f"{',' if place else '{'}\n{json.dumps(name)}: [".encode())
            part.seek(3 if part.read(3) == b"\xef\xbb\xbf" else 0)
            while chunk := part.read(1 << 20):
                file.write(chunk)
            file.write(b"]")
        file.write(b"\n}\n")


def _write_excel(export: Export, file: IO[bytes], hear: Hear) -> None:
    book = Book(file, with_examples=False)
    for entry in export.entries():
        for name, rows in write_entry(entry, workbook_tables(), hear).items():
            for row in rows:
                book.add(name, row)
    book.close()


def summed_up(problems: Iterable[Problem], most: int = 40) -> list[tuple[Text, int]]:
    """What was left behind, column by column, with how often."""
    counts: dict[tuple[str, str], int] = {}
    for each in problems:
        key = (each.table, each.column.rpartition(" · ")[2])
        counts[key] = counts.get(key, 0) + 1
    found = sorted(counts.items(), key=lambda each: -each[1])[:most]
    return [
        (Text(f"{table} {column}", f"{named(table).en} – {named(column).en}"), number)
        for (table, column), number in found
    ]
