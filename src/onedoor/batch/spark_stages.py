"""What a task of Spark does: functions that are sent to its workers, from Arrow batches to Arrow batches."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import numpy as np
import pyarrow as pa

from onedoor.batch.problems import Problem
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import UnreadableFile, Work, batches
from onedoor.engine.matching.batches import BATCH_MATCHES
from onedoor.errors import Invalid

OUTPUT = (
    "rule string, first bigint, subjects int, certain_count int, open_count int, certain binary, open binary, "
    "problem string"
)
ROWS = pa.schema([*(field.with_nullable(True) for field in BATCH_MATCHES), pa.field("problem", pa.string())])


@dataclass(frozen=True, slots=True)
class Stage:
    """The work and its files, as they are sent to a worker: it compiles the rules once, however many its tasks."""

    payload: bytes

    @classmethod
    def of(cls, work: Work, files: Sequence[SubjectFile]) -> Stage:
        return cls(pickle.dumps((work, tuple(files))))

    @property
    def parts(self) -> tuple[Work, tuple[SubjectFile, ...]]:
        return _parts(self.payload)


@lru_cache(maxsize=4)
def _parts(payload: bytes) -> tuple[Work, tuple[SubjectFile, ...]]:
    parts: tuple[Work, tuple[SubjectFile, ...]] = pickle.loads(payload)  # noqa: S301  # the driver's own bytes
    return parts


@dataclass(frozen=True, slots=True)
class Paths:
    """Takes the places of ``pieces`` (number of a file, number of a row group) and reads those row groups itself."""

    stage: Stage
    pieces: tuple[tuple[int, int], ...]
    batch: int

    def __call__(self, tasks: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        work, files = self.stage.parts
        for task in tasks:
            for place in task.column(0).to_pylist():
                number, group = self.pieces[place]
                yield from self._matched(work, files[number], group)

    def _matched(self, work: Work, file: SubjectFile, group: int) -> Iterator[pa.RecordBatch]:
        try:
            for first, batch in batches(file, work.columns_in(file.schema), self.batch, [group]):
                yield matched(work, file, batch, first)
        except UnreadableFile as refusal:
            yield problem_row(refusal.problem, file.first)


@dataclass(frozen=True, slots=True)
class Batches:
    """Takes rows that Spark has read, with the file and the row of each; ``types`` are those of the columns there."""

    stage: Stage
    types: Mapping[str, pa.DataType]

    def __call__(self, rows: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        work, files = self.stage.parts
        named = {file.name: file for file in files}
        for batch in rows:
            for name, row, piece in _pieces(batch):
                yield matched(work, named[name], self._typed(piece), named[name].first + row)

    def _typed(self, piece: pa.RecordBatch) -> pa.RecordBatch:
        """The columns in the types that the file has: Spark knows fewer."""
        arrays = [piece[name].cast(kind) for name, kind in self.types.items()]
        arrays.append(pa.nulls(piece.num_rows))
        return pa.RecordBatch.from_arrays(arrays, names=[*self.types, "#"])


def _pieces(batch: pa.RecordBatch) -> Iterator[tuple[str, int, pa.RecordBatch]]:
    """Stretches of rows that follow each other in one file: its name, the number of the first row, the rows."""
    if not batch.num_rows:
        return
    names = batch["#file"].dictionary_encode()
    files, rows = names.indices.to_numpy(), batch["#row"].to_numpy()
    breaks = np.flatnonzero((np.diff(rows) != 1) | (np.diff(files) != 0)) + 1
    starts = [0, *breaks.tolist()]
    for start, stop in zip(starts, [*starts[1:], batch.num_rows], strict=True):
        name = unquote(
            names.dictionary[int(files[start])].as_py()
        )  # Spark tells names as addresses write them
        yield name, int(rows[start]), batch.slice(start, stop - start)


def matched(work: Work, file: SubjectFile, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
    """The matches of a batch; or, in a row of its own, what is wrong with its values."""
    try:
        found = work.match(batch, first)
    except Invalid as error:
        return problem_row(UnreadableFile.of(file, error, first, batch.num_rows).problem, first)
    columns = [*found.columns, pa.nulls(found.num_rows, pa.string())]
    return pa.RecordBatch.from_arrays(columns, schema=ROWS)


def problem_row(problem: Problem, first: int) -> pa.RecordBatch:
    """One row that tells a problem of the file in which subject ``first`` is."""
    told = {"first": first, "problem": json.dumps(problem.as_dict(), ensure_ascii=False)}
    return pa.RecordBatch.from_pylist([told], schema=ROWS)
