"""Matching on Apache Spark: batches that Spark reads, or paths of files that it only schedules."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from onedoor.batch.parts import part_of
from onedoor.batch.problems import Problem
from onedoor.batch.spark_progress import watched
from onedoor.batch.spark_sessions import session_of
from onedoor.batch.spark_stages import OUTPUT, ROWS, Batches, Paths, Stage, problem_row
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import BATCH, Outcome, UnreadableFile, Work, batches
from onedoor.engine.matching.batches import BATCH_MATCHES
from onedoor.errors import Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MOST_TASKS = 10_000
# Characters of a path that Spark would take for a pattern.
_PATTERN = re.compile(r"([\[\]{}*?\\])")


class SparkMode(StrEnum):
    """Who reads the files: Spark, which sends their rows as Arrow batches; or Python, told their paths by Spark."""

    ARROW = "arrow"
    PATHS = "paths"


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Tasks of Spark take batches of ``batch`` subjects; the matches come back and are written here.

    The files must be where all workers can read them. A session that is there already is used and left open.
    """

    master: str = "local[*]"
    mode: SparkMode = SparkMode.ARROW
    batch: int = BATCH

    @property
    def told(self) -> Mapping[str, Any]:
        return {"name": "spark", "master": self.master, "mode": self.mode.value}

    def run(
        self,
        work: Work,
        files: Sequence[SubjectFile],
        folder: Path,
        *,
        keep_going: bool,
        advance: Callable[[int], None],
    ) -> Outcome:
        """As ``Engine.run``. Raises ``Unavailable`` where the workers cannot do the work at all."""
        with session_of(self.master) as spark:
            spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(self.batch))
            with watched(spark.sparkContext, sum(file.rows for file in files), advance):
                found = list(self._found(spark, work, files))
        return _written(work, files, folder, pa.concat_tables(found).sort_by("first"), keep_going)

    def _found(self, spark: SparkSession, work: Work, files: Sequence[SubjectFile]) -> Iterator[pa.Table]:
        """What the tasks gave. Files of one shape are read together."""
        if self.mode is SparkMode.ARROW:
            for alike in _of_one_shape(work, files):
                yield from _read_by_spark(spark, work, alike)
            return
        pieces = [(number, group) for number, file in enumerate(files) for group in range(len(file.groups))]
        stage = Paths(Stage.of(work, files), tuple(pieces), self.batch)
        tasks = spark.range(0, len(pieces), 1, max(1, min(len(pieces), MOST_TASKS)))
        try:
            yield _collected(tasks.mapInArrow(stage, OUTPUT))
        except _NotRead as error:
            raise _failed(str(error)) from error


class _NotRead(Exception):
    """Spark could not read a file, for this reason."""


def _read_by_spark(spark: SparkSession, work: Work, files: Sequence[SubjectFile]) -> Iterator[pa.Table]:
    """The matches of files that Spark reads. Where it cannot read all of them, each is tried alone."""
    types = {name: files[0].schema.field(name).type for name in work.facts_in(files[0].schema)}
    names = [f"`{name.replace('`', '``')}`" for name in types]
    try:
        table = spark.read.parquet(*(_PATTERN.sub(r"\\\1", str(file.path.resolve())) for file in files))
        rows = table.selectExpr(*names, "_metadata.file_name AS `#file`", "_metadata.row_index AS `#row`")
        yield _collected(rows.mapInArrow(Batches(Stage.of(work, files), types), OUTPUT))
    except _NotRead as error:
        if len(files) == 1:
            problem = UnreadableFile.of(files[0], error, files[0].first).problem
            yield pa.Table.from_batches([problem_row(problem, files[0].first)])
            return
        for file in files:
            yield from _read_by_spark(spark, work, [file])


def _collected(found: DataFrame) -> pa.Table:
    """All rows, here. Raises ``_NotRead``, or ``Unavailable`` where our own code failed on a worker."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        return found.toArrow().cast(ROWS)
    except (PySparkException, Py4JJavaError) as error:
        told = str(error)
        if "PYTHON_EXCEPTION" in told or "Python worker" in told:
            raise _failed(_reason(told, r"^\w[\w.]*(?:Error|Exception): .*$")) from error
        raise _NotRead(_reason(told, r"\[[A-Z_]+(?:\.[A-Z_]+)*\] .*$")) from error


def _reason(told: str, pattern: str) -> str:
    """The last line of an error that says what it is about."""
    found = re.findall(pattern, told, re.MULTILINE)
    return str(found[-1] if found else told.splitlines()[0])


def _failed(reason: str) -> Unavailable:
    return Unavailable(
        "match.spark_worker",
        found=reason,
        expected=Text(
            "工作节点上有相同版本的 Python 和 onedoor", "the same Python and onedoor on every worker"
        ),
        mend=Text(
            "见 docs/match-command.md 中 Spark 一节。", "See the section on Spark in docs/match-command.md."
        ),
    )


def _of_one_shape(work: Work, files: Sequence[SubjectFile]) -> Iterator[list[SubjectFile]]:
    """The files, those together whose columns are of the same types."""
    shapes: dict[tuple[tuple[str, str], ...], list[SubjectFile]] = {}
    for file in files:
        shape = tuple((name, str(file.schema.field(name).type)) for name in work.facts_in(file.schema))
        shapes.setdefault(shape, []).append(file)
    yield from shapes.values()


def _written(
    work: Work, files: Sequence[SubjectFile], folder: Path, rows: pa.Table, keep_going: bool
) -> Outcome:
    """The parts of all files that could be read to their end, with the ids of their subjects."""
    told = [json.loads(text) for text in rows["problem"].drop_null().to_pylist()]
    problems = {each["file"]: Problem.of_dict(each) for each in told}
    if problems and not keep_going:
        raise UnreadableFile(next(iter(problems.values())))
    counts: dict[int, Mapping[str, tuple[int, int]]] = {}
    for number, file in enumerate(files):
        if file.name in problems:
            continue
        begin, end = file.first, file.first + file.rows
        inside = pc.and_(pc.greater_equal(rows["first"], begin), pc.less(rows["first"], end))
        with part_of(folder, number, with_ids=bool(work.id)) as part:
            for batch in rows.filter(inside).select(BATCH_MATCHES.names).cast(BATCH_MATCHES).to_batches():
                part.add(batch)
            for first, batch in batches(file, [work.id], BATCH) if work.id else ():
                part.add_ids(first, batch[work.id])
        counts[number] = part.counts
    return Outcome(counts, tuple(problems.values()))
