"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel.explaining.numbers import digits, distance_words, number_words
from onedoor.engine.feel.explaining.units import PLAIN, SHARE, quantity_in


@pytest.mark.parametrize(
    ("number", "unit", "zh", "en"),
    [
        ("9999", "元", "9,999 元", "9,999 yuan"),
        ("10000", "元", "1 万元", "10,000 yuan"),
        ("12300", "元", "1.23 万元", "12,300 yuan"),
        ("12345", "元", "12,345 元", "12,345 yuan"),
        ("-30000", "元", "-3 万元", "-30,000 yuan"),
        ("100000000", "元", "1 亿元", "100,000,000 yuan"),
        ("123450000", "元", "12,345 万元", "123,450,000 yuan"),
        ("0.05", "元", "0.05 元", "0.05 yuan"),
        ("1", "元", "1 元", "1 yuan"),
        ("5000", "万元", "5,000 万元", "50,000,000 yuan"),
        ("20000", "万元", "2 亿元", "200,000,000 yuan"),
        ("20001", "万元", "20,001 万元", "200,010,000 yuan"),
        ("1.5", "亿元", "1.5 亿元", "150,000,000 yuan"),
        ("1", "人", "1 人", "1 person"),
        ("12000", "人", "1.2 万人", "12,000 people"),
        ("12", "月", "12 个月", "12 months"),
        ("20000", "分", "20,000 分", "20,000 points"),
        ("4.20", "%", "4.2%", "4.2%"),
        ("3", "箱", "3 箱", "3 箱"),
        ("1234567.50", "", "1,234,567.5", "1,234,567.5"),
        ("0.055", "比例", "5.5%", "5.5%"),
        ("0.333333333333", "比例", "33.33%", "33.33%"),
        ("1E+30", "人", "1E+30 人", "1E+30 people"),
        ("1E-30", "", "1E-30", "1E-30"),
        ("0", "万元", "0 万元", "0 yuan"),
    ],
)
def test_numbers_are_grouped_scaled_and_have_their_unit(number: str, unit: str, zh: str, en: str) -> None:
    words = number_words(Decimal(number), quantity_in(unit))
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("number", "beside", "told"),
    [
        ("0.04999999", "0.05", "4.999999%"),
        ("0.0501", "0.05", "5.01%"),
        ("0.050000001", "0.05", "5.0000001%"),
        ("0.05", "0.05", "5%"),
    ],
)
def test_a_number_never_reads_like_the_limit_that_it_is_not(number: str, beside: str, told: str) -> None:
    assert number_words(Decimal(number), SHARE, Decimal(beside)).zh == told


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=9)


@given(one=numbers, other=numbers)
def test_two_numbers_read_alike_only_if_they_are_the_same(one: Decimal, other: Decimal) -> None:
    assert (digits(one, 4, other) == digits(other, 4, one)) == (one == other)


@given(number=numbers)
def test_what_is_told_is_within_its_last_place_of_the_number(number: Decimal) -> None:
    assert abs(Decimal(digits(number).replace(",", "")) - number) <= Decimal("0.00005")


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False),
    unit=st.sampled_from(["元", "万元", "比例", "%", "人", ""]),
)
def test_any_number_can_be_told(number: Decimal, unit: str) -> None:
    assert number_words(number, quantity_in(unit)).zh
    assert len(number_words(number, quantity_in(unit)).zh) < 100


@pytest.mark.parametrize(
    ("found", "limit", "unit", "zh", "en"),
    [
        ("0.042", "0.05", "比例", "差 0.8 个百分点", "0.8 percentage points short"),
        ("31", "30", "人", "超出 1 人", "1 person too much"),
        ("4999.5", "5000", "万元", "差 0.5 万元", "5,000 yuan short"),
        ("0.0499999999", "0.05", "比例", "差 0.01 个百分点", "0.01 percentage points short"),
        ("2", "2.00001", "", "差 0.0001", "0.0001 short"),
    ],
)
def test_a_distance_is_never_told_as_less_than_it_is(
    found: str, limit: str, unit: str, zh: str, en: str
) -> None:
    words = distance_words(Decimal(found), Decimal(limit), quantity_in(unit))
    assert (words.zh, words.en) == (zh, en)


def test_a_plain_number_has_no_unit() -> None:
    assert number_words(Decimal(20000), PLAIN).as_dict() == {"zh": "20,000", "en": "20,000"}
