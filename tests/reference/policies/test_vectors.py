"""The public cases of nine policies, where they lie beside the repository, decided by the shipped models."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.reference.policies.shipped import NULL, SHARED, evaluation, model

from onedoor.engine.dmn import Evaluation
from onedoor.engine.feel import Unknown

FILE = SHARED / "domain" / "test_vectors.json"
VECTORS = json.loads(FILE.read_bytes(), parse_float=Decimal)["vectors"] if FILE.exists() else []
OPEN = object()  # what is unknown, among expected values

Facts = dict[str, Any]


def as_named(facts: Facts) -> Facts:
    """The cases of these policies name facts as the sheets do."""
    return facts


def quarters(facts: Facts) -> Facts:
    return {
        name: [{"opening": opening, "closing": closing} for opening, closing in pairs]
        for name, pairs in facts.items()
    }


def vat(facts: Facts) -> Facts:
    return {
        "vat_taxpayer_kind": "small_scale",
        "vat_period": "quarter",
        "sales_excl_tax": facts["sales_excl_tax"],
        "real_estate_sales": facts["of_which_real_estate"],
        "special_invoice_sales": 0,
        "boundary_inclusive": facts["boundary_inclusive"],
    }


def tech_sme(facts: Facts) -> Facts:
    """The case's integrity and its fast track each stand for several facts.

    An applicant without cost has chosen the other ratio: cost is known to be absent, not unknown.
    """
    return {
        "resident_enterprise": facts["resident"],
        "staff": facts["staff"],
        "sales_prev_year": facts["sales"],
        "assets": facts["assets"],
        "no_prohibited_products": facts["industry_ok"],
        "no_serious_incident_2y": facts["integrity_ok"],
        "listed_abnormal": not facts["integrity_ok"],
        "tech_staff": facts["tech_staff"],
        "rd_prev_year": facts["rd"],
        "cost_prev_year": NULL if facts["cost"] is None else facts["cost"],
        "class1_ip": facts["ip1"],
        "class2_ip": facts["ip2"],
        "hnte_valid": facts["fast_track"],
        "national_award_5y": False,
        "provincial_rd_institution": False,
        "standard_led_5y": False,
    }


CLASSES = {"high_I": "class1_high_value", "self_I": "class1_own", "I": "class1", "II": "class2"}


def innovative_sme(facts: Facts) -> Facts:
    """Amounts in the ratios of the case, which gives them in per cent, chosen so that none is rounded."""
    growth, share = 100 + facts["growth"], facts["main_ratio"]
    revenue = 100 * growth
    ip = {"class": CLASSES.get(facts["ip"]), "linked": True, "acquired": False}
    return {
        "independent_legal_person": facts["base_ok"],
        "industry": "industry",
        "staff": 100,
        "revenue": revenue,
        "assets": 100,
        "listed_abnormal": False,
        "no_incident_3y": True,
        "no_banned_products": True,
        "applied_on": "2026-07-01",
        "ip": [] if facts["ip"] == "none" else [ip],
        "rd_prev_year": facts["rd_ratio"] * growth,
        "main_revenue": share * growth,
        "main_revenue_before": share * 100,
        "total_liabilities": facts["debt"],
        "strategic_product": facts["strategic"],
        "science_award_3y": False,
        "hnte_valid": facts["direct_pass"],
        "listed_title_valid": False,
        "provincial_rd_institution": False,
        "equity_3y": 0,
        "equity_stake": 0,
    }


POLICIES: dict[str, tuple[str, Callable[[Facts], Facts]]] = {
    "sme_size_2011": ("sme-size-2011", as_named),
    "hnte_2016": ("hnte-2016", as_named),
    "small_low_profit_cit_2023_12": ("small-low-profit-2023", as_named),
    "quarterly_average": ("quarterly-average", quarters),
    "vat_small_scale_quarter": ("vat-small-scale-2026", vat),
    "job_stability_refund_2026_39": ("job-stability-refund-2026", as_named),
    "hire_expansion_2026_39": ("hire-expansion-2026", as_named),
    "tech_sme_2017_115": ("tech-sme-2017", tech_sme),
    "innovative_sme_2022_annex1": ("innovative-sme-2022", innovative_sme),
}
DECISIONS = {
    "class": "企业规模",
    "is_sme": "中小微企业",
    "status": "符合条件",
    "rd_tier": "研发费用比例要求",
    "tax": "应纳所得税额",
    "average": "季度平均从业人数",
    "result": "纳税情形",
    "vat": "应纳增值税",
    "amount_cap": "金额",
    "eligible_hires": "符合条件人数",
    "undetermined_hires": "待定人数",
}
PARTS = {
    "score": {
        "staff": "科技人员得分",
        "rd": "研发投入得分",
        "ip": "科技成果得分",
        "total": "综合得分",
    },
    "parts": {
        "innovation": "创新能力得分",
        "growth": "成长性得分",
        "specialisation": "专业化得分",
        "total": "综合得分",
    },
}
CONDITIONS = {
    "age_365d": "注册满一年",
    "score>70": "创新能力评价达标",
    "tech_staff_ratio>=10%": "科技人员占比达标",
    "rd_ratio>=tier": "研发费用占比达标",
}
STATUS = {"eligible": True, "ineligible": False, "unknown": OPEN}
MONEY = {"tax", "vat", "amount_cap", "rd_tier", "average"}


def agrees(found: Any, expected: Any) -> bool:
    if expected is OPEN:
        return isinstance(found, Unknown)
    return not isinstance(found, Unknown) and bool(found == expected)


def unmet(code: str, found: Evaluation) -> dict[str, Any]:
    """The conditions that are not met; null where that is open, as the cases write it."""
    values = {name: found.value(name) for name in model(code).decision("符合条件").decisions}
    return {
        name: None if isinstance(value, Unknown) else value
        for name, value in values.items()
        if value is not True
    }


@pytest.mark.skipif(not VECTORS, reason="the public cases are not there")
def test_all_the_cases_are_told_apart_by_policy() -> None:
    assert len(VECTORS) == 65
    assert {vector["policy"] for vector in VECTORS} == POLICIES.keys()


@pytest.mark.parametrize("vector", [pytest.param(each, id=each["why"]) for each in VECTORS])
def test_a_public_case_comes_out(vector: dict[str, Any]) -> None:
    code, named = POLICIES[vector["policy"]]
    found = evaluation(code, named(vector["facts"]))
    for key, expected in vector["expect"].items():
        if key in PARTS:
            parts = PARTS[key]
            assert {part: found.value(parts[part]) for part in expected} == expected
        elif key == "not_true":
            assert unmet(code, found) == {CONDITIONS[name]: value for name, value in expected.items()}
        elif key == "amount_cap" and expected is None:
            # Nothing can be paid: the applicant is out, or that or the amount itself is open.
            payable = found.value("符合条件") is True and not isinstance(found.value("金额"), Unknown)
            assert not payable
        else:
            assert agrees(found.value(DECISIONS[key]), wanted(key, expected)), key


def wanted(key: str, expected: Any) -> Any:
    """The expected value as the models give it."""
    if key == "status":
        return STATUS[expected]
    if expected == "unknown" or (expected is None and key == "tax"):
        return OPEN
    return Decimal(expected) if key in MONEY and expected is not None else expected
