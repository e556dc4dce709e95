"""One subject of the files: where its row is, and its facts as rules read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onedoor.batch.codes import only_known
from onedoor.batch.preparing import Prepared
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import UnreadableFile, batches
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.matching import ABSENT, Column, Kind
from onedoor.engine.matching.arrow import column_of
from onedoor.engine.matching.tables import feel_of, python_of
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.text import Text

BATCH = 1 << 17
MOST_SHOWN, MOST_NAMED, MOST_ALIKE = 8, 3, 1_000
_NUMBER = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Found:
    """A subject: its number, its file, and what the file holds of the facts that rules read."""

    number: int
    file: str
    facts: dict[str, Any]


def subject_with(prepared: Prepared, id: str) -> Found:
    """The subject of that id, or of that number where subjects have no ids.

    A fact that is not told is not there; one known to be absent is None. Raises ``NotFound`` where there is none,
    ``Conflict`` where several subjects have the id.
    """
    places = [(file, row) for file in prepared.files for row in _rows(prepared, file, id)]
    if len(places) > 1:
        raise _several(id, places)
    for file, row in places:
        return Found(file.first + row, file.name, _facts(prepared, file, row))
    raise _nobody(prepared, id)


def _several(id: str, places: list[tuple[SubjectFile, int]]) -> Conflict:
    shown = places[:MOST_SHOWN]
    zh = "；".join(f"{file.name} 第 {row + 1} 行（第 {file.first + row} 号）" for file, row in shown)
    en = "; ".join(f"{file.name}, row {row + 1} (number {file.first + row})" for file, row in shown)
    return Conflict(
        "match.subject_twice",
        found=Text(f"{len(places)} 个主体的编号都是“{id}”", f"{len(places)} subjects have the id {id}"),
        expected=Text("一个主体", "one subject"),
        where=Text(zh, en),
        mend=Text(
            '用 --id "" 和 --subject 号码 指定其中一个。', 'Name one by its number: --id "" --subject NUMBER.'
        ),
    )


def _nobody(prepared: Prepared, id: str) -> NotFound:
    column = prepared.work.id
    if not column:
        last = prepared.subjects - 1
        return NotFound(
            "match.subject",
            found=id,
            expected=Text(
                f"编号 0 到 {last}，或用 --id 指定编号列",
                f"a number from 0 to {last}; or an id, with --id to name its column",
            ),
        )
    known = [each for file in prepared.files for each in _alike(column, file, id)]
    some = "、".join(known[:MOST_NAMED]), ", ".join(known[:MOST_NAMED])
    return NotFound(
        "match.subject",
        found=id,
        expected=Text(f"一个编号，如 {some[0]}", f"an id, such as {some[1]}") if known else None,
        where=Text(
            f"列“{column}”，{prepared.subjects} 个主体", f"column {column} of {prepared.subjects} subjects"
        ),
        mend=did_you_mean(id, known)
        or Text('--id "" 按号码指定主体。', '--id "" names subjects by their numbers.'),
    )


def _alike(column: str, file: SubjectFile, id: str) -> Iterator[str]:
    """Ids that begin or end as this one does, a few for each file; where there are none, the first ones."""
    half, number = max(1, len(id) // 2), 0
    firsts: list[str] = []
    for _, ids in _ids(column, file):
        firsts += ids.slice(0, MOST_NAMED).to_pylist()
        near = pc.or_(pc.starts_with(ids, id[:half]), pc.ends_with(ids, id[-half:]))
        for each in ids.filter(near).slice(0, MOST_ALIKE - number).to_pylist():
            number += 1
            yield each
    if not number:
        yield from (each for each in firsts[:MOST_NAMED] if each is not None)


def _rows(prepared: Prepared, file: SubjectFile, id: str) -> Iterator[int]:
    """The rows of the file, from zero, that hold the subject."""
    column = prepared.work.id
    if not column:
        row = int(id) - file.first if _NUMBER.fullmatch(id) else -1
        if 0 <= row < file.rows:
            yield row
        return
    for begin, ids in _ids(column, file):
        is_meant = pc.fill_null(pc.equal(ids, id), False).to_numpy(zero_copy_only=False)
        yield from (begin + place for place in np.flatnonzero(is_meant).tolist())


def _ids(column: str, file: SubjectFile) -> Iterator[tuple[int, pa.Array]]:
    """The ids of the file as texts, each piece with the row of its first."""
    begin = 0
    try:
        with pq.ParquetFile(file.path, memory_map=True) as parquet:
            for batch in parquet.iter_batches(BATCH, columns=[column]):
                yield begin, pc.cast(batch[column], pa.large_string())
                begin += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile.of(file, error, file.first + begin) from error


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
        elif column.name in row.schema.names:
            told = python_of(row[column.name][0])
            is_unknown = told is None or (column.kind is Kind.CODES and None in told)
            if not is_unknown:
                yield column.name, _value(column, told)


def _value(column: Column, told: Any) -> Any:
    """A value as rules read it; integers stand for the units of their column."""
    if column.kind.is_number and isinstance(told, int):
        return Decimal(told).scaleb(-column.places)
    return feel_of(told) if column.kind is Kind.OBJECTS else told
