"""What a register should not have delivered: unknown where it is not of its kind, exact where it is only unusual."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.apps.policies import measures

from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.profile import Fact, Profile
from onedoor.apps.policies.binding import to_rule
from onedoor.apps.policies.definition import ELIGIBLE, FactAsked
from onedoor.apps.policies.matching import Compiled
from onedoor.apps.policies.standing import standing_of
from onedoor.engine.feel import Unknown
from onedoor.reference import policies
from onedoor.text import Text

TODAY = date(2026, 11, 24)
BOOK = measures.rulebook()
COMPILED = Compiled.of(BOOK, TODAY)
FACTS = {fact.element: fact for code in policies.OFFERED for fact in measures.shipped(code).facts}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["contract", "age"]), inner),
    max_leaves=6,
)


def fact(element: str) -> FactAsked:
    return FACTS[element]


@pytest.mark.parametrize(
    ("element", "stored"),
    [
        ("paid_months", True),
        ("paid_months", 1.5),
        ("paid_months", "十二"),
        ("paid_months", "NaN"),
        ("layoff_rate", "1e400"),
        ("layoff_rate", "5%"),
        ("premium_prev_year", "100"),
        ("core_ip", 1),
        ("core_ip", "true"),
        ("size", 3),
        ("sales3", [1, "2"]),
        ("sales3", 3),
        ("hires", {"contract": True}),
        ("hires", [{"contract": True}, "somebody"]),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_unknown(element, stored):
    assert isinstance(to_rule(fact(element), stored), Unknown)


def test_in_a_record_only_the_wrong_cell_is_unknown():
    hire = {
        "contract": "yes",
        "age": 22,
        "insured_months_3kinds": 3.0,
        "graduation_year_current": True,
        "x": 1,
    }
    assert to_rule(fact("hires"), [hire]) == [{"age": Decimal(22), "graduation_year_current": True}]


@pytest.mark.parametrize("element", sorted(FACTS))
def test_known_to_be_absent_stays_so(element):
    assert to_rule(fact(element), None) is None


def decided(values: dict[str, Any]) -> dict[str, tuple[bool, bool]]:
    found = {}
    for code in measures.CLAIMABLE:
        value = BOOK.evaluation(BOOK.measures[code], values, TODAY).value(ELIGIBLE)
        found[code] = value is True, value is True or isinstance(value, Unknown)
    return found


def matched(profiles: list[dict[str, Any]]) -> list[dict[str, tuple[bool, bool]]]:
    matches = COMPILED.match(profiles)
    return [
        {
            code: (matches.certain(code).contains(row), matches.possible(code).contains(row))
            for code in matches.rules
        }
        for row in range(len(profiles))
    ]


@given(st.lists(st.dictionaries(st.sampled_from([*sorted(FACTS), "established_on"]), JSON), max_size=4))
@example([{"avg_staff": "300.25", "taxable_income": 1}, {}, measures.GRANTABLE])
@example([{"taxable_income": 10**40}, {"layoff_rate": "0.2000000000000001"}, {"layoff_rate": "0"}])
@example([{"hires": [{"age": 10**30}]}, {"hires": [{"contract": True}]}, {"established_on": "yesterday"}])
def test_whatever_was_delivered_the_run_decides_as_the_interpreter_does(profiles):
    assert matched(profiles) == [decided(values) for values in profiles]


def test_a_mean_that_is_not_whole_is_compared_as_it_is():
    small = {"restricted_industry": False, "taxable_income": 1, "avg_assets": 1}
    found = matched([small | {"avg_staff": 300}, small | {"avg_staff": "300.25"}])
    assert [row[measures.TAX] for row in found] == [(True, True), (False, False)]


@pytest.mark.parametrize(("period", "is_known"), [("month", True), ("fortnight", False)])
def test_a_value_that_the_model_does_not_allow_is_unknown_to_rules_and_run_alike(period, is_known):
    code = "vat-small-scale-2026"
    book = measures.rulebook([code])
    found = book.evaluation(book.measures[code], {"vat_period": period}, TODAY)
    name = next(name for name, given in found.model.inputs.items() if given.element == "vat_period")
    assert isinstance(found.facts[name], Unknown) is not is_known
    value = found.value(ELIGIBLE)
    match = Compiled.of(book, TODAY).match([{"vat_period": period}])
    assert match.certain(code).contains(0) == (value is True)
    assert match.possible(code).contains(0) == (value is True or isinstance(value, Unknown))


def told(element: str, value: Any) -> Fact:
    return Fact(
        element=element,
        value=value,
        source="register",
        source_name=Text("登记簿", "A register"),
        source_kind=SourceKind.REGISTER,
        as_of=TODAY,
    )


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), JSON))
@example({"layoff_rate": "5%", "paid_months": 12})
def test_a_wrong_value_is_never_shown_as_a_reason(values):
    profile = Profile(told(element, value) for element, value in values.items())
    for code in measures.CLAIMABLE:
        standing = standing_of(BOOK, BOOK.measures[code], profile, TODAY)
        shown = {
            used.element for reason in standing.reasons for used in reason.facts if used.source.zh == "登记簿"
        }
        assert not {
            element
            for element in shown & values.keys()
            if isinstance(to_rule(fact(element), values[element]), Unknown)
        }
