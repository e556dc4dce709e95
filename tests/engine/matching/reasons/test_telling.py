"""Proposals and questions in sentences of both languages, and as plain data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.matching.reasons.measures import rules_of

from onedoor.engine.feel.explaining import FactWords, Wording
from onedoor.engine.feel.plain import to_json
from onedoor.engine.matching.reasons import ask_next, nearest
from onedoor.engine.matching.reasons.telling import (
    nearly_as_dict,
    nearly_sentence,
    outlook_sentence,
    proposal_sentence,
    question_as_dict,
    question_sentence,
)
from onedoor.text import Text

D = Decimal
UNITS = {"科技人员": "名", "参保人数": "人", "研发费用": "元"}
SENTENCES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "people are counted": (
        "科技人员 >= 10",
        {"科技人员": 9},
        "再增加 1 名科技人员（由 9 名增至 10 名）",
        "科技人员: 1 person more (from 9 people to 10 people)",
    ),
    "a number of people is measured": (
        "参保人数 <= 30",
        {"参保人数": 32},
        "参保人数减少 2 人（由 32 人减至 30 人）",
        "参保人数: 2 people less (from 32 people to 30 people)",
    ),
    "money to the cent": (
        "研发费用 >= 2400000",
        {"研发费用": D("2399999.99")},
        "研发费用再增加 0.01 元（由 2,399,999.99 元增至 240 万元）",
        "研发费用: 0.01 yuan more (from 2,399,999.99 yuan to 2,400,000 yuan)",
    ),
    "a rate in points, unrounded": (
        "裁员率 <= 0.0555",
        {"裁员率": D("0.1001")},
        "裁员率降低 4.46 个百分点（由 10.01% 降至 5.55%）",
        "裁员率: 4.46 percentage points less (from 10.01% to 5.55%)",
    ),
    "yes for no": ("not(失信)", {"失信": True}, "失信由是变为否", "失信: from yes to no"),
    "any of several words": (
        '企业规模 in ("小型", "微型")',
        {"企业规模": "大型"},
        "企业规模由“大型”变为“小型”或“微型”",
        "企业规模: from “大型” to “小型” or “微型”",
    ),
    "a beginning": (
        'starts with(地区, "44")',
        {"地区": "310000"},
        "地区须以“44”开头（现为“310000”）",
        "地区: must be something that begins with “44” (now “310000”)",
    ),
    "anything but": (
        '行业 != "烟草"',
        {"行业": "烟草"},
        "行业须不为“烟草”（现为“烟草”）",
        "行业: must be anything but “烟草” (now “烟草”)",
    ),
    "a date": (
        '成立日期 <= date("2025-01-01")',
        {"成立日期": date(2025, 1, 2)},
        "成立日期须不晚于 2025年1月1日（现为 2025年1月2日）",
        "成立日期: no later than 1 January 2025 (now 2 January 2025)",
    ),
    "codes to be had and to be lost": (
        'list contains(资质, "甲") and not(list contains(资质, "乙"))',
        {"资质": ["乙"]},
        "资质增加“甲”，去掉“乙”",
        "资质: with “甲” added and without “乙”",
    ),
    "a value where there is none": (
        "评分 >= 60",
        {"评分": None},
        "评分没有记录，须不低于 60",
        "评分: none on record, must be at least 60",
    ),
    "none where there is a value": (
        "评分 = null",
        {"评分": 5},
        "评分须没有记录（现为 5）",
        "评分: must be none on record (now 5)",
    ),
    "a change and an answer": (
        "评分 >= 60 and 参保人数 in [20..300]",
        {"评分": 50},
        "评分再增加 10（由 50 增至 60）；参保人数尚未提供，须在 20 人至 300 人之间",
        "评分: 10 more (from 50 to 60); 参保人数: not provided yet, must be from 20 people to 300 people",
    ),
    "answers that hang together are told once": (
        "研发费用 / 营业收入 >= 0.05 and 评分 >= 60",
        {"评分": 50},
        "评分再增加 10（由 50 增至 60）；研发费用和营业收入尚未提供，须使“研发费用 / 营业收入 >= 0.05”成立",
        "评分: 10 more (from 50 to 60); 研发费用 and 营业收入: not provided yet, must fulfil “研发费用 / 营业收入 >= 0.05”",
    ),
}


@pytest.mark.parametrize(("rule", "facts", "zh", "en"), SENTENCES.values(), ids=SENTENCES)
def test_what_would_have_to_be_is_told(rule: str, facts: dict[str, Any], zh: str, en: str) -> None:
    (nearly,) = nearest(rules_of(rule), facts, movable={"成立日期"})
    assert proposal_sentence(nearly.best, UNITS) == Text(zh, en)


ANSWERS: dict[str, tuple[str, str, str]] = {
    "at most": ("评分 <= 5", "评分尚未提供，须不超过 5", "评分: not provided yet, must be at most 5"),
    "one value": ("评分 = 5", "评分尚未提供，须为 5", "评分: not provided yet, must be 5"),
    "some values": (
        "评分 in (5, 7)",
        "评分尚未提供，须为 5 或为 7",
        "评分: not provided yet, must be 5 or 7",
    ),
    "all but some": (
        "not(评分 in [5, 7])",
        "评分尚未提供，须不为 5 或 7",
        "评分: not provided yet, must be anything but 5 or 7",
    ),
    "two spans": (
        "not(评分 in [5..7])",
        "评分尚未提供，须不超过 4 或不低于 8",
        "评分: not provided yet, must be at most 4 or at least 8",
    ),
    "yes": ("失信", "失信尚未提供，须为是", "失信: not provided yet, must be yes"),
    "no beginning": (
        'not(starts with(地区, "44"))',
        "地区尚未提供，须不以“44”开头",
        "地区: not provided yet, must be not beginning with “44”",
    ),
    "codes": (
        'list contains(资质, "甲")',
        "资质尚未提供，须包含“甲”",
        "资质: not provided yet, must be a list with “甲”",
    ),
    "a date": (
        '成立日期 >= date("2025-01-01")',
        "成立日期尚未提供，须不早于 2025年1月1日",
        "成立日期: not provided yet, must be no earlier than 1 January 2025",
    ),
}


@pytest.mark.parametrize(("rule", "zh", "en"), ANSWERS.values(), ids=ANSWERS)
def test_what_an_answer_must_be_is_told(rule: str, zh: str, en: str) -> None:
    (nearly,) = nearest(rules_of(f"从业人员 >= 1 and {rule}"), {"从业人员": 0})
    told = proposal_sentence(nearly.best, {})
    assert (told.zh.partition("；")[2], told.en.partition("; ")[2]) == (zh, en)


def test_labels_units_and_codes_are_those_of_the_wording() -> None:
    wording = Wording(
        {
            "企业规模": FactWords(Text("企业规模", "Size"), codes={"小型": Text("小型企业", "small")}),
            "研发费用": FactWords(Text("研发投入", "R&D expenses"), unit="万元"),
        }
    )
    rules = rules_of('企业规模 = "小型" and 研发费用 >= 10.5')
    (nearly,) = nearest(rules, {"企业规模": "大型", "研发费用": D("10.25")})
    told = nearly_sentence(nearly, wording)
    assert told.zh == (
        "企业规模由“大型”变为小型企业；研发投入再增加 0.25 万元（由 10.25 万元增至 10.5 万元），即符合“规则0”"
    )
    assert told.en == (
        "“规则0” would be met: Size: from “大型” to small; "
        "R&D expenses: 2,500 yuan more (from 102,500 yuan to 105,000 yuan)"
    )


QUESTIONS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "sure": (("评分 >= 60",), "请提供评分：1 项即可确定", "Provide 评分: it settles 1 rule"),
    "sure and perhaps": (
        ("评分 >= 60", "评分 >= 60 and 失信"),
        "请提供评分：1 项即可确定，另有 1 项可能确定",
        "Provide 评分: it settles 1 rule and may settle 1 rule more",
    ),
    "perhaps": (
        ("评分 >= 60 and 失信",),
        "请提供评分：1 项可能确定",
        "Provide 评分: it may settle 1 rule",
    ),
    "not alone": (
        ("评分 + 从业人员 >= 60",),
        "请提供从业人员：1 项还需其他事实",
        "Provide 从业人员: it leaves 1 rule open until more is told",
    ),
}


@pytest.mark.parametrize(("texts", "zh", "en"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_says_what_comes_of_it(texts: tuple[str, ...], zh: str, en: str) -> None:
    question = ask_next(rules_of(*texts), {})
    assert question is not None
    assert question_sentence(question, {}) == Text(zh, en)


OUTLOOKS: dict[str, tuple[str, str, str]] = {
    "met": (
        "参保人数 >= 30",
        "“规则0”：参保人数不低于 30 人即符合",
        "“规则0”: met with 参保人数: at least 30 people",
    ),
    "met, a share": (
        "裁员率 <= 0.055",
        "“规则0”：裁员率不超过 5.5% 即符合",
        "“规则0”: met with 裁员率: at most 5.5%",
    ),
    "below a round number": (
        "研发费用 < 40000",
        "“规则0”：研发费用低于 4 万元即符合",
        "“规则0”: met with 研发费用: below 40,000 yuan",
    ),
    "above a round number": (
        "not(裁员率 <= 0.2)",
        "“规则0”：裁员率高于 20% 即符合",
        "“规则0”: met with 裁员率: above 20%",
    ),
    "only refused": (
        "评分 >= 60 and 失信",
        "“规则0”：评分不超过 59 则不符合",
        "“规则0”: not met with 评分: at most 59",
    ),
    "never met": (
        "评分 > 5 and 评分 < 5",
        "“规则0”：无论怎样都不符合",
        "“规则0”: not met whatever 评分 is",
    ),
    "nobody knows which": ("count(人员) > 3", "“规则0”：有了人员即可确定", "“规则0”: settled with 人员"),
}


@pytest.mark.parametrize(("rule", "zh", "en"), OUTLOOKS.values(), ids=OUTLOOKS)
def test_it_is_told_which_answer_does_what(rule: str, zh: str, en: str) -> None:
    question = ask_next(rules_of(rule), {})
    assert question is not None
    assert outlook_sentence(question.outlooks[0], question, UNITS) == Text(zh, en)


def test_what_is_nearly_met_is_written_as_plain_data() -> None:
    rule = '科技人员 >= 10 and 企业规模 in ("小型") and starts with(地区, "44") and list contains(资质, "甲")'
    facts = {"科技人员": 9, "企业规模": "大型", "资质": []}
    plain = nearly_as_dict(nearest(rules_of(rule), facts)[0], UNITS)
    (proposal,) = plain["proposals"]
    assert (plain["rule"], plain["is_cut"]) == ("规则0", False)
    staff, size, codes = proposal["changes"]
    assert {key: staff[key] for key in ("fact", "before", "after", "by", "allowed", "is_least")} == {
        "fact": "科技人员",
        "before": 9,
        "after": 10,
        "by": 1,
        "allowed": [{"from": 10}],
        "is_least": True,
    }
    assert (size["allowed"], codes["allowed"]) == ([{"one_of": ["小型"]}], [{"with": ["甲"], "without": []}])
    assert [(each["fact"], each["allowed"]) for each in proposal["answers"]] == [
        ("地区", [{"beginning_with": ["44"]}])
    ]
    assert '"by": 1,' in to_json(plain)


def test_a_question_is_written_as_plain_data() -> None:
    rules = rules_of("评分 in (60, 70) and 失信", "评分 >= 60")
    question = ask_next(rules, {}, benefits={"规则1": D("2.5")})
    assert question is not None
    plain = question_as_dict(question, {})
    assert (plain["fact"], plain["score"], plain["resting"]) == ("评分", D("2.8333"), 2)
    sure, maybe = plain["rules"]
    assert (sure["rule"], sure["share"], sure["certain"]) == ("规则1", 1, [{"from": 60}])
    assert (maybe["share"], maybe["certain"]) == (D("0.3333"), [])
    assert maybe["refused"] == [{"to": 59}, {"from": 61, "to": 69}, {"from": 71}, {"absent": True}]
    assert '"score": 2.8333' in to_json(plain)


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        ("失信", [{"one_of": [False]}]),
        ('成立日期 >= date("2025-01-01")', [{"to": "2024-12-31"}]),
        ('企业规模 = "小型"', [{"not_one_of": ["小型"]}, {"absent": True}]),
        ('starts with(地区, "44")', [{"not_beginning_with": ["44"]}]),
        ("评分 = null", [{}]),
        ("评分 != null", [{"absent": True}]),
    ],
)
def test_sets_of_values_are_written_as_plain_data(rule: str, refused: list[dict[str, Any]]) -> None:
    question = ask_next(rules_of(rule), {})
    assert question is not None
    assert question_as_dict(question)["rules"][0]["refused"] == refused
