"""The thresholds of a rule: found wherever they stand, told in words, and put elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.matching.whatif.formulas import SCHEMA, amount, rule

from onedoor.engine.dmn import inline, read_model
from onedoor.engine.feel import Date, Expression, evaluate, parse, print_node
from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif import Role, Rule, Threshold, thresholds, with_threshold
from onedoor.engine.matching.whatif.places import part_at
from onedoor.errors import Invalid
from onedoor.reference import policies

NAMES = tuple(sorted(SCHEMA.columns))


def read(text: str) -> Expression:
    return parse(text, names=NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人数 <= 30", [("30", "bound", "<=", "人数")]),
        ("30 > 人数", [("30", "bound", "<", "人数")]),
        ("人数 >= -5", [("-5", "bound", ">=", "人数")]),
        ("收入 >= 300 * 10000", [("3000000", "bound", ">=", "收入")]),
        ("保费 / 收入 >= 0.05", [("0.05", "bound", ">=", "保费 / 收入")]),
        ("保费 >= 收入 * 0.05", [("0.05", "factor", ">=", "保费")]),
        ("人数 + 1 > 收入", [("1", "term", "<", "收入")]),
        ("人数 between 3 and 9", [("3", "bound", ">=", "人数"), ("9", "bound", "<=", "人数")]),
        ("人数 in [3..9)", [("3", "bound", ">=", "人数"), ("9", "bound", "<", "人数")]),
        ("人数 in (> 3, 7)", [("3", "bound", ">", "人数"), ("7", "bound", "=", "人数")]),
        ('成立日期 <= date("2020-01-01")', [("2020-01-01", "bound", "<=", "成立日期")]),
        ('成立日期 > @"2020-01-01"', [("2020-01-01", "bound", ">", "成立日期")]),
        ("比例 <= (if 失信 then 0.2 else 0.05)", [("0.2", "bound", "<=", "比例"), ("0.05", "bound", "<=", "比例")]),
        ("min(人数, 40) >= 3", [("40", "ceiling", "<=", "3"), ("3", "bound", ">=", "min(人数, 40)")]),
        ("round half up(比例 * 2, 2) >= 3", [("2", "factor", "<=", "3"), ("3", "bound", ">=", "round half up(比例 * 2, 2)")]),
        ("count(员工[年龄 > 20]) >= 3", [("3", "bound", ">=", "count(员工[年龄 > 20])"), ("20", "bound", ">", "年龄")]),
        ('规模 = "large" and 失信 = false and 人数 != null', []),
        ("3 < 4 and 人数 in (?+1)", []),
        ("人数 ** 2 > 收入", []),
    ],
)  # fmt: skip
def test_every_number_and_date_that_a_fact_is_compared_with_is_a_threshold(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = thresholds(read(text))
    assert [(str(t.value), t.role, t.operator, t.term and print_node(t.term)) for t in found] == expected


def test_a_threshold_knows_where_it_stands_and_which_facts_take_part() -> None:
    text = "失信 = false and 保费 >= 收入 * 0.05"
    (found,) = thresholds(read(text))
    assert text[found.span.start : found.span.end] == "0.05"
    assert found.facts == {"保费", "收入"}
    assert found.text == "保费 >= 收入 * 0.05"


def test_the_constants_of_a_benefit_are_its_rates_ceilings_floors_and_conditions() -> None:
    rule_ = Rule.read(
        "人数 >= 30",
        'max(60, min(1000, 保费 * (if 规模 = "large" then 0.3 else 0.6) + 5)) * (if 人数 > 9 then 1 else 2)',
        names=NAMES,
    )
    assert [(str(t.value), t.role) for t in thresholds(rule_)] == [
        ("30", Role.BOUND),
        ("60", Role.FLOOR),
        ("1000", Role.CEILING),
        ("0.3", Role.FACTOR),
        ("0.6", Role.FACTOR),
        ("5", Role.TERM),
        ("1", Role.FACTOR),
        ("2", Role.FACTOR),
        ("9", Role.BOUND),
    ]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("比例 <= 0.2", "比例不超过 20%", "比例 at most 20%"),
        ("保费 >= 收入 * 0.05", "保费不低于收入的 5%", "保费 at least 5% of 收入"),
        (
            "比例 <= (if 人数 <= 30 then 0.2 else 0.05)",
            "比例不超过 20%（人数不超过 30）",
            "比例 at most 20% (人数 at most 30)",
        ),
        ('成立日期 <= @"2020-01-01"', "成立日期不晚于 2020年1月1日", "成立日期 on or before 1 January 2020"),
    ],
)
def test_a_threshold_is_told_in_both_languages(text: str, zh: str, en: str) -> None:
    words = thresholds(read(text))[0].words
    assert (words.zh, words.en) == (zh, en)


@settings(max_examples=80, deadline=None)
@given(rule(2), amount(), st.data())
def test_another_value_stands_where_the_old_one_stood_and_back_again(
    condition: str, benefit: str, data: st.DataObject
) -> None:
    before = Rule.read(condition, benefit, names=NAMES)
    found = thresholds(before)
    if not found:
        return
    place = data.draw(st.integers(0, len(found) - 1))
    threshold = found[place]
    other = threshold.value.days + 7 if isinstance(threshold.value, Date) else threshold.value - 7
    value = Date.from_days(other) if isinstance(threshold.value, Date) else other
    assert value is not None
    after = with_threshold(before, threshold, value)
    again = thresholds(after)
    assert [each.value for each in again] == [
        value if n == place else each.value for n, each in enumerate(found)
    ]
    assert [each.places for each in again] == [each.places for each in found]
    assert read(after.condition.source).root == after.condition.root
    assert after.benefit is not None
    assert read(after.benefit.source).root == after.benefit.root
    back = with_threshold(after, again[place], threshold.value)
    assert [each.value for each in thresholds(back)] == [each.value for each in found]


def test_the_same_value_leaves_the_rule_as_it_is() -> None:
    before = read("人数 <= 030")
    assert with_threshold(before, thresholds(before)[0], Decimal("30.0")) is before


@pytest.mark.parametrize(
    ("text", "value"), [("人数 <= 30", Date(2020, 1, 1)), ('成立日期 <= @"2020-01-01"', Decimal(3))]
)
def test_a_date_is_no_number_and_a_number_no_date(text: str, value: Decimal | Date) -> None:
    before = read(text)
    with pytest.raises(Invalid) as refusal:
        with_threshold(before, thresholds(before)[0], value)
    assert refusal.value.code == "matching.threshold_value"


def decided(code: str, decision: str) -> Expression:
    found = inline(read_model(policies.model_xml(code)), decision)
    assert found is not None
    return found


def found_in(code: str, decision: str) -> tuple[Threshold, ...]:
    return thresholds(decided(code, decision))


def test_a_decision_that_is_asked_in_many_places_has_its_constant_once() -> None:
    found = found_in("vat-small-scale-2026", "符合条件")
    assert [str(each.value) for each in found] == ["100000", "300000", "1000"]
    assert all(len(each.places) > 1 for each in found)
    logic = decided("vat-small-scale-2026", "符合条件")
    moved = with_threshold(logic, found[0], Decimal(110_000))
    assert [str(each.value) for each in thresholds(moved)] == ["110000", "300000", "1000"]
    facts = dict.fromkeys(logic.free_names, 0) | {
        "不含税销售额": 105_000,
        "计税期间": "month",
        "起征点含本数": True,
        "纳税人类型": "small_scale",
    }
    assert (evaluate(logic, facts), evaluate(moved, facts)) == (False, True)


def test_rows_of_a_table_that_say_the_same_are_thresholds_of_their_own() -> None:
    found = found_in("sme-size-2011", "中小微企业")
    staff = [
        each for each in found if each.operator == ">=" and each.value == 300 and "从业人员" in each.facts
    ]
    assert [each.words.zh for each in staff] == [
        f"从业人员不低于 300（行业类别为“{trade}”）"
        for trade in ("retail", "accommodation", "catering", "software_it", "leasing_business", "other")
    ]
    assert all(len(each.places) >= 1 for each in staff)


def test_a_threshold_in_a_condition_and_in_the_benefit_of_one_model_is_one() -> None:
    model = read_model(policies.model_xml("small-low-profit-2023"))
    condition, benefit = inline(model, "符合条件"), inline(model, "应纳所得税额")
    assert condition is not None
    assert benefit is not None
    both = Rule(condition, benefit)
    income = thresholds(both)[0]
    assert [(part_at(both.tree, place), place[1]) for place in income.places] == [
        (n.NumberLiteral(Decimal(3_000_000)), 0),
        (n.NumberLiteral(Decimal(3_000_000)), 1),
    ]
    moved = with_threshold(both, income, 4_000_000)
    assert moved.benefit is not None
    facts = {
        "应纳税所得额": 3_500_000,
        "季度平均从业人数": 1,
        "季度平均资产总额": 1,
        "从事限制或禁止行业": False,
    }
    assert (evaluate(condition, facts), evaluate(moved.condition, facts)) == (False, True)
    assert evaluate(moved.benefit, facts) != evaluate(benefit, facts)
