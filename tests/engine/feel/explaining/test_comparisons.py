"""Sentences on comparisons: of numbers, money, shares, dates, texts, truth values and null."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.feel.explaining.office import told

# fmt: off
ORDERED = [
    ("研发费用占比 >= 0.05", {"研发费用占比": Decimal("0.042")}, "研发费用占比 4.2% 低于要求的 5%", "R&D share: 4.2%, below the required 5%"),
    ("研发费用占比 >= 0.05", {"研发费用占比": Decimal("0.05")}, "研发费用占比 5% 达到要求的 5%", "R&D share: 5%, reaching the required 5%"),
    ("研发费用占比 >= 0.05", {}, "研发费用占比尚未提供，要求不低于 5%", "R&D share: not provided yet, must be at least 5%"),
    ("研发费用占比 >= 0.05", {"研发费用占比": None}, "研发费用占比没有记录，要求不低于 5%", "R&D share: none on record, must be at least 5%"),
    ("参保人数 > 30", {"参保人数": 31}, "参保人数 31 人，高于要求的 30 人", "Insured staff: 31 people, above 30 people as required"),
    ("参保人数 > 30", {"参保人数": 30}, "参保人数 30 人，须高于 30 人", "Insured staff: 30 people, must be more than 30 people"),
    ("参保人数 > 30", {}, "参保人数尚未提供，要求高于 30 人", "Insured staff: not provided yet, must be more than 30 people"),
    ("参保人数 <= 30", {"参保人数": 30}, "参保人数 30 人，不超过允许的 30 人", "Insured staff: 30 people, within the allowed 30 people"),
    ("参保人数 <= 30", {"参保人数": 31}, "参保人数 31 人，超过允许的 30 人", "Insured staff: 31 people, above the allowed 30 people"),
    ("参保人数 <= 30", {}, "参保人数尚未提供，要求不超过 30 人", "Insured staff: not provided yet, must be at most 30 people"),
    ("参保人数 < 30", {"参保人数": 29}, "参保人数 29 人，低于规定的 30 人", "Insured staff: 29 people, below 30 people as required"),
    ("参保人数 < 30", {"参保人数": 30}, "参保人数 30 人，须低于 30 人", "Insured staff: 30 people, must be less than 30 people"),
    ("参保人数 < 30", {"参保人数": None}, "参保人数没有记录，要求低于 30 人", "Insured staff: none on record, must be less than 30 people"),
    ("30 >= 参保人数", {"参保人数": 31}, "参保人数 31 人，超过允许的 30 人", "Insured staff: 31 people, above the allowed 30 people"),
    ("应纳税所得额 <= 3000000", {"应纳税所得额": 3000001}, "应纳税所得额 3,000,001 元，超过允许的 300 万元", "Taxable income: 3,000,001 yuan, above the allowed 3,000,000 yuan"),
    ("应纳税所得额 <= 3000000", {"应纳税所得额": 2500000}, "应纳税所得额 250 万元，不超过允许的 300 万元", "Taxable income: 2,500,000 yuan, within the allowed 3,000,000 yuan"),
    ("资产总额 <= 5000", {"资产总额": 200000}, "资产总额 20 亿元，超过允许的 5,000 万元", "Total assets: 2,000,000,000 yuan, above the allowed 50,000,000 yuan"),
    ("得分 >= 60", {"得分": Decimal("59.99")}, "得分 59.99 分，低于要求的 60 分", "Score: 59.99 points, below the required 60 points"),
    ("满意度 >= 90", {"满意度": Decimal("89.5")}, "满意度 89.5% 低于要求的 90%", "Satisfaction: 89.5%, below the required 90%"),
    ('成立日期 >= date("2024-01-01")', {"成立日期": date(2023, 3, 1)}, "成立日期 2023年3月1日，早于要求的 2024年1月1日", "成立日期: 1 March 2023, before the required 1 January 2024"),
    ('成立日期 >= date("2024-01-01")', {"成立日期": date(2024, 1, 1)}, "成立日期 2024年1月1日，不早于要求的 2024年1月1日", "成立日期: 1 January 2024, on or after the required 1 January 2024"),
    ('成立日期 > @"2024-01-01"', {"成立日期": date(2024, 1, 1)}, "成立日期 2024年1月1日，须晚于 2024年1月1日", "成立日期: 1 January 2024, must be after 1 January 2024"),
    ('成立日期 > @"2024-01-01"', {"成立日期": date(2025, 1, 1)}, "成立日期 2025年1月1日，晚于规定的 2024年1月1日", "成立日期: 1 January 2025, after 1 January 2024 as required"),
    ('成立日期 <= @"2024-01-01"', {"成立日期": date(2024, 1, 2)}, "成立日期 2024年1月2日，晚于要求的 2024年1月1日", "成立日期: 2 January 2024, after the required 1 January 2024"),
    ('成立日期 <= @"2024-01-01"', {}, "成立日期尚未提供，要求不晚于 2024年1月1日", "成立日期: not provided yet, must be on or before 1 January 2024"),
    ('成立日期 < @"2024-01-01"', {"成立日期": date(2023, 12, 31)}, "成立日期 2023年12月31日，早于规定的 2024年1月1日", "成立日期: 31 December 2023, before 1 January 2024 as required"),
    ('工期 <= @"P60D"', {"工期": timedelta(days=90)}, "工期 90 天，超过允许的 60 天", "工期: 90 days, above the allowed 60 days"),
    ('代码 >= "B"', {"代码": "A"}, "代码 “A”，要求 ≥ “B”", "代码: “A”, must be ≥ “B”"),
    ('代码 < "B"', {"代码": "A"}, "代码 “A”，符合要求（< “B”）", "代码: “A”, as required (< “B”)"),
    ('参保人数 >= "三十"', {"参保人数": 31}, "参保人数为 31 人，无法比较，要求 ≥ “三十”", "Insured staff: 31 people, cannot be compared, must be ≥ “三十”"),
    ("科技人员 >= 参保人数 * 0.10", {"科技人员": 8, "参保人数": 100}, "科技人员 8 人，低于要求的 10 人（参保人数的 10%）", "Technical staff: 8 people, below the required 10 people (10% of Insured staff)"),
    ("科技人员 >= 参保人数 * 0.10", {"科技人员": 8}, "参保人数尚未提供，要求科技人员不低于参保人数的 10%", "Insured staff: not provided yet; Technical staff must be at least 10% of Insured staff"),
    ("科技人员 * 2 >= 参保人数", {"科技人员": 8, "参保人数": 17}, "科技人员的 2 倍为 16 人，低于要求的 17 人（参保人数）", "2 times Technical staff: 16 people, below the required 17 people (Insured staff)"),
    ("裁员率 <= 控制目标", {"裁员率": Decimal("0.056"), "控制目标": Decimal("0.055")}, "裁员率 5.6% 超过允许的 5.5%（控制目标）", "Layoff rate: 5.6%, above the allowed 5.5% (控制目标)"),
    ("裁员率 <= 控制目标", {"裁员率": Decimal("0.056")}, "控制目标尚未提供，要求裁员率不超过控制目标", "控制目标: not provided yet; Layoff rate must be at most 控制目标"),
    ("裁员率 <= 控制目标", {"裁员率": Decimal("0.056"), "控制目标": None}, "控制目标没有记录，要求裁员率不超过控制目标", "控制目标: none on record; Layoff rate must be at most 控制目标"),
]

EQUAL = [
    ('企业规模 = "small"', {"企业规模": "large"}, "企业规模为大型，要求为小型", "Size: large, must be small"),
    ('企业规模 = "small"', {"企业规模": "small"}, "企业规模为小型，符合要求", "Size: small, as required"),
    ('企业规模 = "small"', {}, "企业规模尚未提供，要求为小型", "Size: not provided yet, must be small"),
    ('企业规模 = "small"', {"企业规模": None}, "企业规模没有记录，要求为小型", "Size: none on record, must be small"),
    ('企业规模 != "small"', {"企业规模": "small"}, "企业规模为小型，要求不为小型", "Size: small, must not be small"),
    ('企业规模 != "small"', {"企业规模": "large"}, "企业规模为大型，符合要求（不得为小型）", "Size: large, as required not small"),
    ("注册地 = 纳税地", {"注册地": "广州", "纳税地": "深圳"}, "注册地为“广州”，要求为“深圳”（纳税地）", "注册地: “广州”, must be “深圳” (纳税地)"),
    ("参保人数 = 30", {"参保人数": 31}, "参保人数为 31 人，要求为 30 人", "Insured staff: 31 people, must be 30 people"),
    ('参保人数 = "x"', {"参保人数": 31}, "参保人数为 31 人，无法比较，要求为“x”", "Insured staff: 31 people, cannot be compared, must be “x”"),
    ("裁员率 = 0", {"裁员率": Decimal("0.05")}, "裁员率为 5%，要求为 0%", "Layoff rate: 5%, must be 0%"),
    ("高新技术企业", {"高新技术企业": False}, "高新技术企业为否，要求为是", "High-tech enterprise: no, must be yes"),
    ("高新技术企业", {"高新技术企业": True}, "高新技术企业为是，符合要求", "High-tech enterprise: yes, as required"),
    ("高新技术企业 = true", {"高新技术企业": False}, "高新技术企业为否，要求为是", "High-tech enterprise: no, must be yes"),
    ("高新技术企业 = false", {"高新技术企业": True}, "高新技术企业为是，要求为否", "High-tech enterprise: yes, must be no"),
    ("高新技术企业 != true", {"高新技术企业": True}, "高新技术企业为是，要求为否", "High-tech enterprise: yes, must be no"),
    ("高新技术企业 = true", {}, "高新技术企业尚未提供，要求为是", "High-tech enterprise: not provided yet, must be yes"),
    ("高新技术企业 = true", {"高新技术企业": None}, "高新技术企业没有记录，要求为是", "High-tech enterprise: none on record, must be yes"),
    ("not(高新技术企业)", {"高新技术企业": True}, "高新技术企业为是，要求为否", "High-tech enterprise: yes, must be no"),
    ("not(高新技术企业)", {"高新技术企业": False}, "高新技术企业为否，符合要求", "High-tech enterprise: no, as required"),
    ("not(参保人数 > 30)", {"参保人数": 31}, "参保人数 31 人，超过允许的 30 人", "Insured staff: 31 people, above the allowed 30 people"),
    ("许可证号 = null", {"许可证号": None}, "许可证号没有记录，符合要求", "许可证号: none on record, as required"),
    ("许可证号 = null", {"许可证号": "A1"}, "许可证号为“A1”，要求没有记录", "许可证号: “A1”, must have none on record"),
    ("许可证号 != null", {"许可证号": None}, "许可证号没有记录，要求有记录", "许可证号: none on record, must be on record"),
    ("许可证号 != null", {"许可证号": "A1"}, "许可证号为“A1”，符合要求", "许可证号: “A1”, as required"),
    ("许可证号 != null", {}, "许可证号尚未提供，要求有记录", "许可证号: not provided yet, must be on record"),
    ("获奖 != null", {"获奖": [1, 2]}, "获奖已有记录，符合要求", "获奖: on record, as required"),
]
# fmt: on


@pytest.mark.parametrize(("expression", "facts", "zh", "en"), [*ORDERED, *EQUAL])
def test_a_comparison_is_told_with_the_value_and_the_limit(
    expression: str, facts: dict[str, Any], zh: str, en: str
) -> None:
    assert told(expression, facts) == (zh, en)
