"""Which columns hold the facts that rules read, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from tests.batch.building import write_subjects

from onedoor.batch.facts import Facts, facts_in, feel_type
from onedoor.batch.problems import Effect
from onedoor.batch.subject_files import open_files
from onedoor.engine.matching import Kind

READERS = {"人数": frozenset({"甲", "乙"}), "收入": frozenset({"乙"})}
GOOD = {"人数": pa.int64(), "收入": pa.decimal128(18, 2)}


def facts(folder: Path, *files: dict[str, pa.DataType]) -> Facts:
    for name, types in zip("abcdef", files, strict=False):
        write_subjects(folder / f"{name}.parquet", [{}], types)
    return facts_in(open_files(folder), READERS)


def test_facts_have_the_kinds_of_their_columns(tmp_path: Path) -> None:
    found = facts(tmp_path, {**GOOD, "人数#absent": pa.bool_(), "unread": pa.float64()}, GOOD)
    assert {column.name: column.kind for column in found.schema} == {"人数": Kind.INTEGER, "收入": Kind.MONEY}
    assert [file.name for file in found.files] == ["a.parquet", "b.parquet"]
    assert (found.problems, found.missing, found.unusable) == ((), (), frozenset())


# The columns of each file; then the code, the file, and the rules of the problem; then the files that take part.
PROBLEMS = [
    ([{**GOOD, "收入": pa.float64()}], "matching.column_type", "a.parquet", ("乙",), ["a"]),
    ([{**GOOD, "人数": pa.float32()}] * 2, "matching.column_type", "a.parquet", ("乙", "甲"), ["a", "b"]),
    ([{**GOOD, "收入": pa.timestamp("s")}], "matching.column_type", "a.parquet", ("乙",), ["a"]),
    ([GOOD, {**GOOD, "收入": pa.float64()}], "matching.column_type", "b.parquet", (), ["a"]),
    ([{**GOOD, "收入": pa.float64()}, GOOD], "matching.column_type", "a.parquet", (), ["b"]),
    ([GOOD, {**GOOD, "人数": pa.string()}], "matching.column_type", "b.parquet", (), ["a"]),
    ([GOOD, {**GOOD, "收入": pa.decimal128(18, 4)}], "matching.column_type", "b.parquet", (), ["a"]),
    ([GOOD, {**GOOD, "人数#absent": pa.int8()}], "matching.column_type", "b.parquet", (), ["a"]),
]


@pytest.mark.parametrize(("files", "code", "file", "rules", "left"), PROBLEMS)
def test_a_column_of_a_wrong_type_is_named_with_what_it_costs(
    tmp_path: Path, files: list, code: str, file: str, rules: tuple[str, ...], left: list[str]
) -> None:
    found = facts(tmp_path, *files)
    (problem,) = found.problems
    assert (problem.finding.code, problem.file, problem.rules) == (code, file, rules)
    assert problem.effect is (Effect.RULES if rules else Effect.FILE)
    assert [each.name[0] for each in found.files] == left
    assert bool(found.unusable) is bool(rules)
    assert problem.finding.message.en.startswith("column ")


def test_floats_are_refused_with_the_reason(tmp_path: Path) -> None:
    (problem,) = facts(tmp_path, {**GOOD, "收入": pa.float64()}).problems
    assert "收入" in problem.printed("en")
    assert "exactly on a threshold; store decimals" in problem.printed("en")
    assert "浮点数" in problem.printed("zh-hans")


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1])] * 2, names=["人数", "人数"])
    pa.parquet.write_table(table, tmp_path / "a.parquet")
    (problem,) = facts_in(open_files(tmp_path), READERS).problems
    assert problem.finding.code == "match.column_twice"


MISSING = [
    ([{"人数": pa.int64()}], "收入", (), None),
    ([{**GOOD, "收入": pa.null()}], "收入", (), None),
    ([{"人教": pa.int64(), "收入": pa.int64()}], "人数", (), "人教"),
    ([GOOD, {"人数": pa.int64()}], "收入", ("b.parquet",), None),
]


@pytest.mark.parametrize(("files", "fact", "without", "meant"), MISSING)
def test_a_fact_without_a_column_is_told_once(
    tmp_path: Path, files: list, fact: str, without: tuple[str, ...], meant: str | None
) -> None:
    found = facts(tmp_path, *files)
    (missing,) = found.missing
    assert (missing.fact, missing.files, missing.meant) == (fact, without, meant)
    assert missing.rules == READERS[fact]
    assert found.problems == ()
    for words in (missing.words.zh, missing.words.en):
        assert fact in words
        assert meant is None or meant in words


@pytest.mark.parametrize(
    ("type", "feel"),
    [
        (pa.int8(), "number"),
        (pa.decimal128(9, 2), "number"),
        (pa.dictionary(pa.int8(), pa.string()), "string"),
        (pa.date32(), "date"),
        (pa.list_(pa.string()), "list<string>"),
        (
            pa.list_(pa.struct({"年": pa.int16(), "额": pa.decimal128(9, 2)})),
            "list<context<年: number, 额: number>>",
        ),
        (pa.float64(), "Any"),
    ],
)
def test_arrow_types_are_types_of_feel(type: pa.DataType, feel: str) -> None:
    assert str(feel_type(type)) == feel
