"""What every engine does with a batch of subjects, in whichever thread or process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor.batch.codes import Codes, only_known
from onedoor.batch.problems import Problem
from onedoor.batch.subject_files import SubjectFile
from onedoor.engine.matching import ABSENT, RuleSet
from onedoor.engine.matching.batches import match_batch
from onedoor.engine.matching.faults import WrongValue
from onedoor.errors import Invalid
from onedoor.text import Text

BATCH = 1 << 17


@dataclass(frozen=True, slots=True)
class Work:
    """Rules compiled, and how subjects are read for them. It can be sent to other processes.

    ``id`` is the column that says who a subject is; empty where subjects have numbers alone.
    """

    rules: RuleSet
    now: datetime
    codes: Codes = field(default_factory=dict)
    id: str = ""

    @property
    def columns(self) -> list[str]:
        """The columns that rules look at, and the companions that mark what is known to be absent."""
        read = {name for each in self.rules.expressions.values() for name in each.free_names}
        names = [column.name for column in self.rules.schema if column.name in read]
        return [column for name in names for column in (name, name + ABSENT)]

    def facts_in(self, schema: pa.Schema) -> list[str]:
        """Those of them that a file has."""
        return [name for name in self.columns if name in schema.names]

    def columns_in(self, schema: pa.Schema) -> list[str]:
        """What is to be read from a file: those, and the ids."""
        wanted = self.facts_in(schema)
        return [*wanted, *([self.id] if self.id and self.id not in wanted else [])]

    def match(self, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
        """The batch against every rule, as ``match_batch`` gives it."""
        return match_batch(self.rules, only_known(batch, self.codes), first, now=self.now)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: matches by rule and file number as (certain, open), and the files that could not be read."""

    counts: Mapping[int, Mapping[str, tuple[int, int]]]
    problems: tuple[Problem, ...] = ()


class Engine(Protocol):
    """Something that matches files and writes a part of the result for each."""

    @property
    def told(self) -> Mapping[str, Any]:
        """What the report of a run says of it."""
        ...

    def run(
        self,
        work: Work,
        files: Sequence[SubjectFile],
        folder: Path,
        *,
        keep_going: bool,
        advance: Callable[[int], None],
    ) -> Outcome:
        """Parts stand in the folder for all files but those told in the outcome.

        Without ``keep_going`` the first file that cannot be read raises ``UnreadableFile``. ``advance`` is told
        how many subjects were done since the last time.
        """
        ...


class UnreadableFile(Invalid):
    """A file of subjects that turned out, while it was read, to be damaged or to hold what no column can."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.finding.code, found=problem.finding.message, where=problem.file)

    @classmethod
    def of(cls, file: SubjectFile, error: Exception, first: int, rows: int = 0) -> UnreadableFile:
        """The refusal for an error met at a row of the file, counted from one."""
        if isinstance(error, UnreadableFile):
            return error
        begin = first - file.first + 1
        where = Text(f"第 {begin} 行起", f"from row {begin} on")
        if rows:
            where = Text(f"第 {begin} 至 {begin + rows - 1} 行", f"rows {begin} to {begin + rows - 1}")
        if isinstance(error, WrongValue):
            where = error.placed(begin - 1)
        if isinstance(error, Invalid):
            told = Problem.of_error(file.name, error).finding
            column = (
                Text(f"列“{told.where.zh}”，{where.zh}", f"column {told.where.en}, {where.en}")
                if told.where and not isinstance(error, WrongValue)
                else where
            )
            return cls(
                Problem.told(
                    file.name, error.code, told.message, expected=told.expected, mend=told.mend, where=column
                )
            )
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return cls(
            Problem.told(
                file.name,
                "match.parquet",
                Text(f"数据已损坏：{reason}", f"damaged data: {reason}"),
                expected=Text("可以读取的 Parquet 数据", "Parquet data that can be read"),
                where=where,
            )
        )


def batches(
    file: SubjectFile, columns: Sequence[str], rows: int, groups: Sequence[int] | None = None
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The columns of a file (or of some row groups), at most ``rows`` subjects at a time, with the number of the first.

    Raises ``UnreadableFile`` at the row where the data is damaged.
    """
    first = file.first + sum(file.groups[: groups[0]] if groups else ())
    try:
        with pq.ParquetFile(file.path, memory_map=True) as parquet:
            for batch in parquet.iter_batches(rows, row_groups=groups, columns=columns):
                yield first, batch
                first += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile.of(file, error, first) from error
