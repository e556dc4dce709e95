"""Which fact is asked for next, and what its answers would settle."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.engine.matching.reasons.measures import SCHEMA, rules_of

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.reasons import Question, ask_next, questions
from onedoor.engine.matching.reasons.codes import Codes
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.words import Words
from onedoor.errors import Invalid

LEAST, MOST = -(1 << 63), (1 << 63) - 1
HALF = Fraction(1, 2)


def shares(question: Question | None) -> dict[str, Fraction]:
    assert question is not None
    return {each.rule: each.share for each in question.outlooks}


CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], str, dict[str, Any]]] = {
    "a rule that lacks this only is settled": (("评分 >= 60",), {}, "评分", {"规则0": 1}),
    "one of two cells settles": (
        ("评分 >= 60 and 从业人员 >= 5 and 失信",),
        {"从业人员": 9},
        "评分",
        {"规则0": HALF},
    ),
    "a third of the cells leaves it open": (
        ("评分 in [3..5] and 失信",),
        {},
        "评分",
        {"规则0": Fraction(2, 3)},
    ),
    "each value that a rule names is a cell": (
        ('企业规模 in ("小型", "微型") and 失信',),
        {},
        "企业规模",
        {"规则0": Fraction(1, 3)},
    ),
    "a list of names is cut as they are": (
        ('企业规模 in ["小型", "微型"] and 失信',),
        {},
        "企业规模",
        {"规则0": Fraction(1, 3)},
    ),
    "beginnings cut": (('starts with(地区, "44") and 失信',), {}, "地区", {"规则0": HALF}),
    "one beginning inside another": (
        ('starts with(地区, "44") and not(starts with(地区, "4403")) and 失信',),
        {},
        "地区",
        {"规则0": Fraction(2, 3)},
    ),
    "what several rules lack settles more": (
        ("评分 >= 60", "评分 >= 70", "从业人员 >= 5"),
        {},
        "评分",
        {"规则0": 1, "规则1": 1},
    ),
    "a ratio is cut by what is known of it": (
        ("研发费用 / 营业收入 >= 0.05 and 失信",),
        {"营业收入": Decimal(100)},
        "研发费用",
        {"规则0": HALF},
    ),
    "a denominator of nothing is a cell, which leaves the rest open": (
        ("研发费用 / 营业收入 >= 0.05 and 失信",),
        {"研发费用": Decimal(100)},
        "营业收入",
        {"规则0": Fraction(1, 3)},
    ),
    "that there is no value is an answer where a rule asks for it": (
        ("(评分 = null or 评分 >= 60) and 失信",),
        {},
        "评分",
        {"规则0": Fraction(1, 3)},
    ),
    "and none where none asks": (
        ("评分 >= 60 and 失信", "评分 = null"),
        {},
        "评分",
        {"规则0": HALF, "规则1": 1},
    ),
    "codes in every combination": (
        ('list contains(资质, "甲") and list contains(资质, "乙") and 失信',),
        {},
        "资质",
        {"规则0": Fraction(3, 4)},
    ),
    "records that a rule lacks alone": (("count(人员) >= 3",), {}, "人员", {"规则0": 1}),
    "records of which a part is missing": (
        ("some 人 in 人员 satisfies 人.年龄 <= 24",),
        {"人员": [{"年龄": Unknown()}]},
        "人员",
        {"规则0": 1},
    ),
    "whatever it is": (("失信 or not(失信)",), {}, "失信", {"规则0": 1}),
}


@pytest.mark.parametrize(("texts", "facts", "fact", "expected"), CASES.values(), ids=CASES)
def test_shares_are_those_of_the_cells_that_settle(
    texts: tuple[str, ...], facts: dict[str, Any], fact: str, expected: dict[str, Any]
) -> None:
    found = {each.fact: each for each in questions(rules_of(*texts), facts)}
    assert shares(found[fact]) == expected
    assert found[fact].score == sum(expected.values())


def test_the_fact_that_settles_the_most_is_asked_for_first() -> None:
    question = ask_next(rules_of("评分 >= 60", "评分 >= 70 and 失信", "从业人员 >= 5"), {})
    assert question is not None
    assert (question.fact, question.score, question.resting) == ("评分", 1 + HALF, 2)
    assert (question.settled, question.may_settle) == (("规则0",), ("规则1",))


def test_benefits_weigh_rules() -> None:
    rules = rules_of("评分 >= 60", "评分 >= 70", "从业人员 >= 5")
    question = ask_next(rules, {}, benefits={"规则2": Decimal("2.5"), "规则1": 0})
    assert question is not None
    assert (question.fact, question.score) == ("从业人员", Decimal("2.5"))
    assert [each.score for each in questions(rules, {}, benefits={"规则2": Decimal("2.5")})] == [
        Fraction(5, 2),
        2,
    ]


def test_what_nobody_can_be_asked_for_is_not_asked() -> None:
    rules = rules_of("评分 >= 60", "评分 >= 70", "从业人员 >= 5")
    question = ask_next(rules, {}, askable={"从业人员"})
    assert question is not None
    assert question.fact == "从业人员"
    assert ask_next(rules, {}, askable=()) is None


def test_nothing_is_asked_where_nothing_is_open() -> None:
    assert ask_next(rules_of("评分 >= 60"), {"评分": 50}) is None
    assert ask_next(rules_of("评分 >= 60 and 失信"), {"失信": False}) is None


def test_where_one_answer_settles_nothing_the_fact_that_most_rules_rest_on_comes_first() -> None:
    rules = rules_of("研发费用 + 营业收入 >= 5", "研发费用 + 评分 >= 5")
    question = ask_next(rules, {})
    assert question is not None
    assert (question.fact, question.score, question.resting, question.outlooks) == ("研发费用", 0, 2, ())


def test_a_prior_says_how_frequent_answers_are() -> None:
    rules = rules_of("评分 >= 60 and 失信")
    rare = questions(
        rules, {}, prior={"评分": {80: 9, 50: 1}, "失信": {False: Decimal("0.5"), True: Decimal("0.5")}}
    )
    assert {each.fact: each.score for each in rare} == {"评分": Fraction(1, 10), "失信": HALF}
    absent = questions(rules_of("评分 >= 60 or 失信"), {}, prior={"评分": {80: 1, None: 1}})
    assert {each.fact: each.score for each in absent}["评分"] == HALF


@pytest.mark.parametrize("weight", [-1, Decimal("NaN"), True, "1"])
def test_weights_are_numbers_from_zero_up(weight: Any) -> None:
    with pytest.raises(Invalid, match=r"matching\.weight"):
        ask_next(rules_of("评分 >= 60"), {}, benefits={"规则0": weight})
    with pytest.raises(Invalid, match=r"matching\.weight"):
        ask_next(rules_of("评分 >= 60"), {}, prior={"评分": {5: weight}})


OUTLOOKS: dict[str, tuple[str, str, tuple[Any, ...], tuple[Any, ...]]] = {
    "numbers": ("评分 in [60..80]", "评分", (Spans(((60, 80),)),), (Spans(((LEAST, 59), (81, MOST))),)),
    "ratios": (
        "研发费用 / 营业收入 >= 0.05",
        "研发费用",
        (Spans(((5_00, MOST),)),),
        (Spans(((LEAST, 4_99),)),),
    ),
    "yes or no": ("not(失信)", "失信", (Spans(((0, 0),)),), (Spans(((1, 1),)),)),
    "words": (
        'starts with(地区, "44") and 地区 != "440300"',
        "地区",
        (Words(barred=frozenset({"440300"}), starts=frozenset({"44"})),),
        (Words(frozenset({"440300"})), Words(barred=frozenset(), not_starts=frozenset({"44"}))),
    ),
    "codes": (
        'list contains(资质, "甲")',
        "资质",
        (Codes(frozenset({"甲"})),),
        (Codes(lacks=frozenset({"甲"})),),
    ),
}


@pytest.mark.parametrize(("rule", "fact", "certain", "refused"), OUTLOOKS.values(), ids=OUTLOOKS)
def test_it_is_told_which_answers_do_what(rule: str, fact: str, certain: Any, refused: Any) -> None:
    facts = {} if fact == "营业收入" else {"营业收入": Decimal(100)}
    question = ask_next(rules_of(rule), facts)
    assert question is not None
    (outlook,) = question.outlooks
    assert (question.fact, set(outlook.certain or ()), set(outlook.refused or ())) == (
        fact,
        set(certain),
        set(refused),
    )


def test_what_only_the_interpreter_can_tell_is_not_told() -> None:
    question = ask_next(rules_of("count(人员) >= 3"), {})
    assert question is not None
    assert [(each.certain, each.refused) for each in question.outlooks] == [(None, None)]


def test_the_interpreter_is_asked_about_constants_of_what_is_left_to_it() -> None:
    question = ask_next(rules_of("modulo(评分, 7) = 3 and 从业人员 > 5"), {"从业人员": 9})
    assert question is not None
    assert (question.fact, question.settled) == ("评分", ("规则0",))
    by_fact = {each.fact: each for each in questions(rules_of("floor(评分 / 10) >= 6 and 从业人员 > 5"), {})}
    assert by_fact["评分"].score > 0


def test_the_interpreter_is_not_asked_without_end() -> None:
    texts = [f"modulo(评分, {place + 1_000}) > {place} and 失信" for place in range(60)]
    found = {each.fact: each for each in questions(rules_of(*texts), {})}
    assert found["评分"].is_cut


def test_a_fact_that_no_column_holds_is_no_question() -> None:
    assert ask_next(rules_of("从未采集 >= 5"), {}) is None
    assert "从未采集" not in SCHEMA.columns
