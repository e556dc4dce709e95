"""Questions come one after another, and their answers lead to one situation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.dmn import TableTrace
from onedoor.engine.feel import Unknown
from onedoor.engine.situations import Choice, Guide, Number, Question, Row, Situation, Table, YesNo
from onedoor.errors import Invalid

QUESTIONS = [
    Question("只卖预包装", YesNo()),
    Question("业态", Choice(("餐饮", "食堂")), when="not(只卖预包装)"),
    Question("面积", Number(Decimal(0), Decimal(10000), whole=True), when='业态 = "餐饮"'),
]
SITUATIONS = [
    Situation("备案", "只卖预包装"),
    Situation("食堂", '业态 = "食堂"'),
    Situation("小餐饮", '业态 = "餐饮" and 面积 < 300'),
    Situation("大餐饮", '业态 = "餐饮" and 面积 >= 300'),
]
GUIDE = Guide.compile(QUESTIONS, SITUATIONS, {"布局图": "面积 > 50", "证明": '业态 = "食堂"'})


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["只卖预包装"]),
        ({"只卖预包装": None}, ["只卖预包装"]),
        ({"只卖预包装": True}, []),
        ({"只卖预包装": False}, ["业态"]),
        ({"只卖预包装": False, "业态": "餐饮"}, ["面积"]),
        ({"只卖预包装": False, "业态": "食堂"}, []),
        ({"业态": "餐饮", "面积": 1}, ["只卖预包装"]),
        ({"只卖预包装": True, "业态": "餐饮"}, []),
        ({"只卖预包装": True, "别的": 1}, []),
    ],
)
def test_a_question_is_asked_once_its_condition_holds(answers: dict[str, Any], asked: list[str]) -> None:
    assert [each.name for each in GUIDE.ask(answers)] == asked


def test_questions_are_asked_in_the_order_of_the_guide_and_wait_for_those_they_depend_on() -> None:
    guide = Guide.compile([Question("乙", YesNo(), "甲"), Question("甲", YesNo()), Question("丙", YesNo())])
    assert [each.name for each in guide.ask({})] == ["甲", "丙"]
    assert [each.name for each in guide.asked({"甲": True})] == ["乙", "甲", "丙"]
    assert [each.name for each in guide.ask({"甲": True})] == ["乙", "丙"]


@pytest.mark.parametrize(
    ("answers", "situation", "missing"),
    [
        ({}, None, {"只卖预包装", "业态", "面积"}),
        ({"只卖预包装": True}, "备案", set()),
        ({"只卖预包装": False, "业态": "餐饮"}, None, {"面积"}),
        ({"只卖预包装": False, "业态": "餐饮", "面积": 299}, "小餐饮", set()),
        ({"只卖预包装": False, "业态": "餐饮", "面积": Decimal(300)}, "大餐饮", set()),
        ({"只卖预包装": True, "业态": "食堂"}, "备案", set()),
    ],
)
def test_the_answers_that_count_lead_to_one_situation(
    answers: dict[str, Any], situation: str | None, missing: set[str]
) -> None:
    outcome = GUIDE.situation(answers)
    assert (outcome.situation, outcome.missing) == (situation, missing)
    assert outcome.is_open is bool(missing)


def test_what_may_still_come_out_is_told_while_it_is_open() -> None:
    assert GUIDE.situation({"只卖预包装": False, "业态": "餐饮"}).possible == ("小餐饮", "大餐饮")


def test_where_two_situations_hold_none_is_chosen() -> None:
    guide = Guide.compile(QUESTIONS[:1], [Situation("一"), Situation("二", "只卖预包装")])
    outcome = guide.situation({"只卖预包装": True})
    assert (outcome.situation, [each.label for each in outcome.matching]) == (None, ["一", "二"])
    assert not outcome.is_open


def test_the_trace_tells_of_each_situation_which_part_decides() -> None:
    trace = GUIDE.situation({"只卖预包装": False, "业态": "餐饮", "面积": 299}).trace
    assert isinstance(trace, dict)
    assert {key: each.value for key, each in trace.items()} == {
        "备案": False,
        "食堂": False,
        "小餐饮": True,
        "大餐饮": False,
    }
    assert [(step.text, step.value) for step in trace["大餐饮"].children if step.is_decisive] == [
        ("面积 >= 300", False)
    ]


def test_a_part_that_hangs_on_a_question_not_asked_does_not_hold() -> None:
    assert GUIDE.holds("布局图", {"只卖预包装": True}) is None
    assert GUIDE.holds("证明", {"只卖预包装": True}) is False
    assert GUIDE.holds("布局图", {"只卖预包装": False}) == Unknown(frozenset({"面积"}))
    assert GUIDE.holds("布局图", {"只卖预包装": False, "业态": "餐饮", "面积": 51}) is True


def test_a_table_chooses_as_conditions_do_and_shows_its_rows() -> None:
    table = Table(
        ("只卖预包装", "面积"),
        (Row(("true", "-"), "备案"), Row(("false", "< 300"), "小"), Row(("", ">= 300"), "大")),
    )
    guide = Guide.compile([QUESTIONS[0], Question("面积", Number(Decimal(0)))], table)
    assert guide.situation({"只卖预包装": True, "面积": 5}).situation == "备案"
    assert guide.situation({"只卖预包装": False}).possible == ("小", "大")
    outcome = guide.situation({"只卖预包装": False, "面积": 300})
    assert outcome.situation == "大"
    assert isinstance(outcome.trace, TableTrace)
    assert [rule.number for rule in outcome.trace.matched] == [3]
    assert [(each.kind, each.about) for each in guide.prove().findings] == [("overlap", ("备案#1", "大#3"))]


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"只卖预包装": 1}, "只卖预包装"),
        ({"只卖预包装": "true"}, "只卖预包装"),
        ({"只卖预包装": False, "业态": "超市"}, "业态"),
        ({"只卖预包装": False, "业态": "餐饮", "面积": Decimal("0.5")}, "面积"),
        ({"只卖预包装": False, "业态": "餐饮", "面积": -1}, "面积"),
        ({"只卖预包装": False, "业态": "餐饮", "面积": 10001}, "面积"),
        ({"只卖预包装": False, "业态": "餐饮", "面积": True}, "面积"),
    ],
)
def test_an_answer_that_a_question_cannot_have_is_refused(answers: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid, match=r"situations\.answer") as refusal:
        GUIDE.situation(answers)
    assert refusal.value.where == where


NUMBERLESS = Question("业态", Choice(()))


@pytest.mark.parametrize(
    ("code", "questions", "situations", "conditions", "where"),
    [
        ("situations.unknown_name", QUESTIONS, [Situation("甲", "层高 > 3")], {}, "情形 甲：层高 > 3"),
        ("situations.unknown_name", QUESTIONS, [], {"M1": "业态 = 餐饮"}, "条件 M1：业态 = 餐饮"),
        (
            "situations.unknown_name",
            QUESTIONS,
            Table(("业态",), (Row(("餐饮",), "甲"),)),
            {},
            "决策表第 1 行第 1 格：餐饮",
        ),
        ("feel.syntax", QUESTIONS, [Situation("甲", "业态 =")], {}, "情形 甲，第1行第5个字符"),
        ("situations.row", QUESTIONS, Table(("业态", "面积"), (Row(("-",), "甲"),)), {}, "决策表第 1 行"),
        ("situations.name_twice", [*QUESTIONS, QUESTIONS[0]], [], {}, "只卖预包装"),
        ("situations.no_values", [NUMBERLESS], [], {}, "业态"),
        ("situations.no_values", [Question("面积", Number(Decimal(2), Decimal(1)))], [], {}, "面积"),
        (
            "situations.no_values",
            [Question("面积", Number(Decimal("1.2"), Decimal("1.8"), whole=True))],
            [],
            {},
            "面积",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    code: str, questions: Any, situations: Any, conditions: dict[str, str], where: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        Guide.compile(questions, situations, conditions)
    assert refusal.value.code == code
    assert str(refusal.value.where).startswith(where)


def test_questions_that_wait_for_each_other_are_refused_with_the_circle() -> None:
    circle = [Question("甲", YesNo(), "丙"), Question("乙", YesNo(), "甲"), Question("丙", YesNo(), "乙")]
    with pytest.raises(Invalid, match=r"situations\.cycle") as refusal:
        Guide.compile(circle)
    assert refusal.value.found == "甲 → 丙 → 乙 → 甲"
