"""The facts that rules look at, and the columns of the subject files that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import types as t

from onedoor.batch.problems import Effect, Problem, listed
from onedoor.batch.subject_files import SubjectFile, SubjectFiles
from onedoor.engine.feel.checker import nearest
from onedoor.engine.feel.types import ANY, BOOLEAN, DATE, NUMBER, STRING, Type, list_of
from onedoor.engine.matching import ABSENT, Column, Schema
from onedoor.engine.matching.arrow import column_of
from onedoor.errors import Invalid
from onedoor.text import Text

Readers = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that no column holds, or only those of other files than ``files``: unknown for their subjects."""

    fact: str
    rules: frozenset[str]
    files: tuple[str, ...] = ()
    meant: str | None = None

    @property
    def words(self) -> Text:
        rules = len(self.rules)
        mend = (
            Text(f"是否想写“{self.meant}”？", f" Did you mean {self.meant}?") if self.meant else Text("", "")
        )
        if self.files:
            files = listed(self.files)
            zh, en = (
                f"在 {files.zh} 中没有这一列，其主体",
                f"not a column of {files.en}, so unknown for their subjects",
            )
        else:
            zh, en = "没有这一列，所有主体", "no such column, so unknown for everybody"
        return Text(
            f"事实“{self.fact}”：{zh}按未知处理（{rules} 条规则用到）。{mend.zh}",
            f"fact {self.fact}: {en} (read by {rules} rule{'s' * (rules != 1)}).{mend.en}",
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the files that take part hold of the facts wanted.

    ``types`` are FEEL's types of all columns; ``unusable`` are the columns that no file holds in a type that
    rules can look at.
    """

    schema: Schema
    types: Mapping[str, Type]
    files: tuple[SubjectFile, ...]
    missing: tuple[Missing, ...]
    unusable: frozenset[str]
    problems: tuple[Problem, ...]


def facts_in(subjects: SubjectFiles, readers: Readers) -> Facts:
    """The columns of the facts that rules read (``readers``: the rules by fact), with what is wrong with them.

    The first file that holds a fact in a fitting type decides the type; a file that differs is left out.
    """
    columns = _columns(subjects.files, readers)
    unusable = {name for name in readers if name in subjects.names and name not in columns}
    unusable -= {name for name in unusable if _holds_nothing(name, subjects.files)}
    problems = [_unusable(name, readers[name], subjects.files) for name in sorted(unusable)]
    files: list[SubjectFile] = []
    for file in subjects.files:
        faults = list(_faults(file, columns))
        problems += faults
        if not faults:
            files.append(file)
    types = {field.name: feel_type(field.type) for file in files for field in file.schema}
    missing = tuple(_missing(files, readers, unusable))
    return Facts(
        Schema.of(*columns.values()), types, tuple(files), missing, frozenset(unusable), tuple(problems)
    )


def feel_type(found: pa.DataType) -> Type:
    """FEEL's type of the values of an Arrow type; ``Any`` where it has none."""
    found = found.value_type if t.is_dictionary(found) else found
    if t.is_struct(found):
        return Type("context", tuple(feel_type(each.type) for each in found.fields), tuple(found.names))
    if t.is_list(found) or t.is_large_list(found) or t.is_fixed_size_list(found):
        return list_of(feel_type(found.value_type))
    return next((kind for test, kind in _TYPES if test(found)), ANY)


_TYPES = (
    (t.is_integer, NUMBER), (t.is_decimal, NUMBER), (t.is_boolean, BOOLEAN), (t.is_date32, DATE),
    (t.is_string, STRING), (t.is_large_string, STRING), (t.is_string_view, STRING),
)  # fmt: skip


def _columns(files: tuple[SubjectFile, ...], readers: Readers) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for file in files:
        for name in sorted(readers):
            if name not in columns and isinstance(found := _column(file, name), Column):
                columns[name] = found
    return columns


def _column(file: SubjectFile, name: str) -> Column | Invalid | None:
    """The column of one file; None where the file holds nothing of the fact."""
    places = file.schema.get_all_field_indices(name)
    if not places or t.is_null(file.schema.field(places[0]).type):
        return None
    if len(places) > 1:
        return Invalid(
            "match.column_twice",
            where=name,
            found=Text(f"{len(places)} 列同名", f"{len(places)} columns of one name"),
            expected=Text("每个名称一列", "one column of each name"),
        )
    try:
        return column_of(file.schema.field(places[0]))
    except Invalid as refusal:
        return refusal


def _holds_nothing(name: str, files: tuple[SubjectFile, ...]) -> bool:
    return all(_column(file, name) is None for file in files)


def _faults(file: SubjectFile, columns: Mapping[str, Column]) -> Iterator[Problem]:
    """What sets a file apart from the others."""
    for name, wanted in columns.items():
        found = _column(file, name)
        if isinstance(found, Invalid):
            yield _wrong_column(file.name, found)
        elif found is not None and found != wanted:
            yield _wrong_column(file.name, _differing(file, found, wanted))
        marks = file.schema.get_field_index(name + ABSENT)
        if marks >= 0 and not t.is_boolean(file.schema.field(marks).type):
            kind = str(file.schema.field(marks).type)
            refusal = Invalid("matching.column_type", where=name + ABSENT, found=kind, expected="bool")
            yield _wrong_column(file.name, refusal)


def _differing(file: SubjectFile, found: Column, wanted: Column) -> Invalid:
    def told(column: Column) -> str:
        return f"{column.kind} ({column.places})" if column.places else str(column.kind)

    return Invalid(
        "matching.column_type",
        where=found.name,
        found=f"{file.schema.field(found.name).type} = {told(found)}",
        expected=Text(f"{told(wanted)}，与其他文件相同", f"{told(wanted)}, as in the other files"),
    )


def _wrong_column(file: str, refusal: Invalid, *, rules: tuple[str, ...] = ()) -> Problem:
    problem = Problem.of_error(file, refusal)
    found, where = problem.finding.message, problem.finding.where or Text("", "")
    message = Text(f"列“{where.zh}”的类型是 {found.zh}", f"column {where.en} is of type {found.en}")
    if refusal.code == "match.column_twice":
        message = Text(f"列“{where.zh}”：{found.zh}", f"column {where.en}: {found.en}")
    return Problem.told(
        file,
        refusal.code,
        message,
        expected=problem.finding.expected,
        mend=problem.finding.mend,
        effect=Effect.RULES if rules else Effect.FILE,
        rules=rules,
    )


def _unusable(name: str, rules: frozenset[str], files: tuple[SubjectFile, ...]) -> Problem:
    """A column that no file holds in a fitting type: the rules that read it are left out."""
    file, refusal = next((file, found) for file in files if isinstance(found := _column(file, name), Invalid))
    return _wrong_column(file.name, refusal, rules=tuple(sorted(rules)))


def _missing(files: list[SubjectFile], readers: Readers, unusable: set[str]) -> Iterator[Missing]:
    known = sorted({name for file in files for name in file.schema.names if not name.endswith(ABSENT)})
    for fact in sorted(readers.keys() - unusable):
        without = tuple(file.name for file in files if _column(file, fact) is None)
        if len(without) == len(files):
            yield Missing(fact, readers[fact], meant=nearest(fact, known))
        elif without:
            yield Missing(fact, readers[fact], without)
