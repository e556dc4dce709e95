"""The parts of a result: matches and the ids of subjects, one file of each for every file of subjects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onedoor.engine.matching.batches import BATCH_MATCHES

MATCHES, IDS = "matches", "ids"
SUBJECT_IDS = pa.schema([pa.field("subject", pa.int64(), nullable=False), pa.field("id", pa.string())])

# Only the names of rules come again and again; to look for others' repetitions would cost more than all the rest.
WRITTEN: dict[str, Any] = {
    "compression": "zstd",
    "use_dictionary": ["rule"],
    "write_statistics": ["rule", "first", "subject"],
}


def part_name(number: int) -> str:
    return f"part-{number:05}.parquet"


class Part:
    """The part of one file of subjects, while it is being written; rows are added in order."""

    def __init__(self, folder: Path, number: int, *, with_ids: bool) -> None:
        self.paths = [folder / name / part_name(number) for name in (MATCHES, IDS)[: 2 if with_ids else 1]]
        self.counts: dict[str, tuple[int, int]] = {}
        for path in self.paths:
            path.parent.mkdir(exist_ok=True)
        schemas = (BATCH_MATCHES, SUBJECT_IDS)
        self._writers = [
            pq.ParquetWriter(path, schema, **WRITTEN)
            for path, schema in zip(self.paths, schemas, strict=False)
        ]

    def add(self, matches: pa.RecordBatch) -> None:
        """Matches of a batch, as ``match_batch`` gives them; counted by rule."""
        self._writers[0].write_batch(matches)
        columns = (matches[name].to_pylist() for name in ("rule", "certain_count", "open_count"))
        for rule, certain, opened in zip(*columns, strict=True):
            before = self.counts.get(rule, (0, 0))
            self.counts[rule] = (before[0] + certain, before[1] + opened)

    def add_ids(self, first: int, ids: pa.Array) -> None:
        """The ids of the subjects from number ``first`` on."""
        numbers = pa.array(range(first, first + len(ids)), pa.int64())
        texts = pc.cast(ids, pa.string())
        self._writers[1].write_batch(pa.record_batch([numbers, texts], schema=SUBJECT_IDS))

    def close(self) -> None:
        for writer in self._writers:
            writer.close()

    def drop(self) -> None:
        """As if the part had never been begun."""
        for writer in self._writers:
            try:
                writer.close()
            except OSError:
                writer.is_open = False  # else it tries again, aloud, when it is forgotten
        for path in self.paths:
            path.unlink(missing_ok=True)
        self.counts = {}


@contextmanager
def part_of(folder: Path, number: int, *, with_ids: bool) -> Iterator[Part]:
    """A part that stands whole after the block, or not at all where the block fails."""
    part = Part(folder, number, with_ids=with_ids)
    try:
        yield part
        part.close()
    except BaseException:
        part.drop()
        raise
