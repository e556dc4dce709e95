"""A run from files to a result folder: the same whatever is in parallel, and what the interpreter says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.batch.building import ID, NOW, RULES, TYPES, rows, write_rules, write_subjects

from onedoor import clock
from onedoor.batch.local import LocalEngine
from onedoor.batch.outputs import ResultFolder
from onedoor.batch.preparing import Refused, Request, prepare
from onedoor.batch.report import Summary
from onedoor.batch.results import Results
from onedoor.batch.running import run
from onedoor.engine.feel import Unknown, evaluate
from onedoor.errors import Unavailable

ALL = {**RULES, "无人": "参保人数 < 0", "缺事实": "注册资本 > 5", "旧": "成立日期 < today()"}


def matched(folder: Path, engine: LocalEngine | None = None, *, out: str = "out", **more: Any) -> Summary:
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW, **more)
    keep_going = request.keep_going
    return run(
        prepare(request), engine or LocalEngine(2), folder / out, clock=clock.now, keep_going=keep_going
    )


def facts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name != ID}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rules(tmp_path / "rules", ALL)
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(300), group=70)
    write_subjects(tmp_path / "subjects" / "b.parquet", [])
    write_subjects(tmp_path / "subjects" / "c.parquet", rows(100, 300))
    return tmp_path


def test_results_are_what_the_interpreter_says_of_every_pair(folder: Path) -> None:
    summary = matched(folder)
    results = Results.open(folder / "out")
    expected: dict[str, dict[int, bool]] = {rule: {} for rule in results.counts}
    for number, row in enumerate(rows(400)):
        for name, text in ALL.items():
            answer = evaluate(text, facts(row), now=NOW)
            if answer is True or isinstance(answer, Unknown):
                expected[name][number] = answer is True
    for rule, pairs in expected.items():
        assert set(results.certain(rule).indices()) == {number for number, sure in pairs.items() if sure}
        assert set(results.open_for(rule).indices()) == {number for number, sure in pairs.items() if not sure}
        certain = sum(pairs.values())
        assert results.counts[rule] == (certain, len(pairs) - certain, 400 - len(pairs))
    told = {
        (row["rule"], row["subject"]): (row["certain"], row["id"])
        for batch in results.pairs(50, with_ids=True)
        for row in batch.to_pylist()
    }
    assert told == {
        (rule, number): (sure, f"ID{number:06}")
        for rule, pairs in expected.items()
        for number, sure in pairs.items()
    }
    assert (summary.rules, summary.subjects, summary.problems) == (7, 400, ())
    assert summary.certain == sum(sure for pairs in expected.values() for sure in pairs.values())
    assert summary.open == sum(len(pairs) for pairs in expected.values()) - summary.certain


@pytest.mark.parametrize(("threads", "batch"), [(1, 1), (1, 64), (3, 7), (2, 100_000)])
def test_threads_and_batches_make_no_difference(folder: Path, threads: int, batch: int) -> None:
    matched(folder, LocalEngine(1, 1000), out="one")
    matched(folder, LocalEngine(threads, batch), out="other")
    one, other = Results.open(folder / "one"), Results.open(folder / "other")
    assert (folder / "one" / "counts.csv").read_bytes() == (folder / "other" / "counts.csv").read_bytes()
    for rule in one.counts:
        assert one.certain(rule) == other.certain(rule)
        assert one.open_for(rule) == other.open_for(rule)


def test_the_same_run_leaves_the_same_files(folder: Path) -> None:
    for out in ("one", "other"):
        matched(folder, out=out)
    paths = sorted(path.relative_to(folder / "one") for path in (folder / "one").rglob("*") if path.is_file())
    assert [str(path) for path in paths] == [
        "counts.csv",
        *(f"ids/part-{n:05}.parquet" for n in range(3)),
        *(f"matches/part-{n:05}.parquet" for n in range(3)),
        "report.json",
    ]
    for path in paths:
        assert (folder / "one" / path).read_bytes() == (folder / "other" / path).read_bytes()


def test_the_report_tells_rules_files_and_facts(folder: Path) -> None:
    matched(folder)
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["on"] == "2026-11-24"
    assert report["started"] == report["finished"] == clock.now().isoformat()
    assert [(file["file"], file["first"], file["subjects"]) for file in report["files"]] == [
        ("a.parquet", 0, 300),
        ("b.parquet", 300, 0),
        ("c.parquet", 300, 100),
    ]
    assert [each["fact"] for each in report["unknown_facts"]] == ["注册资本"]
    assert report["left_out"] == {"rules": [], "files": []}
    assert report["id"] == ID
    assert report["predicates"] > 0


def test_a_rule_that_falls_back_is_in_the_report(folder: Path) -> None:
    write_rules(folder / "rules", {"甲": 'some x in 资质 satisfies x = "专精特新"'})
    matched(folder)
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert [each["rule"] for each in report["fallbacks"]] == ["甲"]
    assert Results.open(folder / "out").counts["甲"] == (134, 0, 266)


def damage(path: Path) -> None:
    """The footer stays, the pages in the middle of the file are gone."""
    data = bytearray(path.read_bytes())
    footer = int.from_bytes(data[-8:-4], "little") + 8
    begin = (len(data) - footer) // 2
    data[begin : len(data) - footer] = bytes(len(data) - footer - begin)
    path.write_bytes(data)


def test_a_file_that_turns_out_damaged_ends_the_run_without_a_trace(folder: Path) -> None:
    damage(folder / "subjects" / "a.parquet")
    with pytest.raises(Refused) as refused:
        matched(folder)
    (problem,) = refused.value.problems
    assert (problem.file, problem.finding.code) == ("a.parquet", "match.parquet")
    assert "from row" in problem.printed("en")
    assert sorted(path.name for path in folder.iterdir()) == ["rules", "subjects"]


def test_the_other_files_still_run_where_the_run_keeps_going(folder: Path) -> None:
    damage(folder / "subjects" / "a.parquet")
    summary = matched(folder, LocalEngine(2, 40), keep_going=True)
    assert [each.file for each in summary.problems] == ["a.parquet"]
    assert summary.subjects == 100
    results = Results.open(folder / "out")
    assert results.report["left_out"] == {"rules": [], "files": ["a.parquet"]}
    assert [(part.first, part.subjects) for part in results.parts] == [(300, 0), (300, 100)]
    assert results.certain("有资质").indices().tolist() == [n for n in range(300, 400) if n % 3 == 0]
    assert sum(results.counts["有资质"]) == 100


def test_a_value_that_no_column_can_hold_is_told_with_its_rows(folder: Path) -> None:
    wide = {**TYPES, "营业收入": pa.decimal128(38, 2)}
    given = [*rows(10), {ID: "wide", "营业收入": Decimal(10) ** 30}]
    write_subjects(folder / "subjects" / "a.parquet", given, wide)
    with pytest.raises(Refused) as refused:
        matched(folder, LocalEngine(1, 8))
    (problem,) = refused.value.problems
    told = problem.printed("en")
    assert "1000000000000000000000000000000.00: a number beyond 64 bits" in told
    assert "column 营业收入, row 11" in told
    assert matched(folder, keep_going=True).subjects == 100


def test_where_no_file_can_be_read_nothing_is_left(folder: Path) -> None:
    for name in ("b", "c"):
        (folder / "subjects" / f"{name}.parquet").unlink()
    damage(folder / "subjects" / "a.parquet")
    with pytest.raises(Refused):
        matched(folder, keep_going=True)
    assert not (folder / "out").exists()


def test_unknown_codes_are_unknown_facts_where_the_run_keeps_going(folder: Path) -> None:
    write_rules(folder / "rules", {"小": '规模 = "small"', "不大": '规模 != "large"'})
    codes = folder / "codes.json"
    codes.write_text(json.dumps({"规模": ["large", "micro"]}))
    summary = matched(folder, keep_going=True, codes=codes)
    assert [each.file for each in summary.problems] == ["a.parquet", "c.parquet"]
    counts = Results.open(folder / "out").counts
    assert counts == {"小": (0, 200, 200), "不大": (100, 200, 100)}


def test_the_day_that_rules_see_is_the_one_that_was_named(folder: Path) -> None:
    write_rules(folder / "rules", {"新": 'today() = date("2026-11-24") and 成立日期 < today()'})
    matched(folder)
    later = {row[ID] for row in rows(400) if row["成立日期"] < date(2026, 11, 24)}
    assert Results.open(folder / "out").counts["新"].certain == len(later)


def test_subjects_without_ids_and_rules_without_columns_are_matched(folder: Path) -> None:
    write_rules(folder / "rules", {"都": "1 = 1", "谁知道": "没有这列 > 1", "谁也不": "1 = 2"})
    matched(folder, id="")
    results = Results.open(folder / "out")
    assert results.counts == {"都": (400, 0, 0), "谁知道": (0, 400, 0), "谁也不": (0, 0, 400)}
    assert not (folder / "out" / "ids").exists()


def test_an_error_while_writing_is_told_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onedoor.batch.parts.Part.add", full)
    with pytest.raises(Unavailable) as refused:
        matched(folder)
    assert refused.value.code == "match.out"
    assert refused.value.found == "No space left on device"
    assert sorted(path.name for path in folder.iterdir()) == ["rules", "subjects"]


def test_progress_is_told_of_every_subject(folder: Path) -> None:
    told: list[int] = []
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW)
    run(prepare(request), LocalEngine(2, 30), folder / "out", clock=clock.now, advance=told.append)
    assert sum(told) == 400
    assert max(told) == 30


def test_results_are_written_beside_their_place_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    keep = ResultFolder.keep

    def look(self: ResultFolder) -> None:
        seen.append((self.path / "report.json").is_file() and not self.out.exists())
        keep(self)

    monkeypatch.setattr(ResultFolder, "keep", look)
    matched(folder)
    assert seen == [True]


@pytest.mark.parametrize("is_sorted", [True, False])
def test_a_column_may_hold_any_number_of_codes_in_any_order(tmp_path: Path, is_sorted: bool) -> None:
    write_rules(tmp_path / "rules", {"有": 'list contains(资质, "码7")'})
    places = range(9_000) if is_sorted else [place * 7 % 9_000 for place in range(9_000)]
    subjects = [{ID: str(place), "资质": [f"码{place}"]} for place in places]
    write_subjects(tmp_path / "subjects" / "a.parquet", subjects)
    assert matched(tmp_path).certain == 1
