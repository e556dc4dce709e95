"""How a measure stands to an enterprise, in a table; and what its reasons say."""

from __future__ import annotations

from datetime import date

import pytest
from tests.apps.policies import measures

from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.profile import Fact, Profile
from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.enums import ConditionOutcome, Standing
from onedoor.apps.policies.standing import by_urgency, standing_of
from onedoor.text import Text

TODAY = date(2026, 11, 24)
SOURCE = Text("社会保险登记信息", "Social insurance register")
SMALL = {"restricted_industry": False, "taxable_income": 200_000_000, "avg_staff": 40, "avg_assets": 10**9}
HIGH_TECH = {
    "established_on": "2020-01-01",
    "core_ip": True,
    "domain": True,
    "staff": 100,
    "tech_staff": 30,
    "sales3": [3_000_000_000, 4_000_000_000, 5_000_000_000],
    "rd3": [150_000_000, 200_000_000, 250_000_000],
    "domestic_rd_share": "0.8",
    "hitech_income_share": "0.7",
    "innovation_score": "75",
    "no_major_incident_1y": True,
}
GRADUATE = {"graduation_year_current": True, "contract": True, "insured_months_3kinds": 3, "age": 22}
HIRED = {"entity_in_scope": True, "hires": [GRADUATE]}


def book():
    found = {code: measures.shipped(code) for code in (*measures.CLAIMABLE, measures.SIZES)}
    found[measures.REFUND] = Measure.read(measures.content(measures.REFUND, measures.TARGET))
    return Rulebook(found)


def profile(values, state=FactState.FRESH):
    return Profile(
        Fact(
            element=element,
            value=value,
            source="hrss.insurance",
            source_name=SOURCE,
            source_kind=SourceKind.REGISTER,
            as_of=date(2026, 9, 30),
            state=state,
        )
        for element, value in values.items()
    )


def standing(code, values, rulebook=None, **how):
    rulebook = rulebook or book()
    return standing_of(rulebook, rulebook.measures[code], profile(values, **how), TODAY)


def less(values, *elements, **changed):
    return {key: value for key, value in values.items() if key not in elements} | changed


@pytest.mark.parametrize(
    ("code", "values", "kind", "asked"),
    [
        (measures.REFUND, measures.GRANTABLE, Standing.CERTAIN, None),
        (measures.REFUND, measures.without("layoff_rate"), Standing.QUESTION, "layoff_rate"),
        (measures.REFUND, measures.without("layoff_rate", "paid_months"), Standing.QUESTION, "paid_months"),
        (measures.REFUND, measures.without("insured_count"), Standing.CERTAIN, None),
        (measures.REFUND, measures.without(paid_months=9), Standing.NEARLY, None),
        (measures.REFUND, measures.without(paid_months=9, layoff_rate="0.08"), Standing.NEARLY, None),
        (measures.REFUND, measures.without(layoff_rate="0.5"), Standing.NOT, None),
        (measures.REFUND, measures.without("layoff_rate", paid_months=9), Standing.NOT, None),
        (measures.REFUND, {}, Standing.QUESTION, "paid_months"),
        (measures.TAX, SMALL, Standing.CERTAIN, None),
        (measures.TAX, less(SMALL, taxable_income=300_000_001), Standing.NEARLY, None),
        (measures.TAX, less(SMALL, avg_staff=301, avg_assets=6 * 10**9), Standing.NEARLY, None),
        (
            measures.TAX,
            less(SMALL, avg_staff=301, avg_assets=10**10, taxable_income=10**9),
            Standing.NOT,
            None,
        ),
        (measures.TAX, less(SMALL, restricted_industry=True), Standing.NOT, None),
        (measures.TAX, less(SMALL, restricted_industry=True, avg_staff=301), Standing.NOT, None),
        (measures.TAX, less(SMALL, "avg_assets"), Standing.QUESTION, "avg_assets"),
        (measures.TITLE, HIGH_TECH, Standing.CERTAIN, None),
        (measures.TITLE, less(HIGH_TECH, "innovation_score"), Standing.OPEN, None),
        (measures.TITLE, less(HIGH_TECH, "innovation_score", "domain"), Standing.QUESTION, "domain"),
        (measures.TITLE, less(HIGH_TECH, hitech_income_share="0.52"), Standing.NEARLY, None),
        (measures.TITLE, less(HIGH_TECH, rd3=[150_000_000, None, 250_000_000]), Standing.QUESTION, "rd3"),
        (measures.TITLE, less(HIGH_TECH, established_on="2026-01-01"), Standing.NEARLY, None),
        (measures.TITLE, less(HIGH_TECH, core_ip=False), Standing.NOT, None),
        (measures.HIRES, HIRED, Standing.CERTAIN, None),
        (measures.HIRES, less(HIRED, "hires"), Standing.OPEN, None),
        (measures.HIRES, less(HIRED, hires=[less(GRADUATE, "contract")]), Standing.OPEN, None),
        (measures.HIRES, less(HIRED, "entity_in_scope"), Standing.QUESTION, "entity_in_scope"),
        (measures.HIRES, less(HIRED, hires=[]), Standing.NOT, None),
        (measures.HIRES, less(HIRED, entity_in_scope=False), Standing.NOT, None),
    ],
)
def test_each_kind_of_standing(code, values, kind, asked):
    found = standing(code, values)
    assert found.kind is kind
    assert (found.question.element if found.question else None) == asked
    assert bool(found.missing) == (kind in (Standing.QUESTION, Standing.OPEN))


@pytest.mark.parametrize(
    ("code", "values", "gap"),
    [
        (measures.REFUND, measures.without(paid_months=9), Text("还差 3 月", "3 months short")),
        (
            measures.REFUND,
            measures.without(layoff_rate="0.0701"),
            Text("超出 1.51 个百分点", "1.51 percentage points too much"),
        ),
        (
            measures.REFUND,
            measures.without(insured_count=30, layoff_rate="0.25"),
            Text("超出 5 个百分点", "5 percentage points too much"),
        ),
        (measures.TAX, less(SMALL, taxable_income=300_000_001), Text("超出 0.01 元", "0.01 yuan too much")),
        (measures.TAX, less(SMALL, avg_staff=310), Text("超出 10 人", "10 people too much")),
        (
            measures.TAX,
            less(SMALL, avg_assets=5_012_345_600),
            Text("超出 123,456 元", "123,456 yuan too much"),
        ),
        (
            measures.TITLE,
            less(HIGH_TECH, hitech_income_share="0.52"),
            Text("还差 8 个百分点", "8 percentage points short"),
        ),
        (measures.TITLE, less(HIGH_TECH, tech_staff=8), Text("还差 2 人", "2 people short")),
    ],
)
def test_a_gap_is_told_in_the_unit_of_the_fact(code, values, gap):
    (unmet,) = standing(code, values).unmet
    assert unmet.gap == gap


def test_a_reason_is_a_sentence_with_its_clause_and_the_facts_it_looked_at():
    reason = standing(measures.REFUND, measures.without(paid_months=9)).reasons[0]
    assert reason.outcome is ConditionOutcome.NOT_MET
    assert reason.text.zh == "失业保险缴费不足12个月。"
    assert reason.clause == Text("人社部发〔2026〕39号 第一条", "MOHRSS Document [2026] No. 39, article 1")
    (used,) = reason.facts
    assert (used.element, used.value, used.source) == ("paid_months", Text("9 月", "9 months"), SOURCE)
    assert (used.as_of, used.state) == (date(2026, 9, 30), "fresh")


@pytest.mark.parametrize(
    ("code", "values", "place", "explanation"),
    [
        (
            measures.REFUND,
            measures.without(paid_months=9),
            0,
            Text(
                "失业保险缴费月数 9 个月，低于要求的 12 个月。",
                "Months of unemployment insurance paid: 9 months, below the required 12 months.",
            ),
        ),
        (
            measures.REFUND,
            measures.without("paid_months"),
            0,
            Text(
                "失业保险缴费月数尚未提供，要求不低于 12 个月。",
                "Months of unemployment insurance paid: not provided yet, must be at least 12 months.",
            ),
        ),
        (
            measures.TITLE,
            less(HIGH_TECH, tech_staff=8),
            3,
            Text(
                "科技人员 8 人，低于要求的 10 人（从业人员的 10%）。",
                "Technical staff: 8 people, below the required 10 people (10% of Staff).",
            ),
        ),
        (
            measures.TAX,
            less(SMALL, taxable_income=300_000_100),
            1,
            Text(
                "应纳税所得额 3,000,001 元，超过允许的 300 万元。",
                "Taxable income: 3,000,001 yuan, above the allowed 3,000,000 yuan.",
            ),
        ),
    ],
)
def test_a_reason_is_explained_by_the_rule_and_the_values_of_the_enterprise(code, values, place, explanation):
    assert standing(code, values).reasons[place].explanation == explanation


def test_each_condition_has_a_reason_whatever_is_known():
    for values, outcome in ((measures.GRANTABLE, "met"), ({}, "unknown")):
        found = standing(measures.REFUND, values)
        assert [str(reason.outcome.value) for reason in found.reasons] == [outcome, outcome]
        assert all(reason.text.zh and reason.text.en for reason in found.reasons)


def test_a_published_value_is_shown_as_such_and_days_with_the_register_they_come_from():
    layoffs = standing(measures.REFUND, measures.without(layoff_rate="0.03")).reasons[1]
    target = next(used for used in layoffs.facts if used.element == "unemp_target_prev")
    assert (target.value.zh, target.source.zh) == ("5.5%", "按规定计算或公布的数值")
    age = standing(measures.TITLE, HIGH_TECH).reasons[0].facts[0]
    assert (age.element, age.value.en, age.source) == ("days_since_registration", "2519 days", SOURCE)


def test_a_stale_fact_says_so():
    reason = standing(measures.REFUND, measures.GRANTABLE, state=FactState.STALE).reasons[0]
    assert reason.facts[0].state == "stale"


def test_a_fact_with_a_hole_in_it_can_be_shown():
    reasons = standing(measures.TITLE, less(HIGH_TECH, rd3=[150_000_000, None, 250_000_000])).reasons
    research = next(reason for reason in reasons if reason.condition == "研发费用占比达标")
    (shown,) = (used.value for used in research.facts if used.element == "rd3")
    assert shown.en == "CNY 1,500,000.00, not known, CNY 2,500,000.00"


@pytest.mark.parametrize(
    ("values", "cents"),
    [
        (measures.GRANTABLE, measures.REFUND_CENTS),
        (measures.without("staff"), measures.REFUND_CENTS),
        (measures.without("industry"), None),
        (measures.without(industry="finance"), 1_237_037),
        (measures.without("industry", size="large"), 1_237_037),
        (measures.without("industry", is_sme=True), measures.REFUND_CENTS),
        (measures.without("premium_prev_year"), None),
        (measures.without(premium_prev_year=1), 1),
    ],
)
def test_the_refund_follows_from_the_size_that_is_recorded_or_derived(values, cents):
    assert standing(measures.REFUND, values).amount_cents == cents


def test_without_the_classification_in_force_the_amount_stays_open():
    alone = Rulebook({measures.REFUND: measures.shipped(measures.REFUND)})
    found = standing(measures.REFUND, measures.GRANTABLE, alone)
    assert (found.kind, found.amount_cents) == (Standing.CERTAIN, None)


def test_the_soonest_deadline_comes_first_then_the_larger_amount():
    everything = measures.GRANTABLE | SMALL | HIGH_TECH | HIRED
    rulebook = book()
    groups = by_urgency([standing(code, everything, rulebook) for code in reversed(measures.CLAIMABLE)])
    assert [found.measure.code for found in groups[Standing.CERTAIN]] == [
        measures.REFUND,
        measures.HIRES,
        measures.TAX,
        measures.TITLE,
    ]
    assert groups[Standing.NEARLY] == []
