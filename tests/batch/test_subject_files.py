"""Files of subjects: opened without reading a row, numbered through, and told apart from what is none."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from tests.batch.building import rows, write_subjects

from onedoor.batch.subject_files import open_files
from onedoor.errors import NotFound


def test_the_files_of_a_folder_are_numbered_through_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_subjects(tmp_path / "b.parquet", rows(5), group=2)
    write_subjects(tmp_path / "a.parquet", rows(3))
    write_subjects(tmp_path / "c.parquet", [])
    for ignored in ("_temporary.parquet", ".d.parquet", "e.csv"):
        (tmp_path / ignored).write_bytes(b"x")
    opened = open_files(tmp_path)
    assert [(file.name, file.first, file.rows) for file in opened.files] == [
        ("a.parquet", 0, 3),
        ("b.parquet", 3, 5),
        ("c.parquet", 8, 0),
    ]
    assert opened.files[1].groups == (2, 2, 1)
    assert (opened.rows, opened.problems) == (8, ())


def test_a_single_file_may_have_any_name(tmp_path: Path) -> None:
    place = write_subjects(tmp_path / "subjects", rows(3))
    assert open_files(place).rows == 3


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without_a_footer(data: bytes) -> bytes:
    size = int.from_bytes(data[-8:-4], "little")
    return data[: -size - 8] + b"\xff" * size + data[-8:]


@pytest.mark.parametrize(
    ("damage", "code", "told"),
    [
        (cut, "match.parquet_cut_short", "cut short"),
        (lambda data: data[:4], "match.parquet", "4 bytes"),
        (lambda data: data[:-1], "match.parquet_cut_short", "cut short"),
        (without_a_footer, "match.parquet", "damaged"),
        (lambda data: b"", "match.parquet", "0 bytes"),
        (lambda data: b"id,name\n1,x\n", "match.parquet", "not a Parquet file"),
        (lambda data: data[:-4] + b"PARE", "match.parquet", "encrypted"),
    ],
)
def test_what_is_no_whole_parquet_file_is_told_and_the_others_are_opened(
    tmp_path: Path, damage, code: str, told: str
) -> None:
    write_subjects(tmp_path / "a.parquet", rows(100))
    write_subjects(tmp_path / "b.parquet", rows(2))
    (tmp_path / "a.parquet").write_bytes(damage((tmp_path / "a.parquet").read_bytes()))
    opened = open_files(tmp_path)
    (problem,) = opened.problems
    assert (problem.file, problem.finding.code) == ("a.parquet", code)
    assert told in problem.finding.message.en
    assert [(file.name, file.first) for file in opened.files] == [("b.parquet", 0)]


def test_names_are_those_of_all_files(tmp_path: Path) -> None:
    write_subjects(tmp_path / "a.parquet", [], {"x": pa.int64()})
    write_subjects(tmp_path / "b.parquet", [], {"y": pa.int64()})
    assert open_files(tmp_path).names == {"x", "y"}


@pytest.mark.parametrize("place", ["", "none"])
def test_a_place_without_subjects_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(NotFound) as refused:
        open_files(tmp_path / place)
    assert refused.value.code == "match.subjects"
