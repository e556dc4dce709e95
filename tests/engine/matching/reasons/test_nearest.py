"""What a subject is told about rules that it almost meets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.matching.reasons.measures import SCHEMA, rules_of

from onedoor.engine.feel import Date, Unknown
from onedoor.engine.matching import Column, Kind, RuleSet, Schema
from onedoor.engine.matching.reasons import Proposal, nearest
from onedoor.engine.matching.reasons.nearest import MOST_CHANGES
from onedoor.engine.matching.reasons.telling import nearly_as_dict, nearly_sentence
from onedoor.errors import Invalid

D = Decimal
HNTE = {
    "失信": False,
    "成立日期": date(2020, 1, 1),
    "从业人员": 100,
    "科技人员": 9,
    "营业收入": D("40000000"),
    "研发费用": D("2000000"),
    "评分": 75,
}


def told(proposal: Proposal) -> dict[str, Any]:
    """What changes to what, and what has to be answered (``?``)."""
    changes = {each.fact: plain(each.after) for each in proposal.changes}
    return {**changes, **{f"?{each.fact}": plain(each.example) for each in proposal.answers}}


def plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


CASES: dict[str, tuple[str, dict[str, Any], list[dict[str, Any]]]] = {
    "a whole person more": (
        "高新技术企业",
        HNTE,
        [{"从业人员": "90"}, {"科技人员": "10"}],
    ),
    "the tier that applies says how much research": (
        "高新技术企业",
        {**HNTE, "科技人员": 10, "营业收入": D("60000000"), "研发费用": D("2399999.99")},
        [{"研发费用": "2400000"}, {"营业收入": "59999999.75"}],
    ),
    "the dismissal rate that the size allows, or the size that allows the rate": (
        "稳岗返还",
        {"失业保险缴费月数": 24, "参保人数": 31, "裁员率": D("0.1")},
        [{"参保人数": "30"}, {"裁员率": "0.055"}],
    ),
    "two facts where one is not enough": (
        "稳岗返还",
        {"失业保险缴费月数": 11, "参保人数": 31, "裁员率": D("0.1")},
        [{"失业保险缴费月数": "12", "参保人数": "30"}, {"失业保险缴费月数": "12", "裁员率": "0.055"}],
    ),
    "several conditions on one fact meet": (
        "专精特新",
        {"企业规模": "小型", "营业收入": D("40000000"), "研发费用": D("900000"), "评分": 60},
        [{"研发费用": "1200000"}],
    ),
    "both sides of a ratio have to move": (
        "专精特新",
        {"企业规模": "小型", "营业收入": D("9000000"), "研发费用": D("200000"), "评分": 60},
        [{"营业收入": "10000000", "研发费用": "1000000"}],
    ),
    "a list of codes": (
        "小巨人",
        {"评分": 60, "资质": ["高新技术企业"]},
        [{"资质": ["专精特新中小企业", "高新技术企业"]}],
    ),
}


@pytest.mark.parametrize(("measure", "facts", "expected"), CASES.values(), ids=CASES)
def test_a_measure_is_met_with_the_least(measure: str, facts: dict[str, Any], expected: list[Any]) -> None:
    (nearly,) = nearest(rules_of(measure), facts)
    assert nearly.rule == measure
    assert [told(each) for each in nearly.proposals] == expected
    assert not nearly.is_cut


SINGLE: dict[str, tuple[str, dict[str, Any], dict[str, Any] | None]] = {
    "the next number inside": ("评分 in (3..5) or 评分 in [9..12]", {"评分": 7}, {"评分": "9"}),
    "the nearer one of a list": ("评分 in [1, 4, 9]", {"评分": 5}, {"评分": "4"}),
    "the next that is not listed": ("not(评分 in [5, 6])", {"评分": 5}, {"评分": "4"}),
    "upwards of two that are as near": ("评分 != 5", {"评分": 5}, {"评分": "6"}),
    "an open end": ("评分 > 70", {"评分": 70}, {"评分": "71"}),
    "a cent below": ("营业收入 < 5000000", {"营业收入": D("5000000")}, {"营业收入": "4999999.99"}),
    "by the places of a ratio": ("裁员率 < 0.055", {"裁员率": D("0.2")}, {"裁员率": "0.0549"}),
    "never below zero": ("评分 < 0", {"评分": 5}, None),
    "not even at the end of what is allowed": (
        "评分 >= -1 * (if 年限 > 20 then 3 else 5) and 评分 < 从业人员 * 0",
        {"评分": 5, "从业人员": 1},
        None,
    ),
    "what is below zero already may go to such an end": (
        "评分 <= -3 and 评分 > 从业人员 * 0 - 10 and 评分 > -9",
        {"评分": -20, "从业人员": 1},
        {"评分": "-8"},
    ),
    "what is below zero already may stay there": ("评分 = -3", {"评分": -7}, {"评分": "-3"}),
    "no denominator of nothing": (
        "研发费用 / 营业收入 >= 0.5",
        {"研发费用": D(1), "营业收入": D(0)},
        {"营业收入": "0.01"},
    ),
    "another word": ('企业规模 in ("小型", "微型")', {"企业规模": "大型"}, {"企业规模": "小型"}),
    "a beginning": ('starts with(地区, "44")', {"地区": "310000"}, {"地区": "44"}),
    "a longer beginning": (
        'starts with(地区, "44") and not(starts with(地区, "4403"))',
        {"地区": "440300"},
        {"地区": "44"},
    ),
    "a beginning that is barred itself": (
        'starts with(地区, "44") and 地区 != "44"',
        {"地区": "31"},
        {"地区": "44·"},
    ),
    "two beginnings that exclude each other": (
        'starts with(地区, "44") and starts with(地区, "31")',
        {"地区": "44"},
        None,
    ),
    "a word of the list that begins so": (
        '地区 in ("310000", "440300") and starts with(地区, "44")',
        {"地区": "310000"},
        {"地区": "440300"},
    ),
    "yes for no": ("失信 = false", {"失信": True}, {"失信": False}),
    "a value where there was none": ("评分 >= 5", {"评分": None}, {"评分": "5"}),
    "none where there was a value": ("评分 = null", {"评分": 5}, {"评分": None}),
    "another list": (
        'list contains(资质, "甲") and not(list contains(资质, "乙"))',
        {"资质": ["乙", "丙"]},
        {"资质": ["丙", "甲"]},
    ),
    "a list where there was none": ('list contains(资质, "甲")', {"资质": None}, {"资质": ["甲"]}),
    "a fact that several conditions bear on": (
        "评分 >= 10 and 评分 <= 20 and not(评分 in [10, 11]) and 评分 > 5",
        {"评分": 3},
        {"评分": "12"},
    ),
    "the cheaper alternative": (
        "评分 >= 100 or 从业人员 >= 100",
        {"评分": 90, "从业人员": 50},
        {"评分": "100"},
    ),
    "fewer facts before smaller steps": (
        "(评分 >= 91 and 从业人员 >= 51) or 从业人员 >= 5000",
        {"评分": 90, "从业人员": 50},
        {"从业人员": "5000"},
    ),
    "the branch that applies": (
        "if 失信 then 评分 >= 90 else 评分 >= 60",
        {"失信": False, "评分": 50},
        {"评分": "60"},
    ),
    "a sum": (
        "从业人员 + 科技人员 >= 10 and 从业人员 <= 6",
        {"从业人员": 5, "科技人员": 2},
        {"科技人员": "5"},
    ),
    "a square": ("从业人员 * 从业人员 >= 科技人员", {"从业人员": 3, "科技人员": 17}, {"科技人员": "9"}),
    "a fact that must be told beside": (
        "评分 >= 60 and not(失信)",
        {"评分": 50},
        {"评分": "60", "?失信": False},
    ),
    "a number that must be told beside": (
        "评分 >= 60 and 从业人员 in [20..300]",
        {"评分": 50},
        {"评分": "60", "?从业人员": "20"},
    ),
    "what the interpreter alone decides stays": (
        "count(人员) >= 3 and 评分 >= 60",
        {"人员": [], "评分": 50},
        None,
    ),
    "unless it is true": ("count(人员) = 0 and 评分 >= 60", {"人员": [], "评分": 50}, {"评分": "60"}),
    "or another branch will do": (
        "count(人员) >= 3 or 评分 >= 60",
        {"人员": [], "评分": 50},
        {"评分": "60"},
    ),
    "a date is fixed": ('成立日期 <= date("2020-01-01")', {"成立日期": date(2021, 1, 1)}, None),
    "nothing is false for ever": ("评分 > 5 and 评分 < 5", {"评分": 5}, None),
}


@pytest.mark.parametrize(("rule", "facts", "expected"), SINGLE.values(), ids=SINGLE)
def test_a_rule_is_met_with_the_least(rule: str, facts: dict[str, Any], expected: Any) -> None:
    found = nearest(rules_of(rule), facts)
    assert (told(found[0].best) if found else None) == expected


def test_a_date_may_move_where_it_is_said_to() -> None:
    rules = rules_of('成立日期 <= date("2020-01-01")')
    (nearly,) = nearest(rules, {"成立日期": date(2021, 1, 1)}, movable={"成立日期"})
    assert told(nearly.best) == {"成立日期": date(2020, 1, 1)}


def test_a_frozen_fact_stays_and_the_other_one_moves() -> None:
    (nearly,) = nearest(rules_of("高新技术企业"), HNTE, frozen={"科技人员"})
    assert [told(each) for each in nearly.proposals] == [{"从业人员": "90"}]
    assert nearest(rules_of("高新技术企业"), HNTE, frozen={"科技人员", "从业人员"}) == ()


def test_products_beyond_64_bits_are_exact() -> None:
    rules = rules_of("营业收入 * 研发费用 >= 90000000000000000000")
    facts = {"营业收入": D("9000000000000000"), "研发费用": D("9999.99")}
    (nearly,) = nearest(rules, facts, frozen={"营业收入"})
    assert told(nearly.best) == {"研发费用": "10000"}
    assert nearly.best.changes[0].is_least


def test_a_frozen_fact_that_nobody_told_may_still_turn_out_right() -> None:
    (nearly,) = nearest(rules_of("评分 >= 60 and 从业人员 > 5"), {"评分": 50}, frozen={"从业人员"})
    assert told(nearly.best) == {"评分": "60", "?从业人员": "6"}


def test_a_number_tells_that_the_next_smaller_step_does_not_suffice() -> None:
    (nearly,) = nearest(rules_of("高新技术企业"), HNTE)
    changes = [each for proposal in nearly.proposals for each in proposal.changes]
    assert [(each.fact, each.by, each.is_least) for each in changes] == [
        ("从业人员", -10, True),
        ("科技人员", 1, True),
    ]


def test_answers_that_hang_together_name_each_other_and_their_condition() -> None:
    (nearly,) = nearest(rules_of("研发费用 / 营业收入 >= 0.05 and 评分 >= 60"), {"评分": 50})
    assert {each.fact: (each.beside, each.condition) for each in nearly.best.answers} == {
        "研发费用": (("营业收入",), "研发费用 / 营业收入 >= 0.05"),
        "营业收入": (("研发费用",), "研发费用 / 营业收入 >= 0.05"),
    }


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    rules = rules_of(
        *(f"评分 >= {60 + place * 7 % 11}" for place in range(11)), "从业人员 >= 1 and 评分 >= 60"
    )
    found = nearest(rules, {"评分": 50, "从业人员": 0}, most=4)
    assert [told(each.best) for each in found] == [{"评分": plain(D(score))} for score in (60, 61, 62, 63)]


def test_rules_that_are_met_or_open_are_not_among_them() -> None:
    found = nearest(
        rules_of("评分 >= 60", "评分 >= 40", "从业人员 > 5", "从业人员 > 5 and 评分 >= 40"), {"评分": 50}
    )
    assert [each.rule for each in found] == ["规则0"]


def test_more_changes_than_anybody_makes_are_not_proposed() -> None:
    facts = {f"数{place}": 0 for place in range(MOST_CHANGES + 1)}
    schema = Schema.of(*(Column(name, Kind.INTEGER) for name in facts))
    most = " and ".join(f"{name} >= 1" for name in list(facts)[:MOST_CHANGES])
    every = " and ".join(f"{name} >= 1" for name in facts)
    found = nearest(RuleSet.compile({"四项": most, "五项": every}, schema), facts)
    assert [each.rule for each in found] == ["四项"]


def test_a_search_that_is_cut_says_so_and_ends() -> None:
    facts = {f"数{place}": 10 for place in range(36)}
    schema = Schema.of(*(Column(name, Kind.INTEGER) for name in facts))
    names = iter(facts)
    choices = [f"({next(names)} = 1 or {next(names)} = 2 or {next(names)} = 3)" for _ in range(12)]
    for groups, is_cut in ((3, False), (4, True)):
        rules = RuleSet.compile({"选": " and ".join(choices[:groups])}, schema)
        assert [(len(each.best.changes), each.is_cut) for each in nearest(rules, facts)] == [(groups, is_cut)]
    assert nearest(RuleSet.compile({"选": " and ".join(choices)}, schema), facts) == ()


def test_an_unknown_value_is_as_one_that_is_not_given() -> None:
    rules = rules_of("评分 >= 60 and not(失信)")
    assert nearest(rules, {"评分": 50, "失信": Unknown()}) == nearest(rules, {"评分": 50})


def test_numbers_may_be_given_as_texts_as_for_a_table() -> None:
    (nearly,) = nearest(rules_of("裁员率 <= 0.055"), {"裁员率": "0.2"})
    assert nearly.best.changes[0].by == D("-0.145")


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("评分", D("0.5")),
        ("评分", 2**63),
        ("失信", 1),
        ("企业规模", 5),
        ("成立日期", "2020-01-01"),
        ("资质", [5]),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_refused(fact: str, value: Any) -> None:
    with pytest.raises(Invalid, match=r"matching\.value"):
        nearest(rules_of("评分 >= 60"), {fact: value})


def test_columns_that_no_rule_reads_do_not_matter() -> None:
    assert nearest(rules_of("评分 >= 60"), {}) == ()
    assert {column.name for column in SCHEMA} > {"评分"}


@pytest.mark.parametrize("most", [0, -3])
def test_less_than_one_rule_cannot_be_asked_for(most: int) -> None:
    with pytest.raises(Invalid) as refused:
        nearest(rules_of("评分 >= 60"), {"评分": 50}, most=most)
    told = refused.value.as_dict("en")
    assert (told["code"], told["found"], told["expected"]) == ("matching.most", str(most), "1 or more")
    assert told["mend"]


def test_a_day_beyond_the_year_9999_stays_as_it_is_or_moves_back() -> None:
    facts = {"成立日期": Date(12000, 1, 1), "评分": 50}
    (nearly,) = nearest(rules_of('成立日期 >= date("2020-01-01") and 评分 >= 60'), facts)
    assert told(nearly.best) == {"评分": "60"}
    rules = rules_of('成立日期 <= date("2020-01-01")')
    (nearly,) = nearest(rules, facts, movable={"成立日期"})
    assert told(nearly.best) == {"成立日期": date(2020, 1, 1)}
    assert "(now 12000-01-01)" in nearly_sentence(nearly, {}).en
    assert nearly_as_dict(nearly)["proposals"][0]["changes"][0]["before"] == "12000-01-01"


@pytest.mark.parametrize(
    ("fact", "value", "found"),
    [
        ("评分", 2**63, "int 9223372036854775808"),
        ("评分", D("1.5"), "Decimal 1.5"),
        ("营业收入", D("0.001"), "Decimal 0.001"),
        ("成立日期", Date(6_000_000, 1, 1), "Date 6000000-01-01"),
        ("失信", 1, "int 1"),
    ],
)
def test_a_fact_that_its_column_cannot_hold_is_told_with_what_it_can(
    fact: str, value: Any, found: str
) -> None:
    with pytest.raises(Invalid) as refused:
        nearest(rules_of("评分 >= 60"), {fact: value})
    said = refused.value.as_dict("en")
    assert (said["code"], said["where"], said["found"]) == ("matching.value", fact, found)
    assert len(said["expected"]) > 5
