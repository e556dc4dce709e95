"""What the caller's words do, and what is assumed without them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.engine.feel.explaining.office import told

from onedoor.engine.feel import explain
from onedoor.engine.feel.explaining import DEFAULT, FactWords, Narrator, Wording, full_sentence, sentence
from onedoor.text import Text


@pytest.mark.parametrize(
    ("expression", "facts", "zh"),
    [
        ("研发费用占比 >= 0.05", {"研发费用占比": Decimal("0.042")}, "研发费用占比 4.2% 低于要求的 5%"),
        ("研发费用占比 >= 5", {"研发费用占比": Decimal("4.2")}, "研发费用占比 4.2 低于要求的 5"),
        ("汇率 >= 0.5", {"汇率": Decimal("0.42")}, "汇率 0.42 低于要求的 0.5"),
        ("R&D share >= 0.05", {"R&D share": Decimal("0.042")}, "R&D share 4.2% 低于要求的 5%"),
        ("a / b >= 0.05", {"a": 42, "b": 1000}, "a/b 4.2% 低于要求的 5%"),
        ("a / b >= 1", {"a": 42, "b": 1000}, "a/b 0.042 低于要求的 1"),
        ("x >= 30000", {"x": 20000}, "x 20,000 低于要求的 30,000"),
        ("裁员率 <= 控制率", {"裁员率": Decimal("0.06")}, "控制率尚未提供，要求裁员率不超过控制率"),
        ("每个率 in [0.1..0.2]", {"每个率": Decimal("0.25")}, "每个率 25% 高于要求的 10% 至 20%"),
        ("企业.人数 >= 30", {"企业": {"人数": 3}}, "企业的人数 3 低于要求的 30"),
    ],
)
def test_without_words_names_speak_for_themselves(expression: str, facts: dict[str, Any], zh: str) -> None:
    assert told(expression, facts, DEFAULT)[0] == zh


def test_a_fact_that_is_a_condition_is_met_or_not() -> None:
    assert told("符合通道", {"符合通道": False}) == ("“符合直通条件”不满足", "“Fast track” not met")
    assert told("符合通道", {}) == (
        "“符合直通条件”尚未提供".replace("尚未提供", "尚不能确定"),
        "“Fast track” open",
    )
    assert told("not(符合通道)", {"符合通道": True}) == (
        "“符合直通条件”满足，要求不满足",
        "“Fast track” met, must not be met",
    )
    assert told("not(符合通道)", {"符合通道": False})[0] == "“符合直通条件”不满足，符合要求"


def test_the_answer_that_is_wanted_can_be_no() -> None:
    trace = explain("失信", {"失信": True})
    assert sentence(trace, wanted=False).zh == "失信为是，要求为否"


def test_words_for_a_member_serve_in_filters_and_loops_alike() -> None:
    wording = Wording(
        {"人员.年龄": FactWords(Text("年龄", "age"), "岁"), "人员": FactWords(Text("员工", "staff"))}
    )
    facts = {"人员": [{"年龄": 17}, {"年龄": 30}]}
    assert told("count(人员[年龄 >= 18]) > 1", facts, wording)[
        0
    ] == "年龄不低于 18 岁的员工的数量 1，须高于 1".replace("1，", "1，")
    assert (
        told("some x in 人员 satisfies x.年龄 < 18", facts, wording)[0]
        == "员工 2 项中有 1 项满足：第 1 项，年龄 17 岁，低于规定的 18 岁"
    )


def test_a_loop_whose_variable_hides_its_list_is_told_all_the_same() -> None:
    assert (
        told("some 月 in 月 satisfies 月 > 3", {"月": [1]}, DEFAULT)[0]
        == "月 1 个月中没有一个月满足：第 1 个月 1，须高于 3"
    )


def test_a_narrator_prepares_a_sentence_once_and_tells_other_facts_with_it() -> None:
    narrator = Narrator()
    first, second = (explain("x > 5", {"x": value}) for value in (3, 9))
    assert narrator.teller(first.step) is narrator.teller(second.step)
    assert (narrator.sentence(first).zh, narrator.sentence(second).zh) == (
        "x 3，须高于 5",
        "x 9 高于要求的 5",
    )


@pytest.mark.parametrize(
    ("expression", "facts", "zh"),
    [
        ("研发费用占比 >= 0.05", {"研发费用占比": Decimal("0.042")}, "差 0.8 个百分点"),
        ("参保人数 <= 30", {"参保人数": 31}, "超出 1"),
        ("参保人数 between 10 and 30", {"参保人数": 7}, "差 3"),
        ("参保人数 in [10..30]", {"参保人数": 33}, "超出 3"),
        ("参保人数 > 30", {"参保人数": 30}, None),
        ("参保人数 <= 30", {"参保人数": 30}, None),
        ("参保人数 <= 30", {}, None),
        ("参保人数 = 30", {"参保人数": 31}, None),
        ("高新技术企业", {"高新技术企业": False}, None),
    ],
)
def test_what_is_short_is_told_for_numbers_that_fail(
    expression: str, facts: dict[str, Any], zh: str | None
) -> None:
    short = Narrator().shortfall(explain(expression, facts))
    assert (short.zh if short else None) == zh


def test_a_full_sentence_has_a_capital_and_a_stop() -> None:
    assert full_sentence(Text("第 1 条", "rule 1")) == Text("第 1 条。", "Rule 1.")
