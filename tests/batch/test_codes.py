"""Lists of codes: what is in none is told with its rows, and unknown where the run keeps going."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.building import write_subjects

from onedoor.batch.codes import misplaced, only_known, read_codes, unknown_codes
from onedoor.batch.subject_files import open_files
from onedoor.errors import Invalid, NotFound

TYPES = {
    "规模": pa.string(),
    "行业": pa.dictionary(pa.int8(), pa.string()),
    "资质": pa.list_(pa.string()),
    "人数": pa.int64(),
}
SUBJECTS = [
    {"规模": "small", "行业": "A", "资质": ["x"], "人数": 1},
    {"规模": "smal", "行业": "B", "资质": ["x", "z", "z"], "人数": 1},
    {"规模": "smal", "行业": None, "资质": [], "人数": 1},
    {"规模": None, "行业": "Z", "资质": None, "人数": 1},
    {"规模": "Small", "行业": "A", "资质": ["z", "y"], "人数": 1},
]
CODES = {"规模": ("small", "large"), "行业": ("A", "B"), "资质": ("x", "y")}


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"规模": "small"}', '{"规模": [1]}', '{"规模": []}', "{", b"\xff", "[" * 100_000],
)
def test_what_is_no_list_of_codes_is_refused(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "codes.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Invalid) as refused:
        read_codes(path)
    assert refused.value.code == "match.codes"


def test_codes_are_read_by_column(tmp_path: Path) -> None:
    path = tmp_path / "codes.json"
    path.write_text(json.dumps({"规模": ["small", "large", "small"]}))
    assert read_codes(path) == {"规模": ("small", "large")}


def test_unknown_codes_are_told_with_the_rows_that_hold_them(tmp_path: Path) -> None:
    write_subjects(tmp_path / "a.parquet", SUBJECTS, TYPES, group=2)
    write_subjects(tmp_path / "b.parquet", SUBJECTS[:1], TYPES)
    told = {each.finding.message.en for each in unknown_codes(CODES, open_files(tmp_path).files)}
    assert told == {
        "column 规模 holds unknown codes: smal (2 rows), Small (1 row)",
        "column 行业 holds unknown codes: Z (1 row)",
        "column 资质 holds unknown codes: z (2 rows)",
    }


def test_many_unknown_codes_are_told_in_short(tmp_path: Path) -> None:
    write_subjects(
        tmp_path / "a.parquet", [{"规模": f"c{n:03}\n"} for n in range(500)], {"规模": pa.string()}
    )
    (told,) = unknown_codes(CODES, open_files(tmp_path).files)
    assert told.finding.message.en.endswith("and 492 more")
    assert "\n" not in told.finding.message.en


def test_values_of_no_list_are_unknown(tmp_path: Path) -> None:
    place = write_subjects(tmp_path / "a.parquet", SUBJECTS, TYPES)
    batch = pa.parquet.read_table(place).combine_chunks().to_batches()[0]
    known = only_known(batch, CODES)
    assert known["规模"].to_pylist() == ["small", None, None, None, None]
    assert known["行业"].to_pylist() == ["A", "B", None, None, "A"]
    assert known["资质"].to_pylist() == [["x"], None, [], None, None]
    assert known["人数"] == batch["人数"]


def test_a_batch_without_such_columns_is_left_as_it_is() -> None:
    batch = pa.record_batch({"人数": [1, 2]})
    assert only_known(batch, CODES) is batch


def test_a_list_for_a_column_that_is_not_there_or_holds_no_texts_is_told(tmp_path: Path) -> None:
    write_subjects(tmp_path / "a.parquet", SUBJECTS, TYPES)
    found = misplaced({**CODES, "人数": ("1",), "地区": ("44",)}, "codes.json", open_files(tmp_path).files)
    assert {column: problem.file for column, problem in found.items()} == {
        "人数": "codes.json",
        "地区": "codes.json",
    }


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_texts_of_every_kind_are_looked_up(tmp_path: Path, kind: pa.DataType) -> None:
    types = {"规模": kind, "资质": pa.list_(kind)}
    given = [{"规模": "large", "资质": ["甲"]}, {"规模": "huge", "资质": ["甲", "乙"]}]
    files = open_files(write_subjects(tmp_path / "a.parquet", given, types)).files
    codes = {"规模": ("large",), "资质": ("甲",)}
    assert misplaced(codes, "codes.json", files) == {}
    assert [each.finding.message.en for each in unknown_codes(codes, files)] == [
        "column 规模 holds unknown codes: huge (1 row)",
        "column 资质 holds unknown codes: 乙 (1 row)",
    ]
    (batch,) = pq.read_table(files[0].path).to_batches()
    known = only_known(batch, codes)
    assert known["规模"].to_pylist() == ["large", None]
    assert known["资质"].to_pylist() == [["甲"], None]


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        read_codes(tmp_path / "none.json")
    told = refused.value.as_dict("en")
    assert told["found"] == f"there is no file {tmp_path / 'none.json'}"
    assert told["where"] == "--codes"


def test_what_is_no_json_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "codes.json").write_text('{"规模":\n  ["large",]}', encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        read_codes(tmp_path / "codes.json")
    assert refused.value.as_dict("en")["found"].startswith("not JSON: line 2")
