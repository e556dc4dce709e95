"""Folders of rules: what is read, and how precisely it is told what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.dmn.building import decision, definitions, input_data, table

from onedoor.batch.problems import Effect
from onedoor.batch.rules import read_rules
from onedoor.errors import NotFound

MODEL = definitions(
    input_data("参保人数", "number"),
    "\n",
    decision("达标", "参保人数 <= 30", "Input 参保人数"),
    "\n",
    decision("符合条件", "达标", "Decision 达标", kind="boolean"),
    decision("金额", "参保人数 * 500", "Input 参保人数"),
)


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def test_each_kind_of_file_gives_its_rules_in_the_order_of_names_and_lines(tmp_path: Path) -> None:
    lines = '{"rule": "乙", "condition": "a > 1", "benefit": "a * 2", "title": "第二"}\n\n{"rule": "甲", "condition": "a > 2"}\n'
    put(
        tmp_path, {"c.feel": "参保人数 > 3\n", "b.jsonl": lines, "a.dmn": MODEL, ".d.feel": "x", "e.txt": "x"}
    )
    read = read_rules(tmp_path)
    assert read.problems == ()
    assert [(rule.name, rule.line, rule.title) for rule in read.rules] == [
        ("a", 3, "m"),
        ("乙", 1, "第二"),
        ("甲", 3, ""),
        ("c", 1, ""),
    ]
    benefits = {rule.name: rule.benefit for rule in read.rules}
    assert benefits["a"] is not None
    assert benefits["a"].free_names == {"参保人数"}
    assert benefits["乙"] is not None
    assert benefits["c"] is None
    assert read.rules[0].condition.free_names == {"参保人数"}


def test_one_file_may_stand_for_a_folder(tmp_path: Path) -> None:
    put(tmp_path, {"a.feel": "x > 1", "b.feel": "y > 1"})
    assert [rule.name for rule in read_rules(tmp_path / "a.feel").rules] == ["a"]


def test_names_of_columns_may_hold_spaces_and_operators(tmp_path: Path) -> None:
    put(tmp_path, {"a.feel": "研发费用/营业收入 > 0.05 and 从业 人员 > 3"})
    (rule,) = read_rules(tmp_path, ["研发费用/营业收入", "从业 人员"]).rules
    assert rule.condition.free_names == {"研发费用/营业收入", "从业 人员"}


def test_an_input_of_a_model_is_the_column_of_its_element_where_none_has_its_name(tmp_path: Path) -> None:
    model = MODEL.replace('name="参保人数"', 'name="参保人数" od:element="insured"', 1)
    model = model.replace("<definitions ", '<definitions xmlns:od="https://onedoor.dev/ns/dmn" ', 1)
    put(tmp_path, {"a.dmn": model})
    by_name = read_rules(tmp_path, ["参保人数", "insured"]).rules[0]
    by_element = read_rules(tmp_path, ["insured"]).rules[0]
    assert by_name.condition.free_names == {"参保人数"}
    assert by_element.condition.free_names == {"insured"}
    assert by_element.benefit is not None
    assert by_element.benefit.free_names == {"insured"}


def test_a_model_that_another_imports_is_no_rule(tmp_path: Path) -> None:
    library = definitions(decision("限额", "30"), namespace="urn:lib")
    user = MODEL.replace(
        "<inputData",
        '<import name="lib" namespace="urn:lib" '
        'importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/><inputData',
        1,
    )
    put(tmp_path, {"a.dmn": user, "lib.dmn": library})
    read = read_rules(tmp_path)
    assert read.problems == ()
    assert [rule.name for rule in read.rules] == ["a"]


# What a file holds; the code of the problem, its line and column, and the rules it leaves out.
LINE = '{"rule": "甲", "condition": "a > 1"}'
FAULTY = [
    ("a.feel", "a >\n  and 3", "feel.syntax", 2, 3, ()),
    ("a.feel", "", "feel.syntax", 1, 1, ()),
    ("a.feel", b"a > \xff", "match.encoding", 0, 0, ()),
    ("a.feel", "(" * 2000, "feel.limit", 0, 0, ()),
    ("a.jsonl", f"{LINE}\nnot JSON", "match.rule_line", 2, 1, ()),
    ("a.jsonl", f'{LINE}\n["a"]', "match.rule_line", 2, 0, ()),
    ("a.jsonl", '{"rule": "甲"}', "match.rule_line", 1, 0, ()),
    ("a.jsonl", '{"rule": "甲", "condition": 1}', "match.rule_line", 1, 0, ()),
    ("a.jsonl", '{"rule": "甲", "condition": "a", "benifit": "1"}', "match.rule_line", 1, 0, ()),
    ("a.jsonl", b'{"rule": "\xff"}', "match.encoding", 1, 0, ()),
    ("a.jsonl", '{"rule": "甲", "condition": "a > > 1"}', "feel.syntax", 1, 33, ("甲",)),
    ("a.jsonl", '{"rule": "甲", "condition": "a = \\"\\u4e2d\\" and"}', "feel.syntax", 1, 47, ("甲",)),
    ("a.jsonl", '{"rule": "甲", "condition": "a", "benefit": "1 +"}', "feel.syntax", 1, 48, ("甲",)),
    ("a.jsonl", f"{LINE}\n{LINE}", "match.rule_twice", 2, 0, ()),
    ("a.jsonl", '{"rule": " ", "condition": "a"}', "match.rule_name", 1, 0, ()),
    ("a.jsonl", '{"rule": "a\\u0007", "condition": "a"}', "match.rule_name", 1, 0, ()),
    ("a.dmn", "<definitions", "dmn.xml", 0, 0, ()),
    ("a.dmn", MODEL.replace("参保人数 &lt;= 30", "参保人教 &lt;= 30"), "feel.unknown_name", 2, 0, ("a",)),
    ("a.dmn", MODEL.replace("符合条件", "合格"), "match.no_decision", 0, 0, ("a",)),
]


@pytest.mark.parametrize(("name", "content", "code", "line", "column", "rules"), FAULTY)
def test_what_is_wrong_with_a_file_is_told_at_its_place(
    tmp_path: Path, name: str, content: str | bytes, code: str, line: int, column: int, rules: tuple[str, ...]
) -> None:
    put(tmp_path, {name: content, "z.feel": "a > 1"})
    read = read_rules(tmp_path)
    (problem,) = read.problems
    assert (problem.file, problem.finding.code, problem.line, problem.column) == (name, code, line, column)
    assert problem.rules == rules
    assert problem.effect is (Effect.RULES if rules else Effect.FILE)
    assert "z" in {rule.name for rule in read.rules}
    assert problem.printed("en").startswith(f"error[{code}]")
    assert problem.printed("zh-hans").startswith(f"错误[{code}]")


def test_a_table_that_collects_is_not_one_expression(tmp_path: Path) -> None:
    collecting = table(["参保人数"], [("< 10", "1"), ("< 20", "2")], policy="COLLECT")
    model = definitions(input_data("参保人数", "number"), decision("符合条件", collecting, "Input 参保人数"))
    put(tmp_path, {"a.dmn": model})
    (problem,) = read_rules(tmp_path).problems
    assert problem.finding.code == "match.not_inline"
    assert problem.rules == ("a",)


@pytest.mark.parametrize("place", ["", "none", "b.txt"])
def test_a_place_without_rules_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "b.txt").write_text("a > 1")
    with pytest.raises(NotFound) as refused:
        read_rules(tmp_path / place)
    assert refused.value.code == "match.rules"
