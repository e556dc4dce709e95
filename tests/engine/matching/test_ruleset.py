"""Compiling rules: what is shared, what is left to the interpreter, and for whom."""

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.feel import Expression, Unknown, evaluate, parse
from onedoor.engine.feel.scope import Scope
from onedoor.engine.matching import Column, Counts, Kind, RuleSet, Schema, table_of
from onedoor.errors import NotFound

SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("费用", Kind.MONEY),
    Column("收入", Kind.MONEY),
    Column("地区", Kind.CATEGORY),
    Column("名单", Kind.OBJECTS),
)


def matched(rule: str, rows: list[dict[str, Any]]) -> tuple[list[int], list[int]]:
    found = RuleSet.compile({"rule": rule}, SCHEMA).match(table_of(rows, SCHEMA))
    return found.certain("rule").indices().tolist(), found.possible("rule").indices().tolist()


def test_equal_conditions_of_different_rules_are_one_predicate() -> None:
    rules = {
        "甲": "人数 >= 30 and 费用 > 100",
        "乙": "not(人数 < 30)",
        "丙": "30 <= 人数 or 费用 <= 100.00",
        "丁": "人数 + 0 > 29",
    }
    assert RuleSet.compile(rules, SCHEMA).report.predicates == 2


def test_a_ratio_is_compared_exactly_at_its_boundary() -> None:
    rows = [{"费用": units * Decimal("0.07"), "收入": units * Decimal("1.40")} for units in range(1, 50)]
    everybody = list(range(49))
    assert matched("费用 / 收入 >= 0.05", rows) == (everybody, everybody)
    assert matched("费用 / 收入 > 0.05", rows) == ([], [])
    assert matched("费用 >= 0.05 * 收入", rows) == (everybody, everybody)


def test_a_division_by_zero_is_null_and_fits_nobody() -> None:
    rows: list[dict[str, Any]] = [{"费用": 1, "收入": 0}, {"费用": 1}, {"费用": 1, "收入": -1}]
    assert matched("费用 / 收入 >= 0", rows) == ([], [1])
    assert matched("not(费用 / 收入 >= 0)", rows) == ([2], [1, 2])
    assert matched("费用 / 收入 != 0", rows) == ([0, 2], [0, 1, 2])


def test_products_beyond_64_bits_are_still_right() -> None:
    big = 3_000_000_000_000
    rows = [{"人数": big, "费用": big, "收入": big - offset} for offset in (-1, 0, 1)]
    assert matched("人数 * 费用 > 人数 * 收入", rows) == ([2], [2])


def test_a_threshold_beyond_64_bits_is_simply_never_reached() -> None:
    assert matched("人数 >= 1000000000000000000000", [{"人数": 1}]) == ([], [])
    assert matched("人数 >= -1000000000000000000000", [{"人数": 1}]) == ([0], [0])


@pytest.mark.parametrize(
    ("rule", "members", "questions"),
    [
        ("sum(名单) > 3 and 人数 < 6", [4, 5], 6),
        ("count(名单) > 5 or 人数 >= 2", list(range(2, 20)), 2),
        ("if 人数 < 3 then count(名单) = 1 else 人数 < 5", [0, 1, 2, 3, 4], 3),
    ],
)
def test_the_interpreter_is_asked_only_about_subjects_the_rest_leaves_open(
    rule: str, members: list[int], questions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = RuleSet.compile({"rule": rule}, SCHEMA)
    asked: list[Scope] = []
    run = Expression.run

    def counted(self: Expression, scope: Scope) -> Any:
        asked.append(scope)
        return run(self, scope)

    monkeypatch.setattr(Expression, "run", counted)
    rows: list[dict[str, Any]] = [{"人数": n, "名单": [n]} for n in range(20)]
    assert rules.match(table_of(rows, SCHEMA)).certain("rule").indices().tolist() == members
    assert len(asked) == questions


def test_the_report_says_which_rule_fell_back_where_and_why() -> None:
    rules = {
        "列": "人数 > 1",
        "表": "人数 > 1 and count(名单) > 2",
        "商": "费用 / 收入 * 3 = 1",
        "缺": "年报 = 1",
    }
    report = RuleSet.compile(rules, SCHEMA).report
    assert [(each.rule, each.source) for each in report.fallbacks] == [
        ("表", "count(名单) > 2"),
        ("商", "费用 / 收入 * 3 = 1"),
    ]
    assert "rounding" in report.fallbacks[1].reason.en
    assert report.unknown_facts == {"缺": frozenset({"年报"})}


def test_a_fact_no_column_holds_is_unknown_for_everybody() -> None:
    assert matched("年报 = 1", [{}, {}]) == ([], [0, 1])
    assert matched("年报 = 1 and 人数 > 3", [{"人数": 1}, {"人数": 5}]) == ([], [1])


def test_a_column_the_table_lacks_is_unknown_for_everybody() -> None:
    table = table_of([{"人数": 1}, {"人数": 5}], SCHEMA).select(["人数"])
    found = RuleSet.compile({"rule": '人数 > 3 and 地区 = "44"'}, SCHEMA).match(table)
    assert found.possible("rule").indices().tolist() == [1]


def test_counts_and_pairs_tell_the_same_story() -> None:
    rows: list[dict[str, Any]] = [{"人数": 1}, {}, {"人数": 9}, {"人数": 7}]
    found = RuleSet.compile({"多": "人数 > 5", "少": "人数 < 5"}, SCHEMA).match(table_of(rows, SCHEMA))
    assert found.counts() == {"多": Counts(2, 3), "少": Counts(1, 2)}
    pairs = [row for batch in found.pairs(batch_size=2) for row in batch.to_pylist()]
    assert [(row["rule"], row["subject"], row["certain"]) for row in pairs] == [
        ("多", 1, False),
        ("多", 2, True),
        ("多", 3, True),
        ("少", 0, True),
        ("少", 1, False),
    ]


def test_the_size_of_a_block_changes_nothing() -> None:
    rows = [{"人数": n % 7, "地区": "44" if n % 3 else "45"} for n in range(100)]
    rules = RuleSet.compile({"rule": '人数 > 3 and starts with(地区, "44")'}, SCHEMA)
    whole = rules.match(table_of(rows, SCHEMA)).certain("rule")
    assert rules.match(table_of(rows, SCHEMA), stretch=8).certain("rule") == whole
    assert rules.match(table_of(rows, SCHEMA), stretch=24).certain("rule") == whole


def test_an_empty_table_and_an_empty_set_of_rules_are_no_special_case() -> None:
    assert matched("人数 > 3", []) == ([], [])
    assert RuleSet.compile({}, SCHEMA).match(table_of([{}], SCHEMA)).counts() == {}


def test_one_subject_is_told_what_is_missing() -> None:
    rules = RuleSet.compile({"甲": "人数 > 3 and 费用 > 1", "乙": "人数 > 30"}, SCHEMA)
    assert rules.match_one({"人数": 5}) == {"甲": Unknown(frozenset({"费用"})), "乙": False}


def test_a_rule_that_was_not_compiled_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"matching\.rule"):
        RuleSet.compile({}, SCHEMA).match(table_of([], SCHEMA)).certain("甲")


def test_subjects_with_the_same_facts_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = RuleSet.compile(
        {"rule": "string length(地区) = 人数", "nowhere": "string length(村) = 3"}, SCHEMA
    )
    asked: list[Scope] = []
    run = Expression.run

    def counted(self: Expression, scope: Scope) -> Any:
        asked.append(scope)
        return run(self, scope)

    monkeypatch.setattr(Expression, "run", counted)
    rows: list[dict[str, Any]] = [{"人数": n % 5, "地区": "4403"} for n in range(100)]
    found = rules.match(table_of(rows, SCHEMA))
    assert found.certain("rule").indices().tolist() == list(range(4, 100, 5))
    assert found.open("nowhere").count == 100
    assert len(asked) == 6


@pytest.mark.parametrize("kernel", ["compiled", "numpy"])
@pytest.mark.parametrize(
    "rule",
    [
        "人数 + 费用 > 10 ** 22",
        "费用 * 1000000000000000000000 >= 收入 * 3",
        "费用 / 收入 >= 1000000000000000000000",
        "费用 * 123456789012345678901234 = 收入",
    ],
)
def test_numbers_beyond_64_bits_in_a_rule_are_no_trouble(rule: str, kernel: str) -> None:
    rows: list[dict[str, Any]] = [
        {"人数": 1, "费用": 3, "收入": 1},
        {"人数": 0, "费用": 0, "收入": 0},
        {"费用": 1},
    ]
    found = RuleSet.compile({"rule": rule}, SCHEMA, kernel=kernel).match(table_of(rows, SCHEMA))
    values = [evaluate(parse(rule), row) for row in rows]
    assert found.certain("rule").indices().tolist() == [
        row for row, value in enumerate(values) if value is True
    ]
    assert found.open("rule").indices().tolist() == [
        row for row, value in enumerate(values) if isinstance(value, Unknown)
    ]
    fits = [RuleSet.compile({"rule": rule}, SCHEMA, kernel=kernel).fit(row).certain for row in rows]
    assert [bool(fit) for fit in fits] == [value is True for value in values]


@pytest.mark.parametrize(
    "rule",
    [
        'not((if 地区 = "44" then 1 else 2) = true)',
        '(if 地区 = "44" then 1 else 2) < "a"',
        '(if 地区 = "44" then {x: null, y: 1} else null).x < 人数',
        '人数 < 0 / (if 地区 = "44" then {x: 3, y: null} else {x: null, y: 0}).y',
        '人数 < 1 / (if 地区 = "44" then 0 else null)',
        '人数 < 1 / (人数 * (if 地区 = "44" then 2 else 3))',
        '人数 < 1 / (if 地区 = "44" then 2 else 0)',
    ],
)
def test_two_results_that_compare_to_null_are_unknown_while_the_choice_is(rule: str) -> None:
    rows: list[dict[str, Any]] = [
        {},
        {"地区": "44"},
        {"地区": None},
        {"人数": None},
        {"人数": 1},
        {"人数": 0},
    ]
    found = RuleSet.compile({"rule": rule}, SCHEMA).match(table_of(rows, SCHEMA))
    values = [evaluate(parse(rule), row) for row in rows]
    assert found.open("rule").indices().tolist() == [
        row for row, value in enumerate(values) if isinstance(value, Unknown)
    ]
