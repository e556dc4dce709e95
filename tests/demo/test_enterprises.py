"""The drawn enterprises: the same for the same seed, valid, consistent, and as varied as policies need."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from typing import Any

import pytest

from onedoor.apps.facts.profile import Fact, Profile
from onedoor.apps.facts.services.load_register_facts import RegisteredEnterprise
from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.services.release_measure import plain
from onedoor.apps.policies.standing import standing_of
from onedoor.apps.standards.elements import shipped_elements
from onedoor.apps.standards.enums import ValueKind
from onedoor.demo.enterprises import DISTRICTS, synthetic_enterprises, told_in_full
from onedoor.demo.load import PARAMETERS, REFUND
from onedoor.engine.identifiers import check_uscc
from onedoor.reference import policies

SEED, MANY = 20261123, 600
TODAY = date(2026, 11, 24)
ENTERPRISES = list(synthetic_enterprises(MANY, SEED))
RULEBOOK = Rulebook(
    {
        code: Measure.read(
            {
                "sheet": plain(policies.sheet(code)),
                "dmn": policies.model_xml(code).decode(),
                "parameters": PARAMETERS.get(code, {}),
            }
        )
        for code in policies.OFFERED
    }
)
CLAIMABLE = [code for code, measure in RULEBOOK.measures.items() if measure.kind != "classification"]
STORED = {
    ValueKind.MONEY: int,
    ValueKind.NUMBER: int,
    ValueKind.RATIO: str,
    ValueKind.DECIMAL: str,
    ValueKind.BOOLEAN: bool,
    ValueKind.CODE: str,
    ValueKind.TEXT: str,
    ValueKind.MONEY_LIST: list,
    ValueKind.RECORDS: list,
}


def profile(enterprise: RegisteredEnterprise) -> Profile:
    return Profile(
        Fact(
            element=element,
            value=value,
            source=record.source,
            source_name=record.source_name,
            source_kind=record.source_kind,
            as_of=record.as_of,
        )
        for record in enterprise.records
        for element, value in record.values.items()
    )


def values(enterprise: RegisteredEnterprise) -> dict[str, Any]:
    return profile(enterprise).values_by_element()


def standing(enterprise, code):
    return standing_of(RULEBOOK, RULEBOOK.measures[code], profile(enterprise), TODAY)


def test_the_same_seed_draws_the_same_and_another_seed_others():
    assert list(synthetic_enterprises(MANY, SEED)) == ENTERPRISES
    assert list(islice(synthetic_enterprises(10 * MANY, SEED), MANY)) == ENTERPRISES
    assert [each.name for each in synthetic_enterprises(MANY, 1)] != [each.name for each in ENTERPRISES]


def test_codes_are_valid_and_once_names_once_and_districts_the_citys():
    everybody = [told_in_full(), *ENTERPRISES]
    assert all(check_uscc(each.uscc).problems == () for each in everybody)
    assert len({each.uscc for each in everybody}) == len({each.name for each in everybody}) == MANY + 1
    assert {each.region_code for each in ENTERPRISES} == set(DISTRICTS)
    assert all(each.uscc[2:8] == each.region_code for each in everybody)


def test_names_stay_unique_when_two_characters_no_longer_suffice():
    drawn = {each.name for each in synthetic_enterprises(5000, SEED)}
    assert len(drawn) == 5000


def test_every_value_is_stored_as_its_data_element_says():
    elements = shipped_elements()
    for enterprise in [told_in_full(), *ENTERPRISES]:
        for element, value in values(enterprise).items():
            if element != "established_on":
                assert type(value) is STORED[elements[element].kind], element


def test_records_agree_with_each_other():
    for enterprise in ENTERPRISES:
        held = values(enterprise)
        assert held["insured_here"] == held["insured_count"] <= held.get("staff", held["insured_count"])
        if "layoff_rate" in held:
            assert 0 <= float(held["layoff_rate"]) < 1
        if premium := held.get("premium_prev_year"):
            assert 300_00 <= premium / held["insured_count"] <= 2000_00 or held["paid_months"] < 22
        if "sales3" in held:
            assert held["sales3"][-1] == held["revenue"] // 100 * 100
            assert len(held["rd3"]) == 3
        if held["established_on"] > "2025-12-31":
            assert "revenue" not in held
            assert held["paid_months"] < 12


def test_no_record_says_when_the_registers_did_not_yet_know():
    assert all(record.as_of < date(2026, 10, 1) for each in ENTERPRISES for record in each.records)


@pytest.mark.parametrize("code", CLAIMABLE)
def test_each_measure_finds_some_and_not_all(code):
    kinds = Counter(standing(enterprise, code).kind for enterprise in ENTERPRISES)
    assert 0 < kinds[Standing.CERTAIN] < 0.9 * MANY
    assert kinds[Standing.NOT] + kinds[Standing.NEARLY] > 0.02 * MANY
    assert kinds[Standing.QUESTION] > 0


def test_every_kind_of_standing_is_met_in_a_hundred_enterprises():
    kinds = Counter(standing(each, code).kind for code in CLAIMABLE for each in ENTERPRISES[:100])
    assert set(kinds) == set(Standing)


@pytest.mark.parametrize(
    ("code", "kind", "cents", "asked"),
    [
        (REFUND, Standing.QUESTION, 2_474_074, "layoff_rate"),
        ("small-low-profit-2023", Standing.CERTAIN, 33_706_400, None),
        ("hnte-2016", Standing.NEARLY, 16_853_200, None),
        ("hire-expansion-2026", Standing.CERTAIN, 450_000, None),
    ],
)
def test_the_enterprise_told_in_full_meets_each_kind(code, kind, cents, asked):
    found = standing(told_in_full(), code)
    assert (found.kind, found.amount_cents) == (kind, cents)
    assert [fact.element for fact in found.missing] == ([asked] if asked else [])


def test_it_falls_short_of_the_title_in_one_number():
    (unmet,) = standing(told_in_full(), "hnte-2016").unmet
    assert unmet.condition == "高新收入占比达标"
    assert unmet.gap is not None
    assert unmet.gap.zh == "还差 8 个百分点"
