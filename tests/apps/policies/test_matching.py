"""The one pass over everybody decides each pair as the interpreter does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.apps.policies import measures

from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import ELIGIBLE, FactAsked, Measure
from onedoor.apps.policies.matching import Compiled
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.feel import Unknown
from onedoor.errors import Invalid
from onedoor.reference import policies

TODAY = date(2026, 11, 24)
FOR_SMES = "for-smes-only"
# Around every limit of the five policies, in stored form.
WHOLE = st.sampled_from(
    [0, 2, 3, 9, 10, 11, 12, 15, 16, 24, 25, 30, 31, 99, 100, 300, 301, 364, 365, 400, 999, 1000]
)
CENTS = st.sampled_from(
    [-100, 0, 1, 300_000_000, 300_000_001, 500_000_000, 5_000_000_000, 5_000_000_001, 40_000_000_000, 10**15]
)
SHARES = st.sampled_from(
    ["0", "0.03", "0.055", "0.0550001", "0.1", "0.2", "0.200000001", "0.6", "0.599999999", "1"]
)
LIMITS = st.sampled_from([0, 1, 10_000_000_000 // 2, 5_000_010_000, 200_000_000_000, 250_000_000])
MEMBERS = {
    member["element"]: WHOLE if member["type"] == "number" else st.booleans()
    for member in next(f for f in policies.sheet(measures.HIRES)["facts"] if f["element"] == "hires")[
        "members"
    ]
}
PEOPLE = st.lists(
    st.fixed_dictionaries({}, optional={key: st.none() | value for key, value in MEMBERS.items()}), max_size=3
)
BY_KIND = {
    ValueKind.MONEY: CENTS,
    ValueKind.NUMBER: WHOLE,
    ValueKind.RATIO: SHARES,
    ValueKind.DECIMAL: st.sampled_from(["70", "70.000000001", "71", "0", "999999999"]),
    ValueKind.BOOLEAN: st.booleans(),
    ValueKind.MONEY_LIST: st.lists(st.none() | LIMITS, max_size=3),
    ValueKind.RECORDS: PEOPLE,
}


@cache
def book(*, with_target: bool = True) -> Rulebook:
    """The shipped measures, and one whose eligibility rests on the size class that another measure derives."""
    found = {code: measures.shipped(code) for code in policies.OFFERED}
    if with_target:
        found[measures.REFUND] = Measure.read(measures.content(measures.REFUND, measures.TARGET))
    found[FOR_SMES] = for_smes()
    return Rulebook(found)


@cache
def compiled(*, with_target: bool) -> Compiled:
    return Compiled.of(book(with_target=with_target), TODAY)


def for_smes() -> Measure:
    content = measures.content(measures.REFUND)
    content["sheet"] = content["sheet"] | {"code": FOR_SMES}
    content["dmn"] = (
        content["dmn"]
        .replace(
            '<informationRequirement><requiredDecision href="#d-layoff"/></informationRequirement>\n    <lit',
            '<informationRequirement><requiredDecision href="#d-sme"/></informationRequirement>\n    <lit',
        )
        .replace("and 裁员率达标", "and 按中小微企业返还")
    )
    assert "and 按中小微企业返还" in content["dmn"]
    return Measure.read(content)


def value_of(fact: FactAsked) -> st.SearchStrategy[Any]:
    known = st.sampled_from(sorted(fact.options)) if fact.kind is ValueKind.CODE else BY_KIND[fact.kind]
    return known | st.none() if fact.element != "industry" else known | st.just("finance") | st.none()


FACTS = {fact.element: fact for measure in book().measures.values() for fact in measure.facts}
PROFILES = st.fixed_dictionaries(
    {}, optional={"established_on": st.dates(date(2025, 11, 1), TODAY).map(str)}
    | {element: value_of(fact) for element, fact in FACTS.items()},
)  # fmt: skip


def decided(rulebook: Rulebook, code: str, values: Mapping[str, Any]) -> tuple[bool, bool]:
    """(certain, possible) by the interpreter."""
    value = rulebook.evaluation(rulebook.measures[code], values, TODAY).value(ELIGIBLE)
    return value is True, value is True or isinstance(value, Unknown)


@given(st.lists(PROFILES, min_size=1, max_size=5), st.booleans())
@example([{"hires": [{"contract": True}]}, {"hires": None}, {"rd3": [1, None], "sales3": [None, 2]}], True)
@example([{"size": "large", "paid_months": 12}, {"industry": "finance", "paid_months": 12}], False)
def test_matching_everybody_is_deciding_one_by_one(profiles, with_target):
    rulebook = book(with_target=with_target)
    matches = compiled(with_target=with_target).match(profiles)
    assert set(matches.rules) == {*measures.CLAIMABLE, FOR_SMES}
    for code in matches.rules:
        certain, possible = matches.certain(code).indices(), matches.possible(code).indices()
        found = [(row in certain, row in possible) for row in range(len(profiles))]
        assert found == [decided(rulebook, code, values) for values in profiles], code


@pytest.mark.parametrize("code", [measures.REFUND, measures.TAX])
def test_these_measures_are_decided_without_the_interpreter(code):
    report = compiled(with_target=True).rules.report
    assert code not in {fallback.rule for fallback in report.fallbacks}


def test_one_name_for_two_facts_is_refused():
    content = measures.content(measures.TAX)
    content["sheet"] = content["sheet"] | {
        "code": "other",
        "facts": [
            fact | {"element": "profit"} if fact["element"] == "taxable_income" else fact
            for fact in content["sheet"]["facts"]
        ],
    }
    content["dmn"] = content["dmn"].replace('od:element="taxable_income"', 'od:element="profit"')
    twice = Rulebook({measures.TAX: measures.shipped(measures.TAX), "other": Measure.read(content)})
    with pytest.raises(Invalid) as refused:
        Compiled.of(twice, TODAY)
    assert refused.value.code == "matching.name_twice"
