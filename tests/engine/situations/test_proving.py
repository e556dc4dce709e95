"""What is proved of a guide: each fault is found, with answers that show it."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from onedoor.engine.situations import (
    Choice,
    Guide,
    Kind,
    Number,
    Question,
    Row,
    Situation,
    Table,
    YesNo,
)

FLAGS = [Question(name, YesNo()) for name in "甲乙丙"]
AREA = [Question("面积", Number(Decimal(0)))]
BOTH = [Situation("a", "甲"), Situation("b", "not(甲)")]


def found(guide: Guide) -> list[tuple[Kind, str]]:
    return [(each.kind, " ".join(each.about)) for each in guide.prove().findings]


@pytest.mark.parametrize(
    ("situations", "conditions", "expected"),
    [
        (BOTH, {"m": "乙 and 丙"}, []),
        ([Situation("a", "甲")], {"m": "乙 and 丙"}, [(Kind.GAP, "")]),
        (
            [Situation("a", "甲"), Situation("b", "not(甲) or 乙")],
            {"m": "丙"},
            [(Kind.OVERLAP, "a b")],
        ),
        ([*BOTH, Situation("c", "甲 and not(甲)")], {"m": "乙 and 丙"}, [(Kind.NEVER, "c")]),
        (BOTH, {"m": "乙"}, [(Kind.IDLE, "丙")]),
        (
            BOTH,
            {"m": "乙 or not(乙)", "k": "丙"},
            [(Kind.IDLE, "乙"), (Kind.ALWAYS, "m")],
        ),
        (
            BOTH,
            {"m": '乙 > "x"', "k": "丙"},
            [(Kind.NULL, "m"), (Kind.NEVER, "m"), (Kind.IDLE, "乙")],
        ),
        (BOTH, {"m": "today() > date(2026, 1, 1) and 乙", "k": "丙"}, [(Kind.OPEN, "m"), (Kind.NEVER, "m"), (Kind.IDLE, "乙")]),
        (BOTH, {"m": "", "k": "乙", "l": "丙"}, []),
        ([], {"m": "甲 and 乙", "k": "丙"}, []),
    ],
)  # fmt: skip
def test_each_fault_is_found_and_nothing_else(
    situations: list[Situation], conditions: dict[str, str], expected: list[tuple[Kind, str]]
) -> None:
    assert found(Guide.compile(FLAGS, situations, conditions)) == expected


def test_a_question_nobody_can_come_to_is_named() -> None:
    questions = [Question("甲", YesNo()), Question("乙", YesNo(), when="甲 and not(甲)")]
    guide = Guide.compile(questions, BOTH, {"m": "乙 = true"})
    assert found(guide) == [(Kind.NEVER_ASKED, "乙"), (Kind.NEVER, "m")]


def test_a_condition_on_a_question_that_is_not_asked_is_noted_and_not_wrong() -> None:
    questions = [Question("甲", YesNo()), Question("乙", YesNo(), when="甲")]
    proof = Guide.compile(questions, BOTH, {"m": "乙"}).prove()
    assert [(each.code, each.example) for each in proof.findings] == [("situations.unasked", {"甲": False})]
    assert proof.is_sound


def test_the_ends_of_numbers_are_tried() -> None:
    fits = Guide.compile(AREA, [Situation("小", "面积 < 300"), Situation("大", "面积 >= 300")])
    hole = Guide.compile(AREA, [Situation("小", "面积 < 300"), Situation("大", "面积 > 300")])
    assert fits.prove().is_sound
    assert [str(each) for each in fits.prove().cells["面积"]] == ["[0..300)", "[300..)"]
    (gap,) = hole.prove().findings
    assert (gap.kind, gap.example, gap.sets) == (Kind.GAP, {"面积": Decimal(300)}, 1)


@pytest.mark.parametrize(
    ("domain", "condition", "cells"),
    [
        (Number(), "数 > 0", ["(..0]", "(0..)"]),
        (Number(), "true", ["1"]),
        (Number(Decimal(1), Decimal(9), whole=True), "数 > 2.5", ["[1..2.5)", "(2.5..9]"]),
        (Number(Decimal(1), Decimal(9), whole=True), "数 > 20 or 数 < 1", ["[1..9]"]),
        (Number(Decimal(1), Decimal(3)), "数 in [1..2)", ["[1..2)", "[2..3]"]),
        (Number(Decimal(1), Decimal(3), whole=True), "数 * 数 > 5", ["1", "2", "3"]),
        (Number(Decimal(0), Decimal(9)), "if 数 > 5 then 数 < 7 else false", ["[0..5]", "(5..7)", "[7..9]"]),
        (Number(whole=True), "数 = 3", ["(..3)", "3", "(3..)"]),
    ],
)
def test_numbers_are_cut_where_conditions_change(domain: Number, condition: str, cells: list[str]) -> None:
    guide = Guide.compile([Question("数", domain)], [], {"m": condition})
    assert [str(each) for each in guide.prove().cells["数"]] == cells


def test_a_number_that_is_compared_inside_a_choice_is_cut_there_too() -> None:
    questions = [Question("甲", YesNo()), Question("数", Number(Decimal(1), Decimal(6)))]
    guide = Guide.compile(questions, [], {"m": "if 甲 then true else 数 = 1"})
    assert [str(each) for each in guide.prove().cells["数"]] == ["1", "(1..6]"]
    assert guide.prove().findings == ()


def test_a_table_has_gaps_and_overlaps_too() -> None:
    questions = [Question("业态", Choice(("x", "y", "z")))]
    table = Table(("业态",), (Row(('"x","y"',), "甲"), Row(('"y"',), "乙")))
    assert found(Guide.compile(questions, table)) == [(Kind.GAP, ""), (Kind.OVERLAP, "甲#1 乙#2")]


def test_a_condition_that_reckons_makes_no_proof_and_is_said() -> None:
    situations = [Situation("甲", "面积 * 面积 < 10"), Situation("乙", "面积 * 面积 >= 10")]
    proof = Guide.compile(AREA, situations).prove()
    assert [(each.kind, each.about) for each in proof.findings] == [(Kind.SAMPLED, ("面积",))]
    assert not proof.is_complete
    assert not proof.is_sound


def test_beyond_the_bound_it_says_what_was_not_looked_at() -> None:
    questions = [Question(f"问{number}", YesNo()) for number in range(40)]
    conditions = {f"料{number}": f"问{number} and 问{39 - number}" for number in range(20)}
    guide = Guide.compile(questions, [Situation("甲", "问0"), Situation("乙", "not(问0)")], conditions)
    short = guide.prove(most=60)
    (limit,) = [each for each in short.findings if each.kind is Kind.LIMIT]
    assert set(limit.about).isdisjoint(short.judged)
    assert {*limit.about, *short.judged} == {*conditions, "甲", "乙"}
    assert not short.is_sound
    assert guide.prove().is_sound


def test_of_very_many_overlaps_the_first_are_shown_and_the_others_said() -> None:
    proof = Guide.compile(AREA, [Situation(f"s{number}") for number in range(30)]).prove()
    kinds = [each.kind for each in proof.findings]
    assert kinds.count(Kind.OVERLAP) == 100
    assert [each.about for each in proof.findings if each.kind is Kind.LIMIT][0] == ("s14",)
    assert not proof.is_complete


def test_questions_that_share_nothing_multiply() -> None:
    questions = [Question(f"问{number}", YesNo()) for number in range(40)]
    guide = Guide.compile(
        questions,
        [Situation("a", "问0"), Situation("b", "not(问0)")],
        {f"料{number}": f"问{number}" for number in range(1, 40)},
    )
    proof = guide.prove()
    assert (proof.leaves, proof.lists, proof.is_sound) == (2**40, 2**40, True)


def real_guide() -> Guide:
    """Fifteen questions as guides have them: a few that open others, numbers with thresholds, a material for each."""
    questions = [
        Question("种类", Choice(("销售", "餐饮", "食堂"))),
        Question("面积", Number(Decimal(1), Decimal(20000), whole=True), '种类 != "销售"'),
        Question("楼层", Number(Decimal(-3), Decimal(60), whole=True), '种类 != "销售"'),
        Question("学校食堂", YesNo(), '种类 = "食堂"'),
        *(Question(f"项目{at}", YesNo(), '种类 = "餐饮"' if at % 2 else "") for at in range(8)),
        Question("告知承诺", YesNo(), '种类 = "餐饮" and 面积 <= 300'),
        Question("网络经营", YesNo()),
        Question("平台数", Number(Decimal(1), Decimal(50), whole=True), "网络经营"),
    ]
    situations = [
        Situation("备案", '种类 = "销售"'),
        Situation("承诺", '种类 = "餐饮" and 面积 <= 300 and 告知承诺'),
        Situation("小餐饮", '种类 = "餐饮" and 面积 <= 300 and not(告知承诺)'),
        Situation("大餐饮", '种类 = "餐饮" and 面积 > 300'),
        Situation("食堂", '种类 = "食堂"'),
    ]
    conditions: dict[str, Any] = {f"M{at}": f"项目{at} = true" for at in range(8)}
    conditions |= {"图": "面积 > 50 and 楼层 < 0", "员": "学校食堂 = true", "台": "平台数 >= 2"}
    return Guide.compile(questions, situations, conditions)


def test_a_real_guide_of_fifteen_questions_is_proved_in_no_time() -> None:
    guide = real_guide()
    began = perf_counter()
    proof = guide.prove()
    assert perf_counter() - began < 1
    assert proof.is_sound
    assert len(guide.questions) == 15
    online, small = (
        3,
        4,
    )  # not online, one platform, several; two small cells of the area, each with or without the promise
    sale, meals, canteen = 2**4, (small + 1) * 2 * 2**8, 3 * 2 * 2 * 2**4
    assert proof.leaves == (sale + meals + canteen) * online
    assert {each.kind for each in proof.findings} == {Kind.UNASKED}


def test_a_finding_says_in_both_languages_what_is_wrong_and_how_to_mend_it() -> None:
    (gap,) = Guide.compile(AREA, [Situation("小", "面积 < 300")]).prove().findings
    assert gap.message.en == "1 complete set(s) of answers lead to no situation"
    assert gap.message.zh == "有 1 组完整的回答不对应任何情形"
    assert "情形" in gap.mend.zh
