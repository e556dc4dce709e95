"""Decision tables in words: which rule applies, and what keeps each of the others from it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.dmn.building import decision, input_data, read, table

from onedoor.engine.dmn import TableTrace
from onedoor.engine.dmn.explaining import wording_of
from onedoor.engine.dmn.explaining.tables import TableTeller
from onedoor.engine.feel import UNKNOWN
from onedoor.engine.feel.explaining import FactWords, narrator_of
from onedoor.text import Text

RULES = [
    ('"工业"', ">= 1000", '"large"'),
    ('"工业"', "[300..1000)", '"medium"'),
    ('"工业", "建筑业"', "< 300", '"small"'),
    ('not("工业", "建筑业")', "-", '"other"'),
]
WORDS = {
    "从业人员": FactWords(Text("从业人员", "Staff"), "人"),
    "行业": FactWords(Text("行业", "Industry")),
    "规模": FactWords(codes={"medium": Text("中型", "medium"), "small": Text("小型", "small")}),
}


def teller(facts: dict[str, Any], policy: str = "UNIQUE", rules: Any = RULES, **more: str) -> TableTeller:
    model = read(
        input_data("行业", "string"),
        input_data("从业人员", "number"),
        decision("规模", table(["行业", "从业人员"], rules, policy, **more), "Input 行业", "Input 从业人员"),
    )
    trace = model.decide("规模", facts).trace.logic
    assert isinstance(trace, TableTrace)
    wording = wording_of(model, WORDS)
    return TableTeller(narrator_of(wording), trace, wording.of("规模"))


def rules_told(facts: dict[str, Any], **how: Any) -> list[str]:
    words = teller(facts, **how)
    return [words.rule(rule).zh for rule in words.trace.rules]


def test_each_rule_is_told_by_the_cells_that_decide() -> None:
    assert rules_told({"行业": "工业", "从业人员": 299}) == [
        "第 1 条规则不适用：从业人员 299 人，低于要求的 1,000 人",
        "第 2 条规则不适用：从业人员 299 人，低于要求的 300 至 1,000 人（不含）",
        "第 3 条规则适用：行业为“工业”；从业人员 299 人，低于 300 人",
        "第 4 条规则不适用：行业为“工业”，要求不为“工业”或“建筑业”",
    ]


def test_what_is_missing_leaves_rules_open() -> None:
    assert rules_told({"行业": "工业"}) == [
        "第 1 条规则尚不能确定：从业人员尚未提供，要求不低于 1,000 人",
        "第 2 条规则尚不能确定：从业人员尚未提供，要求在 300 至 1,000 人（不含）之间",
        "第 3 条规则尚不能确定：从业人员尚未提供，要求低于 300 人",
        "第 4 条规则不适用：行业为“工业”，要求不为“工业”或“建筑业”",
    ]


def test_null_excludes_and_says_so() -> None:
    assert (
        rules_told({"行业": "工业", "从业人员": None})[0]
        == "第 1 条规则不适用：从业人员没有记录，要求不低于 1,000 人"
    )


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        ({"行业": "工业", "从业人员": 299}, "第 3 条规则适用，结果为小型", "rule 3 applies; result: small"),
        (
            {"行业": "零售", "从业人员": 1},
            "第 4 条规则适用，结果为“other”",
            "rule 4 applies; result: “other”",
        ),
        ({"行业": "建筑业", "从业人员": 900}, "没有规则适用，结果为无", "no rule applies; result: none"),
        (
            {"行业": "工业"},
            "从业人员尚未提供，第 1、2、3 条规则是否适用尚不能确定",
            "Staff: not provided yet; whether rules 1, 2, 3 apply is open",
        ),
        (
            {},
            "从业人员和行业尚未提供，第 1、2、3、4 条规则是否适用尚不能确定",
            "Staff and Industry: not provided yet; whether rules 1, 2, 3, 4 apply is open",
        ),
    ],
)
def test_a_table_is_told_in_one_sentence(facts: dict[str, Any], zh: str, en: str) -> None:
    words = teller(facts).sentence()
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("policy", "more", "zh"),
    [
        ("FIRST", {}, "第 1 条规则适用，结果为 10"),
        ("RULE ORDER", {}, "第 1、2、4 条规则适用，结果为 10、20、5"),
        ("COLLECT", {"by": "SUM"}, "第 1、2、4 条规则适用，合计为 35"),
        ("COLLECT", {"by": "MIN"}, "第 1、2、4 条规则适用，最小值为 5"),
        ("COLLECT", {"by": "MAX"}, "第 1、2、4 条规则适用，最大值为 20"),
        ("COLLECT", {"by": "COUNT"}, "第 1、2、4 条规则适用，数量为 3"),
        ("PRIORITY", {"values": "20, 10, 5"}, "第 2 条规则适用，结果为 20"),
    ],
)
def test_the_rules_named_are_those_that_the_result_comes_from(
    policy: str, more: dict[str, str], zh: str
) -> None:
    rules = [("-", "> 5", "10"), ("-", "> 6", "20"), ("-", "> 9", "30"), ("-", "-", "5")]
    assert teller({"从业人员": 8, "行业": UNKNOWN}, policy, rules, **more).sentence().zh == zh


def test_a_rule_that_asks_for_nothing_applies_always_and_a_default_is_a_result() -> None:
    assert rules_told({}, rules=[("-", "-", "1")]) == ["第 1 条规则适用：没有条件"]
    words = teller({"从业人员": 1, "行业": "x"}, rules=[("-", "> 5", "1")], default="0")
    assert words.sentence().zh == "没有规则适用，结果为 0"


def test_several_outputs_are_told_by_name() -> None:
    boxed = (
        "<decisionTable><output name='a'/><output name='b'/>"
        "<rule><outputEntry><text>1</text></outputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>"
    )
    model = read(decision("d", boxed))
    trace = model.decide("d", {}).trace.logic
    assert isinstance(trace, TableTrace)
    words = TableTeller(narrator_of(wording_of(model)), trace, FactWords())
    assert words.sentence().as_dict() == {
        "zh": "第 1 条规则适用，结果：a 为 1、b 为 2",
        "en": "rule 1 applies; result: a: 1, b: 2",
    }


def test_of_many_rules_the_first_are_named() -> None:
    rules = [("-", "-", str(number)) for number in range(9)]
    assert teller({}, "RULE ORDER", rules).sentence().zh.startswith("第 1、2、3、4、5 等 9 条规则适用，")


def test_a_condition_on_the_value_and_a_limit_that_is_a_fact_are_told_by_their_text() -> None:
    told = rules_told(
        {"从业人员": 3, "行业": "x"},
        rules=[("-", "? > 5 and ? < 9", "1"), ("string length(?) > 3", "-", "2")],
    )
    assert told == [
        "第 1 条规则不适用：从业人员为 3 人，要求符合“? > 5 and ? < 9”",
        "第 2 条规则不适用：行业为“x”，要求符合“string length(?) > 3”",
    ]
