"""What can run, what is left out, and what refuses the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from tests.batch.building import ID, NOW, RULES, TYPES, rows, write_rules, write_subjects

from onedoor.batch.preparing import Prepared, Refused, Request, prepare


def prepared(folder: Path, **more: object) -> Prepared:
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW, **more)  # type: ignore[arg-type]
    return prepare(request)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rules(tmp_path / "rules")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(10))
    return tmp_path


def test_only_the_columns_that_rules_read_are_read(folder: Path) -> None:
    write_rules(folder / "rules", {"甲": "失信"})
    work = prepared(folder).work
    assert work.columns == ["失信", "失信#absent"]
    assert work.columns_in(pa.schema(list(TYPES.items()))) == ["失信", ID]


def test_all_problems_are_told_together_and_nothing_runs(folder: Path) -> None:
    (folder / "rules" / "x.feel").write_text("a >")
    (folder / "rules" / "y.feel").write_text("规模 > 3")
    (folder / "subjects" / "b.parquet").write_bytes(b"PAR1")
    write_subjects(folder / "subjects" / "c.parquet", [{}], {**TYPES, "失信": pa.string()})
    with pytest.raises(Refused) as refused:
        prepared(folder)
    assert {each.file for each in refused.value.problems} == {"x.feel", "y.feel", "b.parquet", "c.parquet"}
    assert refused.value.as_dict("en")["found"] == "4 problems"
    left = prepared(folder, keep_going=True)
    assert {each.file for each in left.problems} == {"x.feel", "y.feel", "b.parquet", "c.parquet"}
    assert [rule.name for rule in left.rules] == list(RULES)
    assert [file.name for file in left.files] == ["a.parquet"]


def test_rules_about_a_column_that_cannot_be_used_are_left_out(folder: Path) -> None:
    write_subjects(folder / "subjects" / "a.parquet", [{ID: "A"}], {**TYPES, "营业收入": pa.float64()})
    left = prepared(folder, keep_going=True)
    assert [rule.name for rule in left.rules] == ["稳岗", "新办", "有资质"]
    assert [each.rules for each in left.problems] == [("大额",)]


@pytest.mark.parametrize("keep_going", [False, True])
def test_where_nothing_is_left_nothing_runs(folder: Path, keep_going: bool) -> None:
    write_rules(folder / "rules", {"甲": "规模 > 3"})
    with pytest.raises(Refused) as refused:
        prepared(folder, keep_going=keep_going)
    assert "no rules or no subjects" in refused.value.as_dict("en")["mend"]


def test_a_file_of_no_rows_is_no_problem(folder: Path) -> None:
    write_subjects(folder / "subjects" / "a.parquet", [])
    assert prepared(folder).subjects == 0


@pytest.mark.parametrize(
    ("wanted", "types", "found"),
    [
        (None, TYPES, ID),
        (None, {**TYPES, ID: pa.int64()}, ID),
        (None, {**TYPES, ID: pa.string_view()}, ID),
        (None, {**TYPES, ID: pa.float64()}, ""),
        (None, {name: kind for name, kind in TYPES.items() if name != ID}, ""),
        ("", TYPES, ""),
        ("规模", {**TYPES, "规模": pa.large_string()}, "规模"),
    ],
)
def test_the_id_column_is_the_credit_code_unless_another_is_named(
    folder: Path, wanted: str | None, types: dict[str, pa.DataType], found: str
) -> None:
    is_text = ID in types and not (pa.types.is_integer(types[ID]) or pa.types.is_floating(types[ID]))
    one = "1" if is_text else 1
    write_subjects(folder / "subjects" / "a.parquet", [{ID: one, "规模": "x"}], types)
    assert prepared(folder, id=wanted).work.id == found


@pytest.mark.parametrize("wanted", ["编号", "成立日期"])
def test_an_id_column_that_is_not_there_or_holds_no_ids_is_a_problem(folder: Path, wanted: str) -> None:
    with pytest.raises(Refused) as refused:
        prepared(folder, id=wanted)
    assert [each.finding.code for each in refused.value.problems] == ["match.id"]


def test_files_that_take_part_are_numbered_through(folder: Path) -> None:
    write_subjects(folder / "subjects" / "b.parquet", [{}], {**TYPES, "失信": pa.string()})
    write_subjects(folder / "subjects" / "c.parquet", rows(2))
    left = prepared(folder, keep_going=True)
    assert [(file.name, file.first) for file in left.files] == [("a.parquet", 0), ("c.parquet", 10)]


def test_only_codes_of_facts_that_rules_read_are_looked_for(folder: Path) -> None:
    write_rules(folder / "rules", {"甲": '规模 = "small"'})
    codes = folder / "codes.json"
    codes.write_text(json.dumps({"规模": ["small", "micro"], "资质": ["x"]}))
    with pytest.raises(Refused) as refused:
        prepared(folder, codes=codes)
    (problem,) = refused.value.problems
    assert "large (3 rows)" in problem.finding.message.en
    assert prepared(folder, codes=codes, keep_going=True).work.codes == {"规模": ("small", "micro")}
    assert prepared(folder, codes=codes, is_one_subject=True).problems == ()
