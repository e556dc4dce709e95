"""The subjects of a what-if: the columns that it looks at, of all files, as one table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor.batch.checking import check_rules
from onedoor.batch.codes import Codes, misplaced, only_known, read_codes, unknown_codes
from onedoor.batch.doubtful_ids import id_problems
from onedoor.batch.facts import Missing, facts_in
from onedoor.batch.ids import id_column
from onedoor.batch.preparing import Refused
from onedoor.batch.problems import Problem
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.subject_files import SubjectFile, SubjectFiles, numbered
from onedoor.batch.work import BATCH, UnreadableFile
from onedoor.engine.matching import ABSENT, Schema
from onedoor.engine.matching.faults import WrongValue


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be read, and what was found wrong or wanting on the way."""

    schema: Schema
    files: tuple[SubjectFile, ...]
    id: str | None
    codes: Codes
    missing: tuple[Missing, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the files are read: the id column ("": none, None: the credit code where it is), lists of codes, and
    whether files with faults are passed over."""

    id: str | None
    codes: Path | None
    keep_going: bool


def prepared(
    files: SubjectFiles, rules: Sequence[RuleFile], groups: Collection[str], reading: Reading
) -> Prepared:
    """The columns of the facts in the rules and of the groups.

    Raises ``Refused`` with every fault in the files or in the rules over their columns; when told to keep going, files
    with faults are passed over as long as one is left, values in no list of codes are unknown, and each row is a
    subject whatever its id.
    """
    readers: dict[str, set[str]] = {column: {"--by"} for column in groups}
    for rule in rules:
        for fact in _facts(rule):
            readers.setdefault(fact, set()).add(rule.name)
    facts = facts_in(files, {fact: frozenset(names) for fact, names in readers.items()})
    id, without_id = id_column(reading.id, facts.files)
    left = tuple(file for file in facts.files if file.name not in {each.file for each in without_id})
    codes, strange = _codes(reading.codes, readers, left)
    of_rules = [*(each for each in facts.problems if each.rules), *check_rules(rules, facts)]
    of_files = [*files.problems, *(each for each in facts.problems if not each.rules), *without_id, *strange]
    if id:
        of_files += id_problems(id, left)
    if of_rules or (of_files and not reading.keep_going) or not left:
        raise Refused((*of_files, *of_rules), nothing_left=not left)
    asked = {fact for rule in rules for fact in _facts(rule)}
    missing = tuple(each for each in facts.missing if each.fact in asked)
    return Prepared(facts.schema, numbered(left), id or None, codes, missing, tuple(of_files))


def _codes(
    path: Path | None, facts: Collection[str], files: tuple[SubjectFile, ...]
) -> tuple[Codes, list[Problem]]:
    """The lists for columns that are looked at, and the values that are in none of them."""
    if path is None:
        return {}, []
    told = read_codes(path)
    wrong = misplaced(told, path.name, files)
    used = {column: codes for column, codes in told.items() if column in facts and column not in wrong}
    return used, [*wrong.values(), *unknown_codes(used, files)]


def read_table(
    prepared: Prepared, advance: Callable[[int], None], *, keep_going: bool
) -> tuple[pa.Table, tuple[Problem, ...]]:
    """The columns of all subjects; a file that lacks one holds nulls there. ``advance`` is told the rows read.

    Raises ``Refused`` with the row where data is damaged; when told to keep going, such a file is passed over and told,
    as long as one is left. Its subjects have no numbers.
    """
    names = [column.name for column in prepared.schema]
    wanted = [*names, *(name + ABSENT for name in names), *([prepared.id] if prepared.id else [])]
    tables: list[pa.Table] = []
    damaged: list[Problem] = []
    for file in prepared.files:
        try:
            tables.append(_table(file, wanted, prepared.codes, advance))
        except UnreadableFile as refusal:
            damaged.append(refusal.problem)
            if not keep_going:
                break
    if damaged and not (keep_going and tables):
        raise Refused((*prepared.problems, *damaged), nothing_left=keep_going)
    return pa.concat_tables(tables, promote_options="permissive"), tuple(damaged)


def problem_of(error: WrongValue, prepared: Prepared, damaged: Collection[Problem]) -> Problem:
    """The problem of a value in the table that ``read_table`` gave, in the file and the row where it stands."""
    left = [file for file in prepared.files if file.name not in {each.file for each in damaged}]
    starts = list(accumulate((file.rows for file in left), initial=0))
    place = bisect_right(starts, error.row) - 1
    return UnreadableFile.of(left[place], error, left[place].first - starts[place]).problem


def _table(
    file: SubjectFile, wanted: Sequence[str], codes: Codes, advance: Callable[[int], None]
) -> pa.Table:
    columns = [name for name in dict.fromkeys(wanted) if name in file.schema.names]
    read = [only_known(batch, codes) for batch in _batches(file, columns, advance)]
    if not columns:
        return pa.table({"": pa.nulls(file.rows)})
    empty = pa.schema([file.schema.field(name) for name in columns]).empty_table()
    return pa.Table.from_batches(read) if read else empty


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
