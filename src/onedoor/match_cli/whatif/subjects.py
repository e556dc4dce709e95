"""The subjects of a what-if: the columns that it looks at, of all files, as one table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor.batch.checking import check_rules
from onedoor.batch.facts import Missing, facts_in
from onedoor.batch.preparing import CREDIT_CODE, Refused
from onedoor.batch.problems import Problem, listed
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.subject_files import SubjectFile, SubjectFiles, numbered
from onedoor.batch.work import BATCH, UnreadableFile
from onedoor.engine.matching import ABSENT, Schema
from onedoor.errors import Invalid
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be read, and what was found wrong or wanting on the way."""

    schema: Schema
    files: tuple[SubjectFile, ...]
    id: str | None
    missing: tuple[Missing, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


def prepared(
    files: SubjectFiles,
    rules: Sequence[RuleFile],
    groups: Collection[str],
    *,
    id: str | None,
    keep_going: bool,
) -> Prepared:
    """The columns of the facts in the rules and of the groups.

    Raises ``Refused`` with every fault in the files or in the rules over their columns; with ``keep_going`` files with
    faults are passed over as long as one is left. Raises ``Invalid`` for an id column that is not there.
    """
    readers: dict[str, frozenset[str]] = {
        fact: frozenset(rule.name for rule in rules if fact in _facts(rule))
        for rule in rules
        for fact in _facts(rule)
    }
    grouping = frozenset({"--by"})
    facts = facts_in(files, {**dict.fromkeys(groups, grouping), **readers})
    faults = (*check_rules(rules, facts), *_unusable(facts.problems))
    problems = (*files.problems, *facts.problems)
    if faults or (problems and not keep_going) or not facts.files:
        raise Refused(
            (*problems, *(each for each in faults if each not in problems)), nothing_left=not facts.files
        )
    missing = tuple(each for each in facts.missing if each.fact not in groups or each.fact in readers)
    return Prepared(facts.schema, numbered(facts.files), _id_of(id, files), missing, problems)


def read_table(prepared: Prepared, advance: Callable[[int], None]) -> pa.Table:
    """The columns of all subjects; a file that lacks one holds nulls there. ``advance`` is told the rows read.

    Raises ``UnreadableFile`` at the row where data is damaged.
    """
    names = [column.name for column in prepared.schema]
    wanted = [*names, *(name + ABSENT for name in names), *([prepared.id] if prepared.id else [])]
    tables = [_table(file, wanted, advance) for file in prepared.files]
    return pa.concat_tables(tables, promote_options="permissive")


def _table(file: SubjectFile, wanted: Sequence[str], advance: Callable[[int], None]) -> pa.Table:
    columns = [name for name in dict.fromkeys(wanted) if name in file.schema.names]
    read = list(_batches(file, columns, advance))
    schema = pa.schema([file.schema.field(name) for name in columns])
    return pa.Table.from_batches(read, schema) if columns else pa.table({"": pa.nulls(file.rows)})


def _batches(
    file: SubjectFile, columns: list[str], advance: Callable[[int], None]
) -> Iterator[pa.RecordBatch]:
    first = file.first
    try:
        with pq.ParquetFile(file.path, memory_map=True) as parquet:
            for batch in parquet.iter_batches(BATCH, columns=columns):
                yield batch
                first += batch.num_rows
                advance(batch.num_rows)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile.of(file, error, first) from error


def _facts(rule: RuleFile) -> frozenset[str]:
    return rule.condition.free_names | (rule.benefit.free_names if rule.benefit is not None else frozenset())


def _unusable(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Columns that no rule can look at: they concern rules, not files."""
    return tuple(each for each in problems if each.rules)


def _id_of(wanted: str | None, files: SubjectFiles) -> str | None:
    if wanted is None:
        everywhere = all(CREDIT_CODE in file.schema.names for file in files.files)
        return CREDIT_CODE if everywhere and files.files else None
    lacking = [file.name for file in files.files if wanted not in file.schema.names]
    if wanted and lacking:
        expected = Text(f"其中一列：{listed(files.names).zh}", f"one of the columns {listed(files.names).en}")
        raise Invalid("match.id", found=wanted, where=listed(lacking), expected=expected)
    return wanted or None
