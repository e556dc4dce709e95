"""Rules against the types of columns: what can never be right is told at its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.batch.building import write_subjects
from tests.engine.dmn.building import decision, definitions, input_data

from onedoor.batch.checking import check_rules, readers_of
from onedoor.batch.facts import facts_in
from onedoor.batch.problems import Problem
from onedoor.batch.rules import read_rules
from onedoor.batch.subject_files import open_files


def problems(folder: Path) -> list[Problem]:
    write_subjects(folder / "subjects.parquet", [{}])
    subjects = open_files(folder / "subjects.parquet")
    read = read_rules(folder, subjects.names)
    assert read.problems == ()
    return list(check_rules(read.rules, facts_in(subjects, readers_of(read.rules))))


# A condition over the columns; the code, line and column of what is wrong with it.
WRONG = [
    ('参保人数 >= "30"', "feel.comparison", 1, 1),
    ("失信 and\n  规模 > 3", "feel.comparison", 2, 3),
    ("参保人数 + 1", "feel.result", 1, 1),
    ("规模", "feel.result", 1, 1),
    ('starts wth(规模, "l")', "feel.unknown_function", 1, 1),
    ("starts with(规模)", "feel.argument_count", 1, 1),
]


@pytest.mark.parametrize(("condition", "code", "line", "column"), WRONG)
def test_a_rule_that_does_not_type_check_is_named_at_its_place(
    tmp_path: Path, condition: str, code: str, line: int, column: int
) -> None:
    (tmp_path / "甲.feel").write_text(condition, encoding="utf-8")
    found = problems(tmp_path)
    assert (found[0].file, found[0].line, found[0].column) == ("甲.feel", line, column)
    assert found[0].finding.code == code
    assert found[0].rules == ("甲",)


@pytest.mark.parametrize(
    "condition",
    [
        "参保人数 <= 30 and not(失信)",
        '成立日期 > date("2020-01-01") and list contains(资质, "a")',
        "没有这一列 > 3",
        '没有这一列 = "x" and 失信',
    ],
)
def test_a_rule_that_can_be_right_has_no_problem(tmp_path: Path, condition: str) -> None:
    (tmp_path / "甲.feel").write_text(condition, encoding="utf-8")
    assert problems(tmp_path) == []


def test_the_place_in_a_line_of_json_is_that_of_the_file(tmp_path: Path) -> None:
    good = json.dumps({"rule": "乙", "condition": "失信"}, ensure_ascii=False)
    wrong = '{"condition": "\\u5931信 and 规模 > 3", "rule": "甲"}'
    (tmp_path / "a.jsonl").write_text(f"{good}\n{wrong}\n", encoding="utf-8")
    (found,) = problems(tmp_path)
    assert (found.line, found.column, found.rules) == (2, wrong.index("规模") + 1, ("甲",))


def test_a_benefit_must_be_a_number(tmp_path: Path) -> None:
    line = json.dumps({"rule": "甲", "condition": "失信", "benefit": "规模"}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    (found,) = problems(tmp_path)
    assert found.finding.code == "feel.result"
    assert "benefit" in found.printed("en")
    assert found.column == line.index('"规模"') + 2


def test_a_model_whose_input_is_of_another_type_than_the_column_is_named(tmp_path: Path) -> None:
    model = definitions(input_data("规模"), decision("符合条件", "规模 > 30", "Input 规模", kind="boolean"))
    (tmp_path / "甲.dmn").write_text(model, encoding="utf-8")
    (found,) = problems(tmp_path)
    assert (found.file, found.rules, found.finding.code) == ("甲.dmn", ("甲",), "feel.comparison")


def test_readers_are_the_rules_by_the_facts_they_read(tmp_path: Path) -> None:
    (tmp_path / "a.feel").write_text("甲 > 1 and 乙", encoding="utf-8")
    (tmp_path / "b.feel").write_text("乙 and f(丙)", encoding="utf-8")
    read = read_rules(tmp_path)
    assert readers_of(read.rules) == {"甲": {"a"}, "乙": {"a", "b"}, "丙": {"b"}}
