"""Sentences on lists, intervals and functions that are conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.feel.explaining.office import told

# fmt: off
MEMBERSHIP = [
    ('企业规模 in ("medium", "small")', {"企业规模": "large"}, "企业规模为大型，要求为中型或小型", "Size: large, must be medium or small"),
    ('企业规模 in ("medium", "small")', {"企业规模": "small"}, "企业规模为小型，符合要求（中型或小型）", "Size: small, as required (medium or small)"),
    ('企业规模 in ("medium", "small")', {}, "企业规模尚未提供，要求为中型或小型", "Size: not provided yet, must be medium or small"),
    ('企业规模 in ("medium", "small")', {"企业规模": None}, "企业规模没有记录，要求为中型或小型", "Size: none on record, must be medium or small"),
    ('企业规模 in ["medium", "small"]', {"企业规模": "large"}, "企业规模为大型，要求为中型或小型", "Size: large, must be medium or small"),
    ('not(企业规模 in ("medium", "small"))', {"企业规模": "small"}, "企业规模为小型，要求不为中型或小型", "Size: small, must not be medium or small"),
    ('not(企业规模 in ("medium", "small"))', {"企业规模": "large"}, "企业规模为大型，符合要求（不得为中型或小型）", "Size: large, as required not medium or small"),
    ("行业 in 限制行业", {"行业": "烟草", "限制行业": ["房地产", "住宿"]}, "行业为“烟草”，要求在“房地产”、“住宿”（限制行业）之列", "行业: “烟草”, must be among “房地产”, “住宿” (限制行业)"),
    ("行业 in 限制行业", {"行业": "烟草"}, "限制行业尚未提供，要求行业在限制行业之列", "限制行业: not provided yet; 行业 must be among 限制行业"),
    ("not(行业 in 限制行业)", {"行业": "烟草", "限制行业": ["烟草"]}, "行业为“烟草”，要求不在“烟草”（限制行业）之列", "行业: “烟草”, must not be among “烟草” (限制行业)"),
    ("参保人数 between 10 and 30", {"参保人数": 31}, "参保人数 31 人，高于要求的 10 至 30 人", "Insured staff: 31 people, above the required 10 to 30 people"),
    ("参保人数 between 10 and 30", {"参保人数": 9}, "参保人数 9 人，低于要求的 10 至 30 人", "Insured staff: 9 people, below the required 10 to 30 people"),
    ("参保人数 between 10 and 30", {"参保人数": 30}, "参保人数 30 人，在要求的 10 至 30 人之间", "Insured staff: 30 people, within the required 10 to 30 people"),
    ("参保人数 between 10 and 30", {}, "参保人数尚未提供，要求在 10 至 30 人之间", "Insured staff: not provided yet, must be from 10 to 30 people"),
    ("参保人数 in [10..30)", {"参保人数": 30}, "参保人数 30 人，不在要求的 10 至 30 人（不含）之间", "Insured staff: 30 people, outside the required 10 to 30 people (not included)"),
    ("参保人数 in [10..30)", {"参保人数": None}, "参保人数没有记录，要求在 10 至 30 人（不含）之间", "Insured staff: none on record, must be from 10 to 30 people (not included)"),
    ("not(参保人数 in [10..30))", {"参保人数": 20}, "参保人数 20 人，要求不在 10 至 30 人（不含）之间", "Insured staff: 20 people, must not be from 10 to 30 people (not included)"),
    ("not(参保人数 in [10..30))", {"参保人数": 40}, "参保人数 40 人，不在 10 至 30 人（不含）之间，符合要求", "Insured staff: 40 people, not from 10 to 30 people (not included), as required"),
    ("参保人数 in (>= 300)", {"参保人数": 299}, "参保人数 299 人，低于要求的 300 人", "Insured staff: 299 people, below the required 300 people"),
    ("参保人数 in (< 5, [10..30])", {"参保人数": 7}, "参保人数为 7 人，要求低于 5 人，或在 10 至 30 人之间", "Insured staff: 7 people, must be less than 5 people or from 10 to 30 people"),
    ("参保人数 in (< 5, [10..30])", {"参保人数": 12}, "参保人数为 12 人，符合要求（低于 5 人，或在 10 至 30 人之间）", "Insured staff: 12 people, as required (less than 5 people or from 10 to 30 people)"),
    ('申请日期 in [@"2026-01-01"..@"2026-06-30"]', {"申请日期": date(2026, 7, 1)}, "申请日期 2026年7月1日，晚于要求的 2026年1月1日至 2026年6月30日", "申请日期: 1 July 2026, after the required 1 January 2026 to 30 June 2026"),
    ("占用率 in [0.1..0.2]", {"占用率": Decimal("0.25")}, "占用率 25% 高于要求的 10% 至 20%", "占用率: 25%, above the required 10% to 20%"),
    ("参保人数 in (? > 5 and ? < 9)", {"参保人数": 3}, "参保人数为 3 人，要求符合“? > 5 and ? < 9”", "Insured staff: 3 people, must satisfy “? > 5 and ? < 9”"),
]

FUNCTIONS = [
    ('starts with(统一代码, "91")', {"统一代码": "12X"}, "统一代码为“12X”，要求以“91”开头", "统一代码: “12X”, must start with “91”"),
    ('starts with(统一代码, "91")', {"统一代码": "91X"}, "统一代码为“91X”，符合要求（以“91”开头）", "统一代码: “91X”, which starts with “91”, as required"),
    ('starts with(统一代码, "91")', {}, "统一代码尚未提供，要求以“91”开头", "统一代码: not provided yet, must start with “91”"),
    ('starts with(统一代码, "91")', {"统一代码": None}, "统一代码没有记录，要求以“91”开头", "统一代码: none on record, must start with “91”"),
    ('not(starts with(统一代码, "91"))', {"统一代码": "91X"}, "统一代码为“91X”，要求不以“91”开头", "统一代码: “91X”, must not start with “91”"),
    ('not(ends with(统一代码, "X"))', {"统一代码": "91"}, "统一代码为“91”，符合要求（不以“X”结尾）", "统一代码: “91”, which does not end with “X”, as required"),
    ('contains(经营范围, "软件")', {"经营范围": "餐饮"}, "经营范围为“餐饮”，要求包含“软件”", "经营范围: “餐饮”, must contain “软件”"),
    ('matches(邮编, "[0-9]{6}")', {"邮编": "5100"}, "邮编为“5100”，要求符合格式“[0-9]{6}”", "邮编: “5100”, must match “[0-9]{6}”"),
    ('list contains(资质, "甲级")', {"资质": ["乙级"]}, "资质为“乙级”，要求包含“甲级”", "资质: “乙级”, must include “甲级”"),
    ('before(成立日期, @"2024-01-01")', {"成立日期": date(2024, 5, 1)}, "成立日期为 2024年5月1日，要求在 2024年1月1日之前", "成立日期: 1 May 2024, must come before 1 January 2024"),
    ("odd(编号)", {"编号": 4}, "编号为 4，要求是奇数", "编号: 4, must be odd"),
    ("all(年度达标)", {"年度达标": [True, False]}, "年度达标为是、否，要求全部为是", "年度达标: yes, no, must be yes throughout"),
    ("any(年度达标)", {"年度达标": [False]}, "年度达标为否，要求至少有一项为是", "年度达标: no, must be yes at least once"),
    ("参保人数 instance of number", {"参保人数": "三十"}, "参保人数为“三十”，要求为数字", "Insured staff: “三十”, must be a number"),
    ("参保人数 instance of number", {"参保人数": 3}, "参保人数为 3 人，符合要求", "Insured staff: 3 people, as required"),
    ("is unknown(企业规模)", {}, "企业规模尚未提供", "Size: not provided yet"),
    ("is unknown(企业规模)", {"企业规模": "small"}, "企业规模已提供", "Size: provided"),
    ("is certain(高新技术企业)", {"高新技术企业": True}, "“is certain(高新技术企业)”成立（高新技术企业为是）", "“is certain(高新技术企业)” holds (High-tech enterprise: yes)"),
    ("认定(参保人数)", {"参保人数": 3}, "认定尚未提供，认定(参保人数) 尚不能确定", "认定: not provided yet; 认定(Insured staff) is open"),
]
# fmt: on


@pytest.mark.parametrize(("expression", "facts", "zh", "en"), [*MEMBERSHIP, *FUNCTIONS])
def test_what_a_value_has_to_be_is_told_beside_what_it_is(
    expression: str, facts: dict[str, Any], zh: str, en: str
) -> None:
    assert told(expression, facts) == (zh, en)
