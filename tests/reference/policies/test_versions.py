"""A rule that replaced another one decides from its first day; before it the other one does."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reference.policies.shipped import CODES, SHEETS, evaluation

from onedoor.reference.policies import in_force

LAST, FIRST = date(2026, 3, 31), date(2026, 4, 1)
# Revenue of 12 million yuan lies between what the two rules ask for.
BETWEEN = {
    "title_valid": True,
    "segment_years": 3,
    "revenue2": [1200, 1200],
    "rd2": [100, 100],
    "equity_2y": 0,
    "main_revenue": 1200,
    "assets": 1000,
    "total_liabilities": 500,
    "class1_ip_in_use": 1,
    "market_leading": True,
    "application_kind": "first",
    "platform_score": 60,
    "score_2022": 60,
    "fast_track_2022": False,
}


def decided(on: date) -> object:
    code = in_force("specialised-sme-2026", on)
    assert code is not None
    asked = {fact["element"] for fact in SHEETS[code]["facts"]}
    return evaluation(code, {key: value for key, value in BETWEEN.items() if key in asked}).value("符合条件")


def test_revenue_between_the_two_rules_suffices_until_the_new_one_holds() -> None:
    assert decided(LAST) is True
    assert decided(FIRST) is False


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("specialised-sme-2026", LAST, "specialised-sme-2022"),
        ("specialised-sme-2026", FIRST, "specialised-sme-2026"),
        ("specialised-sme-2022", LAST, "specialised-sme-2022"),
        ("specialised-sme-2022", FIRST, None),
        ("vat-small-scale-2026", date(2025, 12, 31), None),
        ("vat-small-scale-2026", date(2026, 1, 1), "vat-small-scale-2026"),
        ("vat-small-scale-2026", date(2027, 12, 31), "vat-small-scale-2026"),
        ("vat-small-scale-2026", date(2028, 1, 1), None),
        ("hnte-2016", date(2030, 1, 1), "hnte-2016"),
        ("tech-sme-2017", date(1990, 1, 1), "tech-sme-2017"),
    ],
)
def test_the_day_chooses_the_rule(code: str, on: date, expected: str | None) -> None:
    assert in_force(code, on) == expected


@pytest.mark.parametrize("code", [code for code in CODES if "replaces" in SHEETS[code]])
def test_a_rule_begins_the_day_after_the_one_that_it_replaces(code: str) -> None:
    ended = date.fromisoformat(SHEETS[SHEETS[code]["replaces"]]["effective_to"])
    assert (date.fromisoformat(SHEETS[code]["effective_from"]) - ended).days == 1
