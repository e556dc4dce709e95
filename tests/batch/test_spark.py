"""On Apache Spark, in local mode: the same results as on threads, in both modes, and damage told alike."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.batch.building import ID, NOW, RULES, TYPES, rows, write_rules, write_subjects
from tests.batch.test_running import damage
from tests.engine.dmn.building import decision, definitions, input_data, item
from typer.testing import CliRunner

from onedoor import clock
from onedoor.batch.local import LocalEngine
from onedoor.batch.preparing import Refused, Request, prepare
from onedoor.batch.report import Summary
from onedoor.batch.results import Results
from onedoor.batch.running import run
from onedoor.batch.spark import SparkEngine, SparkMode
from onedoor.batch.spark_sessions import require_spark, session_of
from onedoor.batch.work import Engine
from onedoor.cli import app
from onedoor.conf import env

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]
MODES = list(SparkMode)
MODEL = definitions(
    item(
        "tSize",
        '<typeRef>string</typeRef><allowedValues><text>"large", "small", "micro"</text></allowedValues>',
    ),
    input_data("规模", "tSize"),
    decision("小", '规模 != "large"', "Input 规模", kind="boolean"),
    decision("符合条件", "小", "Decision 小", kind="boolean"),
)


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """One session for all; the engine uses the one that is there."""
    pytest.importorskip("pyspark")
    require_spark(env.java())
    env.spark_runs(sys.executable)
    with session_of("local[2]") as session:
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rules(tmp_path / "rules", {**RULES, "缺事实": "注册资本 > 5", "都": "1 = 1"})
    (tmp_path / "rules" / "模型.dmn").write_text(MODEL, encoding="utf-8")
    other = {
        **TYPES,
        "参保人数": pa.uint64(),
        "规模": pa.dictionary(pa.int8(), pa.string()),
        "营业收入": pa.decimal128(30, 2),
        "失信#absent": pa.bool_(),
    }
    write_subjects(tmp_path / "subjects" / "a[1] 甲%41.parquet", rows(300), group=70)
    write_subjects(tmp_path / "subjects" / "b.parquet", rows(50, 300), other)
    write_subjects(
        tmp_path / "subjects" / "c.parquet", rows(60, 350), {n: k for n, k in TYPES.items() if n != "资质"}
    )
    write_subjects(tmp_path / "subjects" / "d.parquet", [])
    return tmp_path


def matched(folder: Path, engine: Engine, out: str, **more: Any) -> Summary:
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW, **more)
    return run(prepare(request), engine, folder / out, clock=clock.now, keep_going=request.keep_going)


@pytest.mark.parametrize("mode", MODES)
def test_spark_and_threads_find_the_same(folder: Path, mode: SparkMode) -> None:
    matched(folder, LocalEngine(2, 64), "threads")
    matched(folder, SparkEngine("local[2]", mode, 64), "spark")
    one, other = Results.open(folder / "threads"), Results.open(folder / "spark")
    assert (folder / "threads" / "counts.csv").read_bytes() == (folder / "spark" / "counts.csv").read_bytes()
    for rule in one.counts:
        assert one.certain(rule) == other.certain(rule)
        assert one.open_for(rule) == other.open_for(rule)
    ids = [
        pa.Table.from_batches(each.pairs(with_ids=True)).sort_by(
            [("rule", "ascending"), ("subject", "ascending")]
        )
        for each in (one, other)
    ]
    assert ids[0].equals(ids[1])
    assert other.report["engine"] == {"name": "spark", "master": "local[2]", "mode": mode.value}


@pytest.mark.parametrize("mode", MODES)
def test_a_damaged_file_is_told_and_the_others_are_matched(folder: Path, mode: SparkMode) -> None:
    damage(folder / "subjects" / "a[1] 甲%41.parquet")
    summary = matched(folder, SparkEngine("local[2]", mode), "out", keep_going=True)
    assert [each.file for each in summary.problems] == ["a[1] 甲%41.parquet"]
    assert summary.subjects == 110
    assert Results.open(folder / "out").counts["都"] == (110, 0, 0)


@pytest.mark.parametrize("mode", MODES)
def test_a_value_that_no_column_can_hold_is_told(folder: Path, mode: SparkMode) -> None:
    given = [*rows(10, 1_000), {ID: "ID001010", "营业收入": Decimal(10) ** 27}]
    write_subjects(folder / "subjects" / "b.parquet", given, {**TYPES, "营业收入": pa.decimal128(30, 2)})
    with pytest.raises(Refused) as refused:
        matched(folder, SparkEngine("local[2]", mode), "out")
    (problem,) = refused.value.problems
    assert (problem.file, problem.finding.code) == ("b.parquet", "matching.value")
    assert "营业收入" in problem.printed("en")


def test_the_command_runs_on_spark_and_tells_how_far_it_is(folder: Path, session: Any) -> None:
    told: list[int] = []
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW)
    run(prepare(request), SparkEngine(), folder / "one", clock=clock.now, advance=told.append)
    assert sum(told) == 410
    places = [
        "--rules",
        str(folder / "rules"),
        "--subjects",
        str(folder / "subjects"),
        "--out",
        str(folder / "out"),
    ]
    done = CliRunner().invoke(app, ["match", "run", *places, "--engine", "spark", "--spark-mode", "paths"])
    assert done.exit_code == 0, done.output
    assert session.range(3).count() == 3
