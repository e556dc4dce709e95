"""Values of every kind in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.feel import UNKNOWN, Range, evaluate, to_feel
from onedoor.engine.feel.explaining.units import quantity_in
from onedoor.engine.feel.explaining.values import value_words
from onedoor.text import Text

CODES = {"large": Text("大型", "large")}


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("true", "是", "yes"),
        ("false", "否", "no"),
        ("null", "无", "none"),
        ('"甲"', "“甲”", "“甲”"),
        ('"large"', "大型", "large"),
        ('"a\\nb"', "“a b”", "“a b”"),
        ('@"2026-03-01"', "2026年3月1日", "1 March 2026"),
        ('@"-0044-03-15"', "-0044-03-15", "-0044-03-15"),
        ('@"12:30:00"', "12:30", "12:30"),
        ('@"12:30:05"', "12:30:05", "12:30:05"),
        ('@"12:30:00Z"', "12:30 Z", "12:30 Z"),
        ('@"2026-03-01T08:00:00"', "2026年3月1日 08:00", "1 March 2026, 08:00"),
        (
            '@"2026-03-01T08:00:00@Asia/Shanghai"',
            "2026年3月1日 08:00 Asia/Shanghai",
            "1 March 2026, 08:00 Asia/Shanghai",
        ),
        ('@"P1DT2H"', "1 天 2 小时", "1 day and 2 hours"),
        ('@"-P3D"', "负 3 天", "minus 3 days"),
        ('@"P0D"', "0 天", "0 days"),
        ('@"P1Y2M"', "1 年 2 个月", "1 year and 2 months"),
        ('@"P0M"', "0 个月", "0 months"),
        ("[1, 2, 3]", "1、2、3", "1, 2, 3"),
        ("[1, 2, 3, 4, 5, 6, 7]", "1、2、3、4、5 等 7 项", "1, 2, 3, 4, 5 and 2 more"),
        ("[]", "空", "empty"),
        ('{a: 1, b: "甲"}', "a 为 1、b 为“甲”", "a: 1, b: “甲”"),
        ("[[[[1]]]]", "…", "…"),
        ("[1..5]", "1 至 5", "1 to 5"),
        ("(1..5]", "1（不含）至 5", "1 (not included) to 5"),
        ("(>= 5)", "5 以上", "from 5"),
        ("(< 5)", "5（不含）以下", "up to 5 (not included)"),
        ("function(x) x", "一个函数", "a function"),
    ],
)
def test_a_value_reads_as_people_write_it(expression: str, zh: str, en: str) -> None:
    words = value_words(evaluate(expression, {}), codes=CODES)
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh"),
    [
        (UNKNOWN, "尚未提供"),
        ([1, UNKNOWN], "1 人、尚未提供"),
        (Range(Decimal(10), Decimal(30)), "10 至 30 人"),
        (Range(Decimal(10), Decimal(20_000)), "10 人至 2 万人"),
        (Range(None, None), "任何值"),
        ("x" * 100, f"“{'x' * 60}…”"),
    ],
)
def test_units_run_through_lists_and_intervals(value: Any, zh: str) -> None:
    assert value_words(to_feel(value), quantity_in("人")).zh == zh
