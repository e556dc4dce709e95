"""One subject of the files: where its row is, and its facts as rules read them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onedoor.batch.codes import only_known
from onedoor.batch.preparing import Prepared
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import UnreadableFile, batches
from onedoor.engine.matching import ABSENT, Column, Kind
from onedoor.engine.matching.arrow import column_of
from onedoor.engine.matching.tables import feel_of
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

BATCH = 1 << 17


@dataclass(frozen=True, slots=True)
class Found:
    """A subject: its number, its file, and what the file holds of the facts that rules read."""

    number: int
    file: str
    facts: dict[str, Any]


def subject_with(prepared: Prepared, id: str) -> Found:
    """The first subject of that id, or of that number where subjects have no ids.

    A fact that is not told is not there; one known to be absent is None. Raises ``NotFound`` where there is none.
    """
    for file in prepared.files:
        row = _row(prepared, file, id)
        if row is not None:
            return Found(file.first + row, file.name, _facts(prepared, file, row))
    column = prepared.work.id
    if column:
        where = Text(
            f"列“{column}”，{prepared.subjects} 个主体", f"column {column} of {prepared.subjects} subjects"
        )
        raise NotFound("match.subject", found=id, where=where)
    expected = Text(
        f"编号 0 到 {prepared.subjects - 1}，或用 --id 指定编号列",
        f"a number from 0 to {prepared.subjects - 1}; or an id, with --id to name its column",
    )
    raise NotFound("match.subject", found=id, expected=expected)


def _row(prepared: Prepared, file: SubjectFile, id: str) -> int | None:
    """The row of the file, from zero; None where it holds no such subject."""
    column = prepared.work.id
    if not column:
        row = int(id) - file.first if id.isdecimal() else -1
        return row if 0 <= row < file.rows else None
    begin = 0
    try:
        with pq.ParquetFile(file.path, memory_map=True) as parquet:
            for batch in parquet.iter_batches(BATCH, columns=[column]):
                place = pc.index(pc.cast(batch[column], pa.string()), id).as_py()
                if place >= 0:
                    return int(begin + place)
                begin += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile.of(file, error, file.first + begin) from error
    return None


def _facts(prepared: Prepared, file: SubjectFile, row: int) -> dict[str, Any]:
    group, before = 0, 0
    while before + file.groups[group] <= row:
        before += file.groups[group]
        group += 1
    columns = _columns(prepared, file)
    names = [
        name for each in columns for name in (each.name, each.name + ABSENT) if name in file.schema.names
    ]
    for first, batch in batches(file, names, BATCH, [group]):
        place = file.first + row - first
        if place < batch.num_rows:
            single = only_known(batch.slice(place, 1), prepared.work.codes)
            return dict(_told(single, columns))
    return {}


def _columns(prepared: Prepared, file: SubjectFile) -> list[Column]:
    """The columns that conditions read, and those that benefits do, as far as rules can look at them."""
    columns = dict(prepared.work.rules.schema.columns)
    for rule in prepared.rules:
        for name in rule.benefit.free_names if rule.benefit is not None else ():
            if name not in columns and name in file.schema.names:
                with suppress(Invalid):
                    columns[name] = column_of(file.schema.field(name))
    return list(columns.values())


def _told(row: pa.RecordBatch, columns: Iterable[Column]) -> Iterable[tuple[str, Any]]:
    for column in columns:
        if column.name + ABSENT in row.schema.names and row[column.name + ABSENT][0].as_py():
            yield column.name, None
        elif column.name in row.schema.names and row[column.name][0].is_valid:
            yield column.name, _value(column, row[column.name][0].as_py())


def _value(column: Column, told: Any) -> Any:
    """A value as rules read it; integers stand for the units of their column."""
    if column.kind.is_number and isinstance(told, int):
        return Decimal(told).scaleb(-column.places)
    return feel_of(told) if column.kind is Kind.OBJECTS else told
