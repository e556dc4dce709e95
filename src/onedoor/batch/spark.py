"""Matching on Apache Spark: batches that Spark reads, or paths of files that it only schedules."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from onedoor.batch.parts import part_of
from onedoor.batch.problems import Problem
from onedoor.batch.spark_progress import watched
from onedoor.batch.spark_stages import OUTPUT, ROWS, Batches, Paths, Stage, problem_row
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import BATCH, Outcome, UnreadableFile, Work, batches
from onedoor.engine.matching.batches import BATCH_MATCHES
from onedoor.errors import Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

OLDEST_JAVA = 17
MOST_TASKS = 10_000


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
        """As ``Engine.run``."""
        with _session(self.master) as spark:
            spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(self.batch))
            with watched(spark.sparkContext, sum(file.rows for file in files), advance):
                found = list(self._found(spark, work, files, keep_going))
        return _written(work, files, folder, found, keep_going)

    def _found(
        self, spark: SparkSession, work: Work, files: Sequence[SubjectFile], keep_going: bool
    ) -> Iterator[pa.Table]:
        """What the tasks gave. Files of one shape are read together."""
        if self.mode is SparkMode.PATHS:
            yield _collected(self._paths(spark, work, files))
            return
        for alike in _of_one_shape(work, files):
            yield from self._batches(spark, work, alike, keep_going)

    def _paths(self, spark: SparkSession, work: Work, files: Sequence[SubjectFile]) -> DataFrame:
        pieces = [(number, group) for number, file in enumerate(files) for group in range(len(file.groups))]
        tasks = spark.range(0, len(pieces), 1, max(1, min(len(pieces), MOST_TASKS)))
        return tasks.mapInArrow(Paths(Stage.of(work, files), tuple(pieces), self.batch), OUTPUT)

    def _batches(
        self, spark: SparkSession, work: Work, files: Sequence[SubjectFile], keep_going: bool
    ) -> Iterator[pa.Table]:
        """The matches of files that Spark reads. Where it cannot read all of them, each is tried alone."""
        try:
            yield _collected(self._read(spark, work, files))
        except Exception as error:
            if len(files) == 1:
                problem = UnreadableFile.of(files[0], error, files[0].first).problem
                yield pa.Table.from_batches([problem_row(problem, files[0].first)])
            else:
                for file in files:
                    yield from self._batches(spark, work, [file], keep_going)

    def _read(self, spark: SparkSession, work: Work, files: Sequence[SubjectFile]) -> DataFrame:
        names = [name for name in work.columns_in(files[0].schema) if name in work.columns]
        table = spark.read.parquet(*(str(file.path.resolve()) for file in files))
        columns = [f"`{name.replace('`', '``')}`" for name in names]
        rows = table.selectExpr(*columns, "_metadata.file_name AS `#file`", "_metadata.row_index AS `#row`")
        types = {name: files[0].schema.field(name).type for name in names}
        return rows.mapInArrow(Batches(Stage.of(work, files), types), OUTPUT)


def _collected(found: DataFrame) -> pa.Table:
    return found.toArrow().cast(ROWS)


def _of_one_shape(work: Work, files: Sequence[SubjectFile]) -> Iterator[list[SubjectFile]]:
    """The files, those together whose columns are of the same types."""
    shapes: dict[tuple[tuple[str, str], ...], list[SubjectFile]] = {}
    for file in files:
        names = [name for name in work.columns_in(file.schema) if name in work.columns]
        shape = tuple((name, str(file.schema.field(name).type)) for name in names)
        shapes.setdefault(shape, []).append(file)
    yield from shapes.values()


def _written(
    work: Work, files: Sequence[SubjectFile], folder: Path, found: Sequence[pa.Table], keep_going: bool
) -> Outcome:
    """The parts of all files that could be read to their end, with the ids of their subjects."""
    rows = pa.concat_tables(found).sort_by("first")
    faulty = rows.filter(rows["problem"].is_valid())
    problems = {
        told["file"]: Problem.of_dict(told) for told in map(json.loads, faulty["problem"].to_pylist())
    }
    if problems and not keep_going:
        raise UnreadableFile(next(iter(problems.values())))
    counts: dict[int, Mapping[str, tuple[int, int]]] = {}
    for number, file in enumerate(files):
        if file.name in problems:
            continue
        inside = pc.and_(
            pc.greater_equal(rows["first"], file.first), pc.less(rows["first"], file.first + file.rows)
        )
        with part_of(folder, number, with_ids=bool(work.id)) as part:
            for batch in rows.filter(inside).select(BATCH_MATCHES.names).cast(BATCH_MATCHES).to_batches():
                part.add(batch)
            for first, batch in batches(work.for_ids(), file, BATCH) if work.id else ():
                part.add_ids(first, batch[work.id])
        counts[number] = part.counts
    return Outcome(counts, tuple(problems.values()))


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """The session that is there, or one of its own that ends with the block."""
    from pyspark.sql import SparkSession

    if (active := SparkSession.getActiveSession()) is not None:
        yield active
        return
    builder = SparkSession.builder.master(master).appName("onedoor match")
    options = {**OPTIONS, **(LOCAL if master.startswith("local") else {})}
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
}
LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def require_spark(java: str | None) -> None:
    """Nothing, where PySpark and the Java program that it needs are here; else ``Unavailable``, with what to do."""
    if find_spec("pyspark") is None:
        raise Unavailable(
            "match.spark",
            found=Text("没有安装 PySpark", "PySpark is not installed"),
            expected=Text("PySpark 4（可选组件 spark）", "PySpark 4, the optional extra spark"),
            mend=Text(
                "pip install --require-hashes -r requirements/spark.lock；不需要 Spark 时用 --engine local。",
                "pip install --require-hashes -r requirements/spark.lock; or use --engine local.",
            ),
        )
    version = java_version(java)
    if version < OLDEST_JAVA:
        found = Text(f"Java {version}", f"Java {version}") if version else Text("没有 Java", "no Java")
        raise Unavailable(
            "match.java",
            found=found,
            expected=Text(f"Java {OLDEST_JAVA} 或更新", f"Java {OLDEST_JAVA} or newer"),
            mend=Text(
                "安装 Java（Debian、Ubuntu：apt-get install default-jre-headless），或用 JAVA_HOME 指出它的位置。",
                "Install it (Debian, Ubuntu: apt-get install default-jre-headless), or name its place in JAVA_HOME.",
            ),
        )


def java_version(java: str | None) -> int:
    """The main version that a Java program tells of itself (17; 8 of the old ``1.8``); 0 where there is none."""
    if java is None:
        return 0
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    told = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return int(told[1]) if told else 0
