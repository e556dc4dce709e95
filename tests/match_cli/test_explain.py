"""``onedoor match explain``: why one rule fits one subject, in the terminal's language and as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.batch.building import ID, rows, write_rules, write_subjects
from tests.engine.dmn.building import decision, definitions, input_data
from typer.testing import CliRunner, Result

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
    places = ["--rules", str(folder / "rules"), "--subjects", str(folder / "subjects")]
    return CliRunner().invoke(app, ["match", "explain", *places, "--rule", rule, "--subject", subject, *more])


def told(done: Result) -> Any:
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_condition_is_told_in_the_language_of_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert explain(folder, "稳岗", "A").stdout.splitlines() == [
        "主体 A（b.parquet，第 15 号），规则 稳岗",
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
