"""What Spark's workers run, without Spark: batches in, matches or problems out."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.building import ID, NOW, TYPES, rows, write_rules, write_subjects

from onedoor.batch.preparing import Prepared, Request, prepare
from onedoor.batch.problems import Effect, Problem
from onedoor.batch.results import members
from onedoor.batch.spark_stages import ROWS, Batches, Paths, Stage

Pairs = set[tuple[str, int, bool]]


@pytest.fixture
def ready(tmp_path: Path) -> Prepared:
    write_rules(tmp_path / "rules")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(90), group=40)
    write_subjects(tmp_path / "subjects" / "b.parquet", rows(30, 90))
    return prepare(Request(rules=tmp_path / "rules", subjects=tmp_path / "subjects", now=NOW))


def pairs(found: Iterator[pa.RecordBatch]) -> Pairs:
    batches = list(found)
    assert {str(batch.schema) for batch in batches} <= {str(ROWS)}
    told = [row for batch in batches for row in batch.to_pylist()]
    assert [row["problem"] for row in told if row["problem"]] == []
    return {
        (row["rule"], row["first"] + int(place), column == "certain")
        for row in told
        for column in ("certain", "open")
        for place in members(row[column])
    }


def expected(ready: Prepared) -> Pairs:
    return pairs(Paths(stage(ready), ((0, 0), (0, 1), (0, 2), (1, 0)), 1000)([task(0, 1, 2, 3)]))


def stage(ready: Prepared) -> Stage:
    return Stage.of(ready.work, ready.files)


def task(*places: int) -> pa.RecordBatch:
    return pa.record_batch({"id": pa.array(places, pa.int64())})


def test_row_groups_are_read_by_their_paths(ready: Prepared) -> None:
    whole = expected(ready)
    assert len({number for _, number, _ in whole}) > 60
    pieces = Paths(stage(ready), ((1, 0), (0, 2), (0, 0), (0, 1)), 7)
    apart = [pairs(pieces([task(place)])) for place in range(4)]
    assert set().union(*apart) == whole
    assert {number for _, number, _ in apart[0]} <= set(range(90, 120))


def test_a_stage_does_the_same_after_a_journey(ready: Prepared) -> None:
    pieces = pickle.loads(pickle.dumps(Paths(stage(ready), ((0, 0), (0, 1), (0, 2), (1, 0)), 1000)))
    assert pairs(pieces([task(0, 1, 2, 3)])) == expected(ready)


def as_read(ready: Prepared, file: int, start: int, count: int) -> pa.RecordBatch:
    """Rows as Spark hands them over: in its own types, with the file and the row of each."""
    table = (
        pq.read_table(ready.files[file].path)
        .slice(start, count)
        .select([n for n in TYPES if n in ready.work.columns])
    )
    table = table.append_column("#file", pa.array([ready.files[file].name] * count))
    return table.append_column("#row", pa.array(range(start, start + count))).combine_chunks().to_batches()[0]


def test_rows_that_come_in_pieces_of_several_files_keep_their_numbers(ready: Prepared) -> None:
    types = {name: TYPES[name] for name in TYPES if name in ready.work.columns}
    mixed = pa.Table.from_batches(
        [
            as_read(ready, 0, 50, 40),
            as_read(ready, 1, 0, 30),
            as_read(ready, 0, 0, 20),
            as_read(ready, 0, 20, 30),
        ]
    )
    batches = mixed.combine_chunks().to_batches(33)
    empty = batches[0].slice(0, 0)
    assert pairs(Batches(stage(ready), types)([empty, *batches])) == expected(ready)


def test_a_value_that_no_column_can_hold_is_a_row_of_its_own(tmp_path: Path) -> None:
    write_rules(tmp_path / "rules")
    given = [*rows(10), {ID: "wide", "营业收入": Decimal(10) ** 30}]
    write_subjects(tmp_path / "subjects" / "a.parquet", given, {**TYPES, "营业收入": pa.decimal128(38, 2)})
    ready = prepare(Request(rules=tmp_path / "rules", subjects=tmp_path / "subjects", now=NOW))
    (told,) = [
        row
        for batch in Paths(stage(ready), ((0, 0),), 1000)([task(0)])
        for row in batch.to_pylist()
        if row["problem"]
    ]
    problem = Problem.of_dict(json.loads(told["problem"]))
    assert (problem.file, problem.effect, problem.finding.code) == (
        "a.parquet",
        Effect.FILE,
        "matching.value",
    )
    assert "营业收入" in problem.printed("en")
    assert told["first"] == 0


def test_a_damaged_file_is_a_row_of_its_own(ready: Prepared) -> None:
    data = ready.files[0].path.read_bytes()
    footer = int.from_bytes(data[-8:-4], "little") + 8
    ready.files[0].path.write_bytes(b"PAR1" + b"\xaa" * (len(data) - footer - 4) + data[-footer:])
    found = Paths(stage(ready), ((0, 0), (1, 0)), 1000)([task(0, 1)])
    told = [row for batch in found for row in batch.to_pylist()]
    assert [json.loads(row["problem"])["file"] for row in told if row["problem"]] == ["a.parquet"]
    assert {row["rule"] for row in told} - {None} != set()
