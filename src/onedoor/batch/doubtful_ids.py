"""Ids that are missing, or stand with several subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onedoor.batch.id_keys import Keys, keys_of
from onedoor.batch.problems import Effect, Problem
from onedoor.batch.subject_files import SubjectFile
from onedoor.text import Text

BATCH = 1 << 17
MOST_SHOWN = 8
MOST_LOOKED_AT = 100_000


class Place(NamedTuple):
    """A file by its number, and a row of it, from one."""

    file: int
    row: int


def id_problems(column: str, files: tuple[SubjectFile, ...]) -> Iterator[Problem]:
    """For each file the rows without an id, and those whose id stands with a subject before.

    Reads this column alone, and keeps eight bytes of each id. A file that cannot be read to its end is passed over:
    whoever reads it whole tells.
    """
    keys: list[Keys] = []
    for file in files:
        missing: list[int] = []
        for first, ids in _read(column, file):
            missing += (np.flatnonzero(ids.is_null().to_numpy(zero_copy_only=False)) + first).tolist()
            keys.append(keys_of(ids.drop_null()))
        if missing:
            yield _without(file, missing)
    ordered = np.sort(np.concatenate(keys)) if keys else np.zeros(0, np.uint64)
    alike = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    del keys, ordered
    if len(alike):
        yield from _twice(column, files, alike)


def _read(column: str, file: SubjectFile) -> Iterator[tuple[int, pa.Array]]:
    """The ids as texts, with the row (from one) of the first of them."""
    first = 1
    try:
        with pq.ParquetFile(file.path, memory_map=True) as parquet:
            for batch in parquet.iter_batches(BATCH, columns=[column]):
                yield first, pc.cast(batch[column], pa.large_string())
                first += batch.num_rows
    except (OSError, pa.ArrowException):
        return


def _without(file: SubjectFile, rows: list[int]) -> Problem:
    zh, en = _rows(rows)
    return Problem.told(
        file.name,
        "match.id_missing",
        Text(f"没有编号的主体：{zh}", f"subjects without an id: {en}"),
        expected=Text("每个主体一个编号", "an id for each subject"),
        mend=Text(
            '请补上编号；--id "" 不用编号，--keep-going 照样匹配这些主体。',
            'Add the ids; --id "" leaves ids out, --keep-going matches these subjects all the same.',
        ),
        effect=Effect.VALUES,
    )


def _rows(rows: list[int]) -> tuple[str, str]:
    shown, more = ", ".join(map(str, rows[:MOST_SHOWN])), len(rows) > MOST_SHOWN
    zh = f"第 {shown.replace(', ', '、')} 行" + (f"等 {len(rows)} 行" if more else "")
    return zh, f"row{'s' * (len(rows) > 1)} {shown}" + (f" and {len(rows) - MOST_SHOWN} more" if more else "")


class Again(NamedTuple):
    """A row whose id stands with a subject before."""

    id: str
    row: int
    first: Place


def _twice(column: str, files: tuple[SubjectFile, ...], alike: Keys) -> Iterator[Problem]:
    """The ids that stand with several subjects: the keys of two may be alike, so the texts are compared."""
    looked_at, is_cut = alike[:MOST_LOOKED_AT], len(alike) > MOST_LOOKED_AT
    firsts: dict[str, Place] = {}
    for number, file in enumerate(files):
        shown: list[Again] = []
        count = 0
        for start, ids in _read(column, file):
            rows = np.flatnonzero(ids.is_valid().to_numpy(zero_copy_only=False))
            rows = rows[np.isin(keys_of(ids.drop_null()), looked_at)]
            for row, id in zip(rows.tolist(), ids.take(pa.array(rows)).to_pylist(), strict=True):
                place = Place(number, start + row)
                first = firsts.setdefault(id, place)
                if first != place:
                    count += 1
                    if count <= MOST_SHOWN:
                        shown.append(Again(id, place.row, first))
        if count:
            yield _again(files, file, shown, count, is_cut=is_cut)


def _again(
    files: tuple[SubjectFile, ...], file: SubjectFile, shown: list[Again], count: int, *, is_cut: bool
) -> Problem:
    zh = "；".join(
        f"“{printable(each.id)}”在第 {each.row} 行，已见于 {files[each.first.file].name} 第 {each.first.row} 行"
        for each in shown
    )
    en = "; ".join(
        f"{printable(each.id)} in row {each.row}, already in {files[each.first.file].name}, row {each.first.row}"
        for each in shown
    )
    if count > len(shown) or is_cut:
        least = Text("至少 ", "at least ") if is_cut else Text("", "")
        zh, en = (
            f"{zh}；共{least.zh}{count} 行",
            f"{en}; {least.en}{count} rows in all",
        )
    return Problem.told(
        file.name,
        "match.id_twice",
        Text(f"编号重复：{zh}", f"ids that come again: {en}"),
        expected=Text("每个编号一行", "one row for each id"),
        mend=Text(
            '请除去重复的行；--id "" 不用编号，--keep-going 把每一行当作一个主体。',
            'Drop the rows that repeat; --id "" leaves ids out, --keep-going takes each row for a subject.',
        ),
        effect=Effect.VALUES,
    )


def printable(text: str) -> str:
    """The text as it can be shown in a line."""
    return text if text.isprintable() and len(text) <= 40 else ascii(text[:40])
