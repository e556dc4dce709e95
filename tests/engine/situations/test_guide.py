"""Questions come one after another, and their answers lead to one situation."""

from decimal import Decimal

import pytest

from onedoor.engine.feel import FeelSyntaxError
from onedoor.engine.situations import Choice, Guide, Number, Question, Situation, Table, YesNo
from onedoor.errors import Invalid

QUESTIONS = [
    Question("只卖预包装", YesNo()),
    Question("业态", Choice(("餐饮", "食堂")), when="not(只卖预包装)"),
    Question("面积", Number(Decimal(0)), when='业态 = "餐饮"'),
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
        ({"只卖预包装": True}, []),
        ({"只卖预包装": False}, ["业态"]),
        ({"只卖预包装": False, "业态": "餐饮"}, ["面积"]),
        ({"只卖预包装": False, "业态": "食堂"}, []),
        ({"业态": "餐饮", "面积": Decimal(1)}, ["只卖预包装"]),
        ({"只卖预包装": True, "业态": "餐饮"}, []),
    ],
)
def test_a_question_is_asked_once_its_condition_holds(answers, asked):
    assert [each.name for each in GUIDE.ask(answers)] == asked


@pytest.mark.parametrize(
    ("answers", "situation"),
    [
        ({}, None),
        ({"只卖预包装": True}, "备案"),
        ({"只卖预包装": False, "业态": "餐饮"}, None),
        ({"只卖预包装": False, "业态": "餐饮", "面积": Decimal(299)}, "小餐饮"),
        ({"只卖预包装": False, "业态": "餐饮", "面积": Decimal(300)}, "大餐饮"),
        ({"只卖预包装": True, "业态": "食堂"}, "备案"),
    ],
)
def test_the_answers_that_count_lead_to_one_situation(answers, situation):
    assert GUIDE.situation(answers) == situation


def test_a_part_that_hangs_on_a_question_not_asked_does_not_hold():
    assert GUIDE.holds("布局图", {"只卖预包装": True}) is False
    assert GUIDE.holds("布局图", {"只卖预包装": False}) is None
    assert GUIDE.holds("布局图", {"只卖预包装": False, "业态": "餐饮", "面积": Decimal(51)}) is True


def test_a_table_chooses_as_conditions_do():
    table = Table(
        ("只卖预包装", "面积"),
        ((("true", "-"), "备案"), (("false", "< 300"), "小"), (("false", ">= 300"), "大")),
    )
    guide = Guide.compile([Question("只卖预包装", YesNo()), Question("面积", Number(Decimal(0)))], table)
    assert guide.situation({"只卖预包装": True, "面积": Decimal(5)}) == "备案"
    assert guide.situation({"只卖预包装": False}) is None
    assert guide.situation({"只卖预包装": False, "面积": Decimal(300)}) == "大"
    assert guide.prove().holds


def test_a_name_that_is_no_question_is_refused_with_its_place():
    with pytest.raises(Invalid, match=r"guide\.name") as refusal:
        Guide.compile(QUESTIONS, [Situation("甲", "层高 > 3")])
    assert (refusal.value.found, refusal.value.where) == ("层高", "甲")


def test_questions_that_wait_for_each_other_are_refused():
    circle = [Question("甲", YesNo(), when="乙"), Question("乙", YesNo(), when="甲")]
    with pytest.raises(Invalid, match=r"guide\.circle"):
        Guide.compile(circle)


@pytest.mark.parametrize("twice", ["question", "situation"])
def test_what_is_there_twice_is_refused(twice):
    questions = QUESTIONS * 2 if twice == "question" else QUESTIONS
    situations = SITUATIONS * 2 if twice == "situation" else SITUATIONS
    with pytest.raises(Invalid, match=r"guide\.twice"):
        Guide.compile(questions, situations)


def test_a_row_of_another_width_is_refused():
    with pytest.raises(Invalid, match=r"guide\.row"):
        Guide.compile(QUESTIONS, Table(("业态", "面积"), ((("-",), "甲"),)))


def test_a_condition_that_is_not_feel_is_refused():
    with pytest.raises(FeelSyntaxError):
        Guide.compile(QUESTIONS, [Situation("甲", "业态 =")])
