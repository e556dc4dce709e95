"""Sentences on conditions made of others, and on what is no condition."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.feel.explaining.office import told

from onedoor.engine.feel import UNKNOWN

# fmt: off
COMPOSITES = [
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 30, "裁员率": Decimal("0.1")}, "参保人数 30 人，不超过允许的 30 人；裁员率 10% 不超过允许的 20%", "Insured staff: 30 people, within the allowed 30 people; Layoff rate: 10%, within the allowed 20%"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31, "裁员率": Decimal("0.1")}, "参保人数 31 人，超过允许的 30 人", "Insured staff: 31 people, above the allowed 30 people"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31, "裁员率": Decimal("0.3")}, "2 项条件均不满足：参保人数 31 人，超过允许的 30 人；裁员率 30% 超过允许的 20%", "none of 2 conditions met: Insured staff: 31 people, above the allowed 30 people; Layoff rate: 30%, above the allowed 20%"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 31}, "参保人数 31 人，超过允许的 30 人", "Insured staff: 31 people, above the allowed 30 people"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 3}, "裁员率尚未提供，要求不超过 20%", "Layoff rate: not provided yet, must be at most 20%"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {}, "2 项条件均尚不能确定：参保人数尚未提供，要求不超过 30 人；裁员率尚未提供，要求不超过 20%", "all 2 conditions open: Insured staff: not provided yet, must be at most 30 people; Layoff rate: not provided yet, must be at most 20%"),
    ("参保人数 <= 30 and 裁员率 <= 0.2", {"参保人数": 3, "裁员率": None}, "裁员率没有记录，要求不超过 20%", "Layoff rate: none on record, must be at most 20%"),
    ("a > 1 and b > 1 and c > 1 and d > 1", {"a": 2, "b": 2, "c": 2, "d": 2}, "4 项条件全部满足", "all 4 conditions met"),
    ("a > 1 and b > 1 and c > 1 and d > 1 and e > 1", {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1}, "5 项条件中有 4 项不满足：b 1，须高于 1；c 1，须高于 1；d 1，须高于 1；另有 1 项", "4 of 5 conditions not met: b: 1, must be more than 1; c: 1, must be more than 1; d: 1, must be more than 1; and 1 more"),
    ("高新技术企业 or 参保人数 >= 300", {"高新技术企业": False, "参保人数": 300}, "参保人数 300 人，达到要求的 300 人", "Insured staff: 300 people, reaching the required 300 people"),
    ("高新技术企业 or 参保人数 >= 300", {"高新技术企业": False, "参保人数": 299}, "2 项条件须满足其一，均不满足：高新技术企业为否，要求为是；参保人数 299 人，低于要求的 300 人", "one is needed, none of 2 conditions met: High-tech enterprise: no, must be yes; Insured staff: 299 people, below the required 300 people"),
    ("高新技术企业 or 参保人数 >= 300", {"参保人数": 299}, "高新技术企业尚未提供，要求为是", "High-tech enterprise: not provided yet, must be yes"),
    ("高新技术企业 or 参保人数 >= 300", {}, "2 项条件须满足其一，均尚不能确定：高新技术企业尚未提供，要求为是；参保人数尚未提供，要求不低于 300 人", "one is needed, all 2 conditions open: High-tech enterprise: not provided yet, must be yes; Insured staff: not provided yet, must be at least 300 people"),
    ("not(高新技术企业 or 参保人数 >= 300)", {"高新技术企业": True, "参保人数": 3}, "高新技术企业为是，要求为否", "High-tech enterprise: yes, must be no"),
    ("not(高新技术企业 and 参保人数 >= 300)", {"高新技术企业": True, "参保人数": 300}, "2 项条件须满足其一，均不满足：高新技术企业为是，要求为否；参保人数 300 人，须低于 300 人", "one is needed, none of 2 conditions met: High-tech enterprise: yes, must be no; Insured staff: 300 people, must be less than 300 people"),
    ("参保人数 > 3 and true", {"参保人数": 2}, "参保人数 2 人，须高于 3 人", "Insured staff: 2 people, must be more than 3 people"),
    ("true", {}, "“true”成立", "“true” holds"),
    ("if 参保人数 <= 30 then 裁员率 <= 0.2 else 裁员率 <= 控制目标", {"参保人数": 31, "裁员率": Decimal("0.056"), "控制目标": Decimal("0.055")}, "裁员率 5.6% 超过允许的 5.5%（控制目标）（因参保人数 31 人，高于 30 人，适用此项）", "Layoff rate: 5.6%, above the allowed 5.5% (控制目标) (applies given Insured staff: 31 people, more than 30 people)"),
    ("if 参保人数 <= 30 then 裁员率 <= 0.2 else 裁员率 <= 控制目标", {"参保人数": 30, "裁员率": Decimal("0.056")}, "裁员率 5.6% 不超过允许的 20%（因参保人数 30 人，不超过 30 人，适用此项）", "Layoff rate: 5.6%, within the allowed 20% (applies given Insured staff: 30 people, at most 30 people)"),
    ("if 参保人数 <= 30 then 裁员率 <= 0.2 else 裁员率 <= 控制目标", {"裁员率": Decimal("0.056"), "控制目标": Decimal("0.055")}, "参保人数尚未提供，尚不能确定适用哪项条件", "Insured staff: not provided yet; which condition applies is open"),
    ("if 参保人数 <= 30 then 裁员率 <= 0.2 else 裁员率 <= 控制目标", {"裁员率": Decimal("0.01"), "控制目标": Decimal("0.055")}, "裁员率 1% 不超过允许的 20%（无论适用哪项条件）", "Layoff rate: 1%, within the allowed 20% (whichever condition applies)"),
    ("if 高新技术企业 then true else 参保人数 > 3", {"高新技术企业": True}, "高新技术企业为是，符合要求", "High-tech enterprise: yes, as required"),
    ("if 高新技术企业 then 0.6 else 0.3", {"高新技术企业": True}, "结果为 0.6（因高新技术企业为是）", "Result: 0.6 (given High-tech enterprise: yes)"),
    ("if 高新技术企业 then 0.6 else 0.3", {}, "高新技术企业尚未提供，结果尚不能确定", "High-tech enterprise: not provided yet; Result is open"),
]

LOOPS = [
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [300, 20, 400]}, "近三年研发费用 3 年中有 1 年不满足：第 2 年 20 万元，低于要求的 100 万元", "1 of 3 years of R&D expenses of three years not met: year 2: 200,000 yuan, below the required 1,000,000 yuan"),
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [300, 200, 400]}, "近三年研发费用 3 年全部满足（不低于 100 万元）", "all 3 years of R&D expenses of three years met (at least 1,000,000 yuan)"),
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [300, UNKNOWN, 400]}, "近三年研发费用 3 年中有 1 年尚不能确定：第 2 年尚未提供，要求不低于 100 万元", "1 of 3 years of R&D expenses of three years open: year 2: not provided yet, must be at least 1,000,000 yuan"),
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [300, None, 400]}, "近三年研发费用 3 年中有 1 年无法判断：第 2 年没有记录，要求不低于 100 万元", "1 of 3 years of R&D expenses of three years cannot be decided: year 2: none on record, must be at least 1,000,000 yuan"),
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {}, "近三年研发费用尚未提供，要求每年均不低于 100 万元", "R&D expenses of three years: not provided yet; required of all: at least 1,000,000 yuan"),
    ("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": []}, "近三年研发费用没有任何一项，符合要求", "R&D expenses of three years: empty, as required"),
    ("some 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [3, 2]}, "近三年研发费用 2 年中没有一年满足：第 1 年 3 万元，低于要求的 100 万元；第 2 年 2 万元，低于要求的 100 万元", "none of 2 years of R&D expenses of three years met: year 1: 30,000 yuan, below the required 1,000,000 yuan; year 2: 20,000 yuan, below the required 1,000,000 yuan"),
    ("some 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [3, 200]}, "近三年研发费用 2 年中有 1 年满足：第 2 年 200 万元，达到要求的 100 万元", "1 of 2 years of R&D expenses of three years met: year 2: 2,000,000 yuan, reaching the required 1,000,000 yuan"),
    ("some 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": []}, "近三年研发费用没有任何一项，不符合要求", "R&D expenses of three years: empty, not as required"),
    ("some 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": None}, "近三年研发费用没有记录，无法判断", "R&D expenses of three years: none on record, cannot be decided"),
    ("some 人员 in 新招人员 satisfies 人员.年龄 >= 18 and 人员.有合同", {"新招人员": [{"年龄": 17, "有合同": True}, {"年龄": 20, "有合同": False}]}, "新招人员 2 人中没有一人满足：第 1 人，年龄 17 岁，低于要求的 18 岁；第 2 人，有合同为否，要求为是", "none of 2 people of New staff met: person 1, age: 17 years of age, below the required 18 years of age; person 2, contract: no, must be yes"),
    ("every 月 in 月份 satisfies 月 > 0", {"月份": [1, 0, 0, 0, 0]}, "月份 5 个月中有 4 个月不满足：第 2 个月 0，须高于 0；第 3 个月 0，须高于 0；第 4 个月 0，须高于 0", "4 of 5 months of 月份 not met: month 2: 0, must be more than 0; month 3: 0, must be more than 0; month 4: 0, must be more than 0"),
    ("not(some 年 in 近三年研发费用 satisfies 年 >= 100)", {"近三年研发费用": [3, 200]}, "近三年研发费用 2 年中有 1 年不低于 100 万元，不符合要求", "1 of 2 years of R&D expenses of three years at least 1,000,000 yuan, not as required"),
    ("not(some 年 in 近三年研发费用 satisfies 年 >= 100)", {"近三年研发费用": [3, 2]}, "近三年研发费用 2 年中没有一年不低于 100 万元，符合要求", "none of 2 years of R&D expenses of three years at least 1,000,000 yuan, as required"),
    ("some a in [1, 2], b in [3, 4] satisfies a > b", {}, "4 项中没有一项满足：第 1 项 1，须高于 3（b）；第 2 项 1，须高于 4（b）；第 3 项 2，须高于 3（b）", "none of 4 items met: item 1: 1, must be more than 3 (b); item 2: 1, must be more than 4 (b); item 3: 2, must be more than 3 (b)"),
]

TERMS = [
    ("研发费用 / 营业收入 >= 0.05", {"研发费用": 42, "营业收入": 1000}, "研发费用/营业收入 4.2% 低于要求的 5%", "R&D expenses / Revenue: 4.2%, below the required 5%"),
    ("研发费用 / 营业收入 >= 0.05", {"研发费用": 42}, "营业收入尚未提供，要求研发费用/营业收入不低于 5%", "Revenue: not provided yet; R&D expenses / Revenue must be at least 5%"),
    ("研发费用 / 营业收入 >= 0.05", {"研发费用": 42, "营业收入": 0}, "研发费用/营业收入无法计算，要求不低于 5%", "R&D expenses / Revenue: cannot be computed, must be at least 5%"),
    ("研发费用 / 营业收入 >= 0.05", {"研发费用": 42, "营业收入": None}, "营业收入没有记录，要求研发费用/营业收入不低于 5%", "Revenue: none on record; R&D expenses / Revenue must be at least 5%"),
    ("研发费用 / 营业收入 >= 2", {"研发费用": 3, "营业收入": 2}, "研发费用/营业收入 1.5 低于要求的 2", "R&D expenses / Revenue: 1.5, below the required 2"),
    ("研发费用 / 参保人数 >= 0.5", {"研发费用": 3, "参保人数": 10}, "研发费用/参保人数 0.3 低于要求的 0.5", "R&D expenses / Insured staff: 0.3, below the required 0.5"),
    ("(研发费用 + 培训费用) / 营业收入 >= 0.05", {"研发费用": 30, "培训费用": 12, "营业收入": 1000}, "(研发费用+培训费用)/营业收入 4.2% 低于要求的 5%", "(R&D expenses + Training expenses) / Revenue: 4.2%, below the required 5%"),
    ("研发费用 - (培训费用 - 补助) >= 5", {"研发费用": 9, "培训费用": 8, "补助": 2}, "研发费用-(培训费用-补助) 3 万元，低于要求的 5 万元", "R&D expenses - (Training expenses - 补助): 30,000 yuan, below the required 50,000 yuan"),
    ("sum(近三年研发费用) >= 1000", {"近三年研发费用": [300, 200, 400]}, "近三年研发费用合计 900 万元，低于要求的 1,000 万元", "total R&D expenses of three years: 9,000,000 yuan, below the required 10,000,000 yuan"),
    ("sum(近三年研发费用) >= 1000", {"近三年研发费用": [300, None, 400]}, "近三年研发费用的部分数据没有记录，要求近三年研发费用合计不低于 1,000 万元", "part of R&D expenses of three years: none on record; total R&D expenses of three years must be at least 10,000,000 yuan"),
    ("sum(近三年研发费用) >= 1000", {"近三年研发费用": [300, UNKNOWN, 400]}, "近三年研发费用的部分数据尚未提供，要求近三年研发费用合计不低于 1,000 万元", "part of R&D expenses of three years: not provided yet; total R&D expenses of three years must be at least 10,000,000 yuan"),
    ("sum(近三年研发费用) >= 1000", {"近三年研发费用": None}, "近三年研发费用没有记录，要求近三年研发费用合计不低于 1,000 万元", "R&D expenses of three years: none on record; total R&D expenses of three years must be at least 10,000,000 yuan"),
    ("count(新招人员) >= 3", {"新招人员": [1, 2]}, "新招人员的数量 2 低于要求的 3", "number of New staff: 2, below the required 3"),
    ("count(新招人员[年龄 >= 18]) >= 2", {"新招人员": [{"年龄": 17}, {"年龄": 20}]}, "年龄不低于 18 岁的新招人员的数量 1 低于要求的 2", "number of New staff with age at least 18 years of age: 1, below the required 2"),
    ("max(近三年研发费用) < 100", {"近三年研发费用": [300, 20]}, "近三年研发费用的最大值 300 万元，须低于 100 万元", "largest of R&D expenses of three years: 3,000,000 yuan, must be less than 1,000,000 yuan"),
    ("近三年研发费用[-1] >= 100", {"近三年研发费用": [300, 20]}, "近三年研发费用的最后一项 20 万元，低于要求的 100 万元", "last of R&D expenses of three years: 200,000 yuan, below the required 1,000,000 yuan"),
    ("近三年研发费用[2] >= 100", {"近三年研发费用": [300, 20]}, "近三年研发费用的第 2 项 20 万元，低于要求的 100 万元", "item 2 of R&D expenses of three years: 200,000 yuan, below the required 1,000,000 yuan"),
    ("企业.参保人数 >= 30", {"企业": {"参保人数": 12}}, "企业的参保人数 12 人，低于要求的 30 人", "Insured staff of 企业: 12 people, below the required 30 people"),
    ("string length(企业名称) <= 4", {"企业名称": "广州软件公司"}, "企业名称的字数 6 超过允许的 4", "length of 企业名称: 6, above the allowed 4"),
]

VALUES = [
    ("参保人数", {"参保人数": 1}, "参保人数为 1 人", "Insured staff: 1 person"),
    ("参保人数", {}, "参保人数尚未提供", "Insured staff: not provided yet"),
    ("参保人数", {"参保人数": None}, "参保人数没有记录", "Insured staff: none on record"),
    ("研发费用 + 培训费用", {"研发费用": 300, "培训费用": 200}, "研发费用+培训费用为 500 万元", "R&D expenses + Training expenses: 5,000,000 yuan"),
    ("研发费用 + 培训费用", {"研发费用": 300}, "培训费用尚未提供，研发费用+培训费用尚不能确定", "Training expenses: not provided yet; R&D expenses + Training expenses is open"),
    ("研发费用 + 培训费用", {"研发费用": 300, "培训费用": None}, "培训费用没有记录，研发费用+培训费用无法计算", "Training expenses: none on record; R&D expenses + Training expenses cannot be computed"),
    ("近三年研发费用", {"近三年研发费用": [300, UNKNOWN, None]}, "近三年研发费用为 300 万元、尚未提供、无", "R&D expenses of three years: 3,000,000 yuan, not provided yet, none"),
    ("企业规模", {"企业规模": "small"}, "企业规模为小型", "Size: small"),
    ("成立日期 + 工期", {"成立日期": date(2024, 1, 1), "工期": timedelta(days=31)}, "成立日期+工期为 2024年2月1日", "成立日期 + 工期: 1 February 2024"),
    ('{甲: 1, 乙: "x"}', {}, "结果：甲为 1、乙为“x”", "Result: 甲: 1, 乙: “x”"),
    ("[1..5]", {}, "结果为 1 至 5", "Result: 1 to 5"),
    ("裁员率", {"裁员率": Decimal("0.055")}, "裁员率为 5.5%", "Layoff rate: 5.5%"),
]
# fmt: on


@pytest.mark.parametrize(("expression", "facts", "zh", "en"), [*COMPOSITES, *LOOPS, *TERMS, *VALUES])
def test_a_whole_is_told_by_the_parts_that_decide(
    expression: str, facts: dict[str, Any], zh: str, en: str
) -> None:
    assert told(expression, facts) == (zh, en)
