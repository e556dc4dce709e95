"""Who subjects are: ids that are missing, or that stand with several subjects, are named by file and row."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.batch import doubtful_ids
from onedoor.batch.doubtful_ids import id_problems
from onedoor.batch.problems import Effect
from onedoor.batch.subject_files import open_files

IDS = st.lists(st.text(max_size=12) | st.integers(0, 40).map(str), max_size=40)


def written(folder: Path, **files: list[str | None]) -> Path:
    for name, given_ids in files.items():
        pq.write_table(pa.table({"id": pa.array(given_ids, pa.string())}), folder / f"{name}.parquet")
    return folder


def told(folder: Path, language: str = "en") -> list[str]:
    found = list(id_problems("id", open_files(folder).files))
    assert all(each.effect is Effect.VALUES for each in found)
    return [f"{each.file}: {each.finding.message.in_(language)}" for each in found]


def test_ids_that_come_again_are_told_with_both_places(tmp_path: Path) -> None:
    written(tmp_path, a=["甲", "乙", "甲"], b=["丙", "乙", "甲"])
    assert told(tmp_path) == [
        "a.parquet: ids that come again: 甲 in row 3, already in a.parquet, row 1",
        "b.parquet: ids that come again: 乙 in row 2, already in a.parquet, row 2; "
        "甲 in row 3, already in a.parquet, row 1",
    ]
    assert told(tmp_path, "zh")[0] == "a.parquet: 编号重复：“甲”在第 3 行，已见于 a.parquet 第 1 行"


def test_rows_without_an_id_are_told_and_are_no_repetition_of_each_other(tmp_path: Path) -> None:
    written(tmp_path, a=["甲", None, "乙", None], b=[None])
    assert told(tmp_path) == [
        "a.parquet: subjects without an id: rows 2, 4",
        "b.parquet: subjects without an id: row 1",
    ]


def test_many_are_told_in_short(tmp_path: Path) -> None:
    written(tmp_path, a=[*map(str, range(20)), *map(str, range(20)), *[None] * 20])
    missing, again = told(tmp_path)
    assert missing.endswith("rows 41, 42, 43, 44, 45, 46, 47, 48 and 12 more")
    assert again.count("already in") == 8
    assert again.endswith("; 20 rows in all")


def test_of_very_many_it_is_told_that_there_are_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubtful_ids, "MOST_LOOKED_AT", 10)
    every = [str(number) for number in range(15)]
    written(tmp_path, a=every, b=every)
    (again,) = told(tmp_path)
    assert again.endswith("; at least 10 rows in all")


@pytest.mark.parametrize(
    "kind", [pa.int64(), pa.uint8(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_whole_numbers_and_texts_of_every_kind_are_ids(tmp_path: Path, kind: pa.DataType) -> None:
    of_whole = pa.types.is_integer(kind)
    plain = pa.array([7, 8, 7]) if of_whole else pa.array(["7", "8", "7"])
    column = plain.dictionary_encode() if pa.types.is_dictionary(kind) else plain.cast(kind)
    pq.write_table(pa.table({"id": column}), tmp_path / "a.parquet")
    assert told(tmp_path) == ["a.parquet: ids that come again: 7 in row 3, already in a.parquet, row 1"]


def test_what_cannot_be_printed_is_told_by_its_code(tmp_path: Path) -> None:
    written(tmp_path, a=["a\n", "a\n"])
    assert told(tmp_path) == ["a.parquet: ids that come again: 'a\\n' in row 2, already in a.parquet, row 1"]


@given(IDS, IDS)
def test_exactly_the_ids_that_come_again_are_told(tmp_path_factory, first, second) -> None:
    folder = tmp_path_factory.mktemp("ids")
    written(folder, a=first, b=second)
    again = len(first) + len(second) - len({*first, *second})
    found = list(id_problems("id", open_files(folder).files))
    assert bool(found) == bool(again)
    shown = [each.finding.message.en for each in found]
    if all("in all" not in each for each in shown):
        assert sum(each.count("already in") for each in shown) == again
