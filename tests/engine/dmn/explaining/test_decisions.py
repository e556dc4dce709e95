"""Whole decisions line by line, as JSON, and in the words of their model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.engine.dmn.building import (
    component,
    decision,
    input_data,
    item,
    knowledge,
    literal,
    read,
    service,
    table,
)

from onedoor.engine.dmn import Model
from onedoor.engine.dmn.explaining import (
    condition_sentence,
    decision_lines,
    outcome_as_plain,
    wording_of,
)
from onedoor.engine.feel.explaining import FactWords
from onedoor.engine.feel.plain import to_json
from onedoor.text import Text

MODEL = read(
    input_data("参保人数", "number"),
    input_data("裁员率", "number"),
    knowledge("限额", ["人数: number"], "if 人数 <= 30 then 0.2 else 0.055"),
    decision("裁员率达标", "裁员率 <= 上限", "Input 裁员率", "Decision 上限", kind="boolean"),
    decision("上限", "限额(参保人数)", "Input 参保人数", "Knowledge 限额", kind="number"),
    decision("已参保", "参保人数 > 0", "Input 参保人数", kind="boolean"),
    decision("符合条件", "已参保 and 裁员率达标", "Decision 已参保", "Decision 裁员率达标", kind="boolean"),
    decision("金额", "if 符合条件 then 1000 else 0", "Decision 符合条件", kind="number"),
)
LAID_OFF = {"参保人数": 31, "裁员率": Decimal("0.1")}


def lines(name: str, facts: dict[str, Any], model: Model = MODEL, language: str = "zh") -> list[str]:
    trace = model.decide(name, facts).trace
    return [each.in_(language) for each in decision_lines(trace, wording_of(model))]


def test_a_decision_is_told_with_its_conditions_calls_and_what_it_rests_on() -> None:
    assert lines("金额", LAID_OFF) == [
        "· 金额为 0（因“符合条件”不满足）",
        "  ✗ 符合条件：不满足",
        "    ✓ 已参保：满足",
        "      ✓ 参保人数 31 高于要求的 0",
        "    ✗ 裁员率达标：不满足",
        "      ✗ 裁员率 10% 超过允许的 5.5%（上限）",
        "      · 上限为 0.055",
        "        · 限额为 0.055（因人数 31 高于 30）（人数为 31）",
    ]


def test_what_is_not_known_is_told_as_open_with_what_is_missing() -> None:
    assert lines("金额", {"参保人数": 31}, language="en") == [
        "? 金额: open (裁员率: not provided yet)",
        "  ? 符合条件: open",
        "    ✓ 已参保: met",
        "      ✓ 参保人数: 31, above 0 as required",
        "    ? 裁员率达标: open",
        "      ? 裁员率: not provided yet, must be at most 5.5% (上限)",
        "      · 上限: 0.055",
        "        · 限额: 0.055 (given 人数: 31, more than 30) (人数: 31)",
    ]


def test_a_table_inside_a_decision_lists_what_applies_before_what_does_not() -> None:
    rules = [(f"< {number}", str(number)) for number in range(1, 15)]
    model = read(input_data("n", "number"), decision("d", table(["n"], rules, "FIRST"), "Input n"))
    told = lines("d", {"n": 13}, model)
    assert told[:3] == [
        "· d 为 14",
        "  第 14 条规则适用，结果为 14",
        "    ✓ 第 14 条规则适用：n 13 低于 14",
    ]
    assert told[3] == "    ✗ 第 1 条规则不适用：n 13，须低于 1"
    assert told[-1] == "    另有 3 条规则不适用"


def test_boxes_are_told_part_by_part() -> None:
    entry = "<contextEntry><variable name='{}'/>{}</contextEntry>"
    boxed = f"<context>{entry.format('x', literal('n + 1'))}{entry.format('y', literal('x > 2'))}{entry.format('z', literal('null'))}</context>"
    model = read(input_data("n", "number"), decision("d", boxed, "Input n"))
    assert lines("d", {"n": 1}, model) == [
        "· d：x 为 2、y 为否、z 为无",
        "  · x 为 2",
        "  ✗ y 为否",
        "    ✗ x 2，须高于 2",
        "  – z 没有记录",
    ]
    assert lines("d", {}, model)[1] == "  ? x：尚不能确定"


def test_a_service_and_a_decision_without_logic_are_told_by_their_value() -> None:
    model = read(
        input_data("n", "number"),
        decision("a", "n > 1", "Input n", kind="boolean"),
        decision("b", ""),
        service("s", "outputDecision a", "inputData n"),
    )
    assert lines("s", {"n": 2}, model) == ["✓ s：满足", "  ✓ a：满足", "    ✓ n 2 高于要求的 1"]
    assert lines("b", {"b": 3}, model) == ["· b 为 3"]


def test_a_decision_that_many_rest_on_is_explained_once() -> None:
    model = read(
        decision("one", "1"),
        decision("left", "one + 1", "Decision one"),
        decision("right", "one + 2", "Decision one"),
        decision("both", "left + right", "Decision left", "Decision right"),
    )
    assert [line.strip() for line in lines("both", {}, model)].count("· one 为 1") == 2
    plain = outcome_as_plain(model.decide("both", {}), explain=True)["trace"]
    left, right = plain["requires"]
    assert "logic" in left["requires"][0]
    assert "logic" not in right["requires"][0]


@pytest.mark.parametrize(
    ("name", "facts", "zh"),
    [
        ("裁员率达标", LAID_OFF, "裁员率 10% 超过允许的 5.5%（上限）"),
        ("已参保", {}, "参保人数尚未提供，要求高于 0"),
        ("符合条件", LAID_OFF, "“裁员率达标”不满足"),
        ("上限", LAID_OFF, "限额为 0.055"),
    ],
)
def test_one_condition_is_told_by_its_own_logic(name: str, facts: dict[str, Any], zh: str) -> None:
    assert condition_sentence(MODEL.evaluation(facts), name, wording_of(MODEL)).zh == zh


def test_the_json_of_a_decision_names_everything_in_words_too() -> None:
    plain = outcome_as_plain(MODEL.decide("符合条件", LAID_OFF), explain=True)
    assert (plain["decision"], plain["value"], plain["missing"]) == ("符合条件", False, [])
    trace = plain["trace"]
    assert trace["sentence"] == {"zh": "符合条件：不满足", "en": "符合条件: not met"}
    assert (trace["outcome"], trace["logic"]["kind"]) == ("not_met", "and")
    assert trace["logic"]["sentence"]["zh"] == "“裁员率达标”不满足"
    rate = trace["requires"][1]
    assert rate["logic"]["sentence"]["zh"] == "裁员率 10% 超过允许的 5.5%（上限）"
    (call,) = rate["requires"][0]["calls"]
    assert (call["knowledge"], call["arguments"]) == ("限额", {"人数": 31})
    assert call["sentence"]["zh"] == "限额为 0.055（因人数 31 高于 30）（人数为 31）"
    assert to_json(plain)


def test_words_of_a_model_are_its_labels_and_those_that_are_added() -> None:
    label = "<extensionElements><l:label xmlns:l='https://onedoor.dev/ns/dmn' xml:lang='en'>Staff</l:label></extensionElements>"
    given = input_data("人数", "number").replace("><variable", f">{label}<variable")
    model = read(
        item("人员类型", component("年龄", "number")),
        given,
        input_data("人员", "人员类型"),
        decision("达标", "人数 > 3", "Input 人数", kind="boolean"),
        service("服务", "outputDecision 达标", "inputData 人数"),
    )
    wording = wording_of(model, {"人数": FactWords(unit="人"), "另外": FactWords(Text("另外", "more"))})
    assert (wording.of("人数").unit, wording.label("人数")) == ("人", Text("人数", "Staff"))
    assert wording.of("达标").is_condition
    assert not wording.of("人数").is_condition
    assert wording.label("人员.年龄") == Text("人员的年龄", "年龄 of 人员")
    assert (wording.label("另外").en, wording.label("服务").zh) == ("more", "服务")
