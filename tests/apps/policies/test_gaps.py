"""How far off an unmet condition is: a table of sentences, and the law that the gap closes the condition."""

from __future__ import annotations

from decimal import Decimal
from operator import ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.policies.gaps import gap_words
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import Gap
from onedoor.text import Text

HOLDS = {">=": ge, ">": gt, "<=": le, "<": lt}


def fact(kind: ValueKind, unit: str = "") -> FactAsked:
    name = Text("某项", "Something")
    return FactAsked(
        element="some", name=name, kind=kind, unit=unit, question=None, options={}, derived_by=None
    )


STAFF, MONTHS = fact(ValueKind.NUMBER, "人"), fact(ValueKind.NUMBER, "月")
RATE, SCORE = fact(ValueKind.RATIO, "比例"), fact(ValueKind.DECIMAL, "分")
YUAN, WAN = fact(ValueKind.MONEY, "元"), fact(ValueKind.MONEY, "万元")
YEARS = fact(ValueKind.MONEY_LIST, "万元")


@pytest.mark.parametrize(
    ("of", "operator", "found", "wanted", "zh", "en"),
    [
        (STAFF, ">=", "3", "6", "还差 3 人", "3 people short"),
        (STAFF, ">=", "3", "4.8", "还差 2 人", "2 people short"),
        (STAFF, ">", "3", "3", "还差 1 人", "1 person short"),
        (STAFF, ">", "3", "4.8", "还差 2 人", "2 people short"),
        (STAFF, "<=", "301", "300", "超出 1 人", "1 person too much"),
        (STAFF, "<", "300", "300", "超出 1 人", "1 person too much"),
        (STAFF, "<=", "300.25", "300", "超出 0.25 人", "0.25 people too much"),
        (MONTHS, ">=", "9", "12", "还差 3 月", "3 months short"),
        (RATE, ">=", "0.52", "0.6", "还差 8 个百分点", "8 percentage points short"),
        (RATE, ">=", "0.599999999", "0.6", "还差 0.01 个百分点", "0.01 percentage points short"),
        (RATE, "<=", "0.08", "0.055", "超出 2.5 个百分点", "2.5 percentage points too much"),
        (
            RATE,
            ">=",
            "-1e24",
            "0.6",
            f"还差 100{',000' * 7},060 个百分点",
            f"100{',000' * 7},060 percentage points short",
        ),
        (RATE, "<", "0.2", "0.2", "须低于 20%，现为 20%", "must be below 20%, now 20%"),
        (SCORE, ">", "70", "70", "须高于 70 分，现为 70 分", "must be above 70 points, now 70 points"),
        (
            SCORE,
            ">",
            "69.999",
            "70",
            "须高于 70 分，现为 69.999 分",
            "must be above 70 points, now 69.999 points",
        ),
        (YUAN, "<=", "3000000.01", "3000000", "超出 0.01 元", "0.01 yuan too much"),
        (YUAN, "<=", "3001200", "3000000", "超出 1,200 元", "1,200 yuan too much"),
        (WAN, ">=", "249.9999", "250", "还差 1 元", "1 yuan short"),
        (YEARS, ">=", "599", "619.5", "还差 20.5 万元", "20.5 x 10,000 yuan short"),
        (None, ">=", "0.101", "0.2", "还差 0.1", "0.1 short"),
    ],
)
def test_a_gap_in_words(of, operator, found, wanted, zh, en):
    assert gap_words(of, Gap("某项", operator, Decimal(found), Decimal(wanted))) == Text(zh, en)


@given(
    found=st.integers(0, 5000),
    wanted=st.decimals(0, 5000, places=3),
    operator=st.sampled_from(sorted(HOLDS)),
)
def test_closing_a_gap_of_people_meets_the_condition_and_one_fewer_does_not(found, wanted, operator):
    holds = HOLDS[operator]
    if holds(found, wanted):
        return
    words = gap_words(STAFF, Gap("某项", operator, Decimal(found), wanted)).zh
    step = int(words.split()[1].replace(",", "")) * (1 if words.startswith("还差") else -1)
    assert holds(found + step, wanted)
    assert not holds(found + step - (1 if step > 0 else -1), wanted)


@given(found=st.integers(0, 10**9), missing=st.integers(1, 10**9))
def test_a_gap_of_money_is_never_told_as_less_than_it_is(found, missing):
    cents = Decimal(found) / 100
    amount = gap_words(YUAN, Gap("某项", ">=", cents, cents + Decimal(missing) / 100)).zh.split()[1]
    assert Decimal(amount.replace(",", "")) == Decimal(missing) / 100
