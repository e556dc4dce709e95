"""``onedoor match explain``: why one rule fits one subject, in the terminal's language and as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.building import ID, rows, write_rules, write_subjects
from tests.engine.dmn.building import decision, definitions, input_data
from typer.testing import CliRunner, Result

from onedoor.batch.results import Results
from onedoor.cli import app
from onedoor.errors import OnedoorError

SUBJECT = {
    ID: "A",
    "参保人数": 31,
    "裁员率": None,
    "营业收入": Decimal("12.50"),
    "资质": ["x"],
    "失信": False,
}
MODEL = definitions(
    input_data("参保人数", "number"),
    decision("人数达标", "参保人数 <= 30", "Input 参保人数", kind="boolean"),
    decision("符合条件", "人数达标", "Decision 人数达标", kind="boolean"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    write_rules(tmp_path / "rules")
    (tmp_path / "rules" / "模型.dmn").write_text(MODEL, encoding="utf-8")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(10), group=3)
    write_subjects(tmp_path / "subjects" / "b.parquet", [*rows(5, 10), SUBJECT], group=2)
    return tmp_path


def explain(folder: Path, rule: str, subject: str, *more: str) -> Result:
    return about(folder, subject, "--rule", rule, *more)


def about(folder: Path, subject: str, *more: str) -> Result:
    places = ["--rules", str(folder / "rules"), "--subjects", str(folder / "subjects")]
    return CliRunner().invoke(app, ["match", "explain", *places, "--subject", subject, *more])


def told(done: Result) -> Any:
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_condition_is_told_in_the_language_of_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert explain(folder, "稳岗", "A").stdout.splitlines() == [
        "主体 A（b.parquet，第 15 号）",
        "✗ 稳岗：不满足",
        "  ✗ 参保人数 31 超过允许的 30",
        "  ? 裁员率尚未提供，要求不超过 20%",
    ]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    assert explain(folder, "稳岗", "A").stdout.splitlines()[1] == "✗ 稳岗: not met"


def test_the_same_is_there_as_json(folder: Path) -> None:
    plain = told(explain(folder, "稳岗", "A", "--json"))
    assert (plain["subject"], plain["number"], plain["file"], plain["rule"]) == ("A", 15, "b.parquet", "稳岗")
    assert (plain["value"], plain["outcome"]) == (False, "not_met")
    assert [step["outcome"] for step in plain["logic"]["steps"]] == ["not_met", "unknown"]


def test_a_model_is_explained_by_its_decisions(folder: Path) -> None:
    lines = explain(folder, "模型", "A").stdout.splitlines()
    assert lines[1] == "✗ 符合条件：不满足"
    assert "  ✗ 人数达标：不满足" in lines


def test_subjects_without_ids_go_by_their_numbers(folder: Path) -> None:
    assert told(explain(folder, "稳岗", "15", "--id", "", "--json"))["number"] == 15


def test_a_problem_elsewhere_does_not_stand_in_the_way(folder: Path) -> None:
    (folder / "rules" / "x.feel").write_text("规模 > 3", encoding="utf-8")
    assert explain(folder, "稳岗", "A").exit_code == 0


def code(done: Result) -> str:
    assert isinstance(done.exception, OnedoorError), done.output
    return done.exception.code


def test_what_is_not_there_is_refused(folder: Path) -> None:
    (folder / "rules" / "x.feel").write_text("规模 > 3", encoding="utf-8")
    assert code(explain(folder, "稳冈", "A")) == "match.rule"
    assert code(explain(folder, "稳岗", "B")) == "match.subject"
    assert code(explain(folder, "稳岗", "16", "--id", "")) == "match.subject"
    broken = explain(folder, "x", "A")
    assert code(broken) == "match.problems"
    assert "feel.comparison" in broken.stderr


NEAR = {"近": "参保人数 <= 30 and not(失信)", "远": "参保人数 >= 90", "开": "裁员率 <= 0.2"}


def test_the_rules_it_almost_meets_are_told_with_the_smallest_changes(folder: Path) -> None:
    write_rules(folder / "rules", NEAR)
    lines = about(folder, "A", "--nearest").stdout.splitlines()
    assert lines[1:3] == ["差一点符合 近：", "  参保人数减少 1（由 31 减至 30）"]
    plain = told(about(folder, "A", "--nearest", "--most", "1", "--json"))
    (near,) = plain["nearest"]
    assert near["rule"] == "近"
    assert near["proposals"][0]["changes"][0]["after"] == 30
    frozen = told(about(folder, "A", "--nearest", "--frozen", "参保人数", "--json"))
    assert [each["rule"] for each in frozen["nearest"]] == []
    assert "没有差几步" in about(folder, "A", "--nearest", "--frozen", "参保人数").stdout


def test_the_next_question_goes_by_what_its_answer_brings(folder: Path) -> None:
    lines = [
        {"rule": "大", "condition": "裁员率 <= 0.2", "benefit": "营业收入 * 1000"},
        {"rule": "小一", "condition": '规模 = "small"', "benefit": "1"},
        {"rule": "小二", "condition": '规模 = "micro"', "benefit": "1"},
    ]
    (folder / "rules" / "模型.dmn").unlink()
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "rules" / "rules.jsonl").write_text(text, encoding="utf-8")
    asked = told(about(folder, "A", "--ask", "--json"))["ask"]
    assert (asked["fact"], asked["rules"][0]["rule"]) == ("裁员率", "大")
    text = text.replace("营业收入 * 1000", "1").replace('"benefit": "1"', '"title": "x"')
    (folder / "rules" / "rules.jsonl").write_text(text, encoding="utf-8")
    assert told(about(folder, "A", "--ask", "--json"))["ask"]["fact"] == "规模"
    assert "请提供规模" in about(folder, "A", "--ask").stdout


def test_all_can_be_asked_for_together(folder: Path) -> None:
    plain = told(about(folder, "A", "--rule", "稳岗", "--nearest", "--ask", "--json"))
    assert {"rule", "logic", "nearest", "ask"} <= plain.keys()


def test_where_nothing_is_missing_nothing_is_asked(folder: Path) -> None:
    write_rules(folder / "rules", {"近": "参保人数 <= 30"})
    (folder / "rules" / "模型.dmn").unlink()
    assert told(about(folder, "A", "--ask", "--json"))["ask"] is None
    assert "没有需要询问的事实" in about(folder, "A", "--ask").stdout


def test_something_must_be_asked_for(folder: Path) -> None:
    assert about(folder, "A").exit_code == 2


@pytest.mark.parametrize("option", ["--frozen", "--movable"])
def test_a_fact_that_nobody_knows_is_refused_with_the_one_that_may_have_been_meant(
    folder: Path, option: str
) -> None:
    refused = about(folder, "A", "--nearest", option, "参保人教").exception
    assert isinstance(refused, OnedoorError)
    told = refused.as_dict("en")
    assert (told["code"], told["where"], told["mend"]) == ("match.fact", option, "Did you mean 参保人数?")
    assert about(folder, "A", "--nearest", option, "成立日期", option, "规模").exit_code == 0


def test_a_subject_whose_id_stands_in_two_rows_is_not_taken_for_the_first(folder: Path) -> None:
    write_subjects(folder / "subjects" / "c.parquet", [{ID: "B"}, SUBJECT])
    refused = explain(folder, "稳岗", "A").exception
    assert isinstance(refused, OnedoorError)
    told = refused.as_dict("en")
    assert told["code"] == "match.subject_twice"
    assert told["where"] == "b.parquet, row 6 (number 15); c.parquet, row 2 (number 17)"
    assert explain(folder, "稳岗", "17", "--id", "").exit_code == 0
    assert explain(folder, "稳岗", "B").exit_code == 0


def test_an_id_that_nobody_has_is_refused_with_those_that_are_like_it(folder: Path) -> None:
    refused = explain(folder, "稳岗", "ID00013").exception
    assert isinstance(refused, OnedoorError)
    told = refused.as_dict("en")
    assert told["mend"] == "Did you mean ID000013?"
    assert "such as ID0000" in told["expected"]


def test_a_rule_that_is_not_there_is_refused_with_those_that_are(folder: Path) -> None:
    refused = explain(folder, "有什么", "A").exception
    assert isinstance(refused, OnedoorError)
    assert refused.as_dict("en")["expected"] == "大额, 新办, 有资质, 模型, 稳岗"


def test_a_day_of_a_year_with_five_digits_is_a_day(folder: Path) -> None:
    days = {"下": 'string(成立日期) = "10183-09-21"', "上": '成立日期 > date("9999-12-31")'}
    write_rules(folder / "rules", days)
    types = {ID: pa.string(), "成立日期": pa.date32()}
    table = pa.table(
        {ID: pa.array(["远"]), "成立日期": pa.array([3_000_000], pa.int32()).cast(pa.date32())},
        schema=pa.schema(types),
    )
    pq.write_table(table, folder / "subjects" / "c.parquet")
    for rule in days:
        assert explain(folder, rule, "远").stdout.splitlines()[1].startswith(f"✓ {rule}")
    out = CliRunner().invoke(
        app,
        ["match", "run", "--rules", str(folder / "rules"), "--subjects", str(folder / "subjects")]
        + ["--out", str(folder / "out")],
    )
    assert out.exit_code == 0, out.output
    counts = Results.open(folder / "out").counts
    assert {rule: counts[rule].certain for rule in days} == {"下": 1, "上": 1}
