"""``onedoor match run``: what is said, what is left, and with which status."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from tests.batch.building import TYPES, rows, write_rules, write_subjects
from typer.testing import CliRunner, Result

from onedoor.batch.results import Results
from onedoor.cli import app
from onedoor.errors import OnedoorError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    write_rules(tmp_path / "rules")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(100))
    return tmp_path


def match(folder: Path, *more: str | Path) -> Result:
    places = ["--rules", folder / "rules", "--subjects", folder / "subjects", "--out", folder / "out"]
    return CliRunner().invoke(app, ["match", "run", *map(str, places), *map(str, more)])


def refusal(done: Result) -> OnedoorError:
    assert isinstance(done.exception, OnedoorError), done.output
    return done.exception


def test_a_run_ends_with_its_figures(folder: Path) -> None:
    done = match(folder, "--threads", "1")
    assert done.exit_code == 0, done.output
    counts = Results.open(folder / "out").counts
    certain, opened = (sum(each[place] for each in counts.values()) for place in (0, 1))
    assert done.stdout.startswith(f"4 rules, 100 subjects: {certain} certain pairs, {opened} open; ")
    assert done.stdout.endswith(f"Results: {folder / 'out'}\n")


def test_it_speaks_chinese_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    (folder / "rules" / "x.feel").write_text("人教 > 3 and 参保人教 > 3", encoding="utf-8")
    (folder / "rules" / "y.feel").write_text("规模 > 3", encoding="utf-8")
    done = match(folder, "--keep-going")
    assert done.exit_code == 3
    assert "规则 5 条，主体 100 个" in done.stdout
    assert "错误[feel.comparison]" in done.stderr
    assert (
        "事实“参保人教”：没有这一列，所有主体按未知处理（1 条规则用到）。是否想写“参保人数”？" in done.stderr
    )


def test_quiet_says_nothing(folder: Path) -> None:
    done = match(folder, "--quiet")
    assert (done.exit_code, done.output) == (0, "")


def test_problems_are_told_one_by_one_and_nothing_runs(folder: Path) -> None:
    (folder / "rules" / "x.feel").write_text("规模 in (\n", encoding="utf-8")
    (folder / "rules" / "y.feel").write_text("规模 > 3", encoding="utf-8")
    (folder / "subjects" / "b.parquet").write_bytes(b"PAR1 and no more")
    done = match(folder)
    assert refusal(done).code == "match.problems"
    assert "error[feel.syntax]" in done.stderr
    assert "--> x.feel:2:1" in done.stderr
    assert "--> y.feel:1:1 rule y" in done.stderr
    assert "error[match.parquet_cut_short]: the file is cut short: 16 bytes" in done.stderr
    assert not (folder / "out").exists()


def test_keep_going_does_the_rest_and_ends_with_3(folder: Path) -> None:
    (folder / "rules" / "y.feel").write_text("规模 > 3", encoding="utf-8")
    (folder / "subjects" / "b.parquet").write_bytes(b"PAR1 and no more")
    done = match(folder, "--keep-going")
    assert done.exit_code == 3
    assert "2 problems; what took no part because of them: see " in done.stdout
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["left_out"] == {"rules": ["y"], "files": ["b.parquet"]}
    assert [each["code"] for each in report["problems"]] == ["match.parquet_cut_short", "feel.comparison"]


def test_a_missing_column_is_said_once(folder: Path) -> None:
    write_rules(folder / "rules", {f"甲{n}": "注册资本 > 5" for n in range(20)})
    done = match(folder)
    assert done.exit_code == 0
    assert (
        done.stderr.count("fact 注册资本: no such column, so unknown for everybody (read by 20 rules).") == 1
    )
    assert "0 certain pairs, 2,000 open" in done.stdout


def test_floats_are_refused_with_the_reason(folder: Path) -> None:
    write_subjects(folder / "subjects" / "a.parquet", [{}], {**TYPES, "裁员率": pa.float64()})
    done = match(folder)
    assert "column 裁员率 is of type double" in done.stderr
    assert "--> a.parquet rule 稳岗" in done.stderr
    assert "Floats misjudge whoever stands exactly on a threshold; store decimals." in done.stderr


def test_an_existing_place_is_refused_unless_it_is_to_be_replaced(folder: Path) -> None:
    assert match(folder).exit_code == 0
    assert refusal(match(folder)).code == "match.out_exists"
    write_rules(folder / "rules", {"甲": "失信"})
    assert match(folder, "--replace").exit_code == 0
    assert list(Results.open(folder / "out").counts) == ["甲"]


def test_the_day_can_be_named(folder: Path) -> None:
    write_rules(
        folder / "rules",
        {"甲": 'today() = date("2027-03-01") and now() < date and time("2027-03-01T00:01:00+08:00")'},
    )
    assert match(folder, "--on", "2027-03-01").exit_code == 0
    assert Results.open(folder / "out").counts["甲"].certain == 100


def test_ids_can_be_of_another_column_or_left_out(folder: Path) -> None:
    assert match(folder, "--id", "").exit_code == 0
    assert Results.open(folder / "out").report["id"] is None
    numbered = [{**row, "编号": place} for place, row in enumerate(rows(100), 7)]
    write_subjects(folder / "subjects" / "a.parquet", numbered, {**TYPES, "编号": pa.int32()})
    assert match(folder, "--id", "编号", "--replace").exit_code == 0
    first = next(Results.open(folder / "out").pairs(with_ids=True))
    assert first["id"].to_pylist() == [str(each + 7) for each in first["subject"].to_pylist()]


def test_codes_outside_their_list_are_told(folder: Path) -> None:
    (folder / "codes.json").write_text(json.dumps({"规模": ["large", "small"]}))
    done = match(folder, "--codes", folder / "codes.json")
    assert refusal(done).code == "match.problems"
    assert "column 规模 holds unknown codes: micro (25 rows)" in done.stderr
    assert match(folder, "--codes", folder / "codes.json", "--keep-going").exit_code == 3


def test_spark_that_is_not_there_is_told_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onedoor.batch.spark_sessions.find_spec", lambda name: None)
    told = refusal(match(folder, "--engine", "spark")).as_dict("en")
    assert told["code"] == "match.spark"
    assert "requirements/spark.lock" in told["mend"]
    assert "--engine local" in told["mend"]


@pytest.mark.parametrize(
    ("said", "found"),
    [("", "no Java"), ('openjdk version "11.0.2" 2019', "Java 11"), ('java version "1.8.0_1"', "Java 8")],
)
def test_java_that_is_not_there_or_too_old_is_told_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, said: str, found: str
) -> None:
    monkeypatch.setattr("onedoor.batch.spark_sessions.find_spec", lambda name: object())
    home = folder / "java"
    (home / "bin").mkdir(parents=True)
    if said:
        (home / "bin" / "java").write_text(f"#!/bin/sh\necho '{said}' >&2\n")
        (home / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(home))
    told = refusal(match(folder, "--engine", "spark")).as_dict("en")
    assert (told["code"], told["found"]) == ("match.java", found)
    assert "JAVA_HOME" in told["mend"]


@pytest.mark.parametrize("arguments", [["--engine", "flink"], ["--threads", "-1"], ["--on", "yesterday"]])
def test_options_that_make_no_sense_end_with_2(folder: Path, arguments: list[str]) -> None:
    assert match(folder, *arguments).exit_code == 2
    assert not (folder / "out").exists()
