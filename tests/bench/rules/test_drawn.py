"""What is drawn: profiles, policies, tables; and our own words for them mean what they are to mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from onedoor.bench.rules.conditions import (
    KINDS,
    Among,
    Compared,
    Condition,
    Denied,
    Either,
    Holds,
    Owned,
    Same,
    Share,
    Until,
    comparisons,
    facts_of,
    foregone,
    policies,
)
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import FACTS, Kind, Profile, profiles
from onedoor.bench.rules.tables import SMALLEST, Between, OneOf, Row, flat_sizes, twenty_rows
from onedoor.bench.rules.writing import Words, ascii_only, feel_cell
from onedoor.engine.feel import evaluate, unary

ORDERINGS: dict[str, Any] = {
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
}


def test_a_profile_has_thirty_facts_of_the_stated_kinds() -> None:
    kinds = {
        Kind.COUNT: int,
        Kind.AMOUNT: Decimal,
        Kind.CODE: str,
        Kind.FLAG: bool,
        Kind.DATE: date,
        Kind.CODES: list,
    }
    assert len(set(FACTS)) == len({fact.key for fact in FACTS}) == len({fact.zh for fact in FACTS}) == 30
    for profile in profiles(20, 7):
        assert {fact: type(value) for fact, value in profile.items()} == {
            fact: kinds[fact.kind] for fact in FACTS
        }


def test_the_same_seed_draws_the_same() -> None:
    assert list(profiles(5, 7)) == list(profiles(5, 7)) != list(profiles(5, 8))
    assert policies(5, 7) == policies(5, 7) != policies(5, 8)


def test_about_as_many_facts_are_missing_as_asked_for() -> None:
    drawn = list(profiles(300, 7, missing=0.1))
    assert 0.08 < 1 - sum(map(len, drawn)) / (300 * len(FACTS)) < 0.12


def test_policies_have_eight_conditions_and_every_kind_comes_up() -> None:
    drawn = policies(200, 7)
    assert {len(policy.conditions) for policy in drawn} == {8}
    assert {type(each) for policy in drawn for each in policy.conditions} == set(KINDS)
    assert {type(each) for policy in comparisons(50, 7) for each in policy.conditions} == {Compared}


def test_what_we_write_means_what_was_drawn() -> None:
    drawn = [policy.conditions[0] for policy in policies(300, 7, length=1)]
    assert {type(each) for each in drawn} == set(KINDS)
    for condition in drawn:
        for profile in profiles(10, 8):
            text = ours.WORDS.condition(condition)
            assert evaluate(text, ours.give(profile)) is holds(condition, profile), text


def test_a_policy_holds_when_all_its_conditions_do() -> None:
    for policy in policies(100, 7, length=3):
        for profile in profiles(10, 8):
            wanted = all(holds(each, profile) for each in policy.conditions)
            assert evaluate(ours.WORDS.policy(policy), ours.give(profile)) is wanted


def test_a_condition_asks_for_its_own_facts_alone() -> None:
    for policy in policies(100, 7, length=1):
        condition, needed = policy.conditions[0], facts_of(policy.conditions[0])
        for profile in profiles(3, 8):
            told = {fact: value for fact, value in profile.items() if fact in needed}
            assert evaluate(ours.WORDS.condition(condition), ours.give(told)) is holds(condition, profile)


def test_foregone_policies_hold_for_everybody() -> None:
    for policy in foregone(30, 7):
        assert all(holds(each, profile) for each in policy.conditions for profile in profiles(10, 8))


def test_exactly_one_of_the_twenty_rows_matches_whoever_it_is() -> None:
    table = twenty_rows()
    assert (len(table.rows), len(table.inputs), table.is_unique) == (20, 3, True)
    met = [
        [row.output for row in table.rows if matches(row, table.inputs, profile)]
        for profile in profiles(300, 7)
    ]
    assert {len(found) for found in met} == {1}
    assert {found[0] for found in met} == {row.output for row in table.rows}


def test_the_flat_table_of_sizes_decides_as_the_shipped_model_does() -> None:
    table, forms = flat_sizes(), (ours.ENGINE.tables, ours.SHIPPED.tables)
    flat, shipped = (form.compile(form.write(table)) for form in forms if form is not None and form.compile)
    found = set()
    for profile in profiles(300, 7):
        first = next(row.output for row in table.rows if matches(row, table.inputs, profile))
        assert flat(ours.give(profile)).value == shipped(ours.give(profile)).value == first
        found.add(first)
    assert found == {"large", "medium", "small", SMALLEST}


@pytest.mark.parametrize(
    ("cell", "text", "yes", "no"),
    [
        (None, "-", [1, "A"], []),
        (OneOf(("A", "B")), '"A", "B"', ["A", "B"], ["C"]),
        (Between(None, 5), "< 5", [4], [5]),
        (Between(5, None), ">= 5", [5], [4]),
        (Between(5, 9), "[5..9)", [5, 8], [4, 9]),
    ],
)
def test_cells_in_feel(cell: Any, text: str, yes: list[Any], no: list[Any]) -> None:
    assert feel_cell(cell) == text
    assert [unary(text, value) for value in yes + no] == [True] * len(yes) + [False] * len(no)


def test_a_language_that_tells_kinds_of_numbers_apart_gets_them_apart() -> None:
    words = Words(name=ascii_only, same_kinds=True)
    staff, revenue = (next(fact for fact in FACTS if fact.key == key) for key in ("staff", "revenue"))
    assert words.condition(Compared(staff, ">=", 10)) == "staff >= 10"
    assert words.condition(Compared(revenue, ">=", 10)) == "revenue >= 10.0"


def holds(condition: Condition, profile: Profile) -> bool:
    """The meaning of a condition, in Python."""
    match condition:
        case Compared(fact, operator, number):
            return bool(ORDERINGS[operator](profile[fact], number))
        case Share(part, whole, least):
            return bool(profile[part] / profile[whole] >= least)
        case Among(fact, codes):
            return profile[fact] in codes
        case Same(fact, code):
            return bool(profile[fact] == code)
        case Holds(fact):
            return bool(profile[fact])
        case Denied(fact):
            return not profile[fact]
        case Until(fact, day):
            return bool(profile[fact] <= day)
        case Owned(fact, code):
            return code in profile[fact]
        case Either(one, other):
            return holds(one, profile) or holds(other, profile)


def matches(row: Row, inputs: tuple[Any, ...], profile: Profile) -> bool:
    return all(passes(cell, profile[fact]) for cell, fact in zip(row.cells, inputs, strict=True))


def passes(cell: Any, value: Any) -> bool:
    match cell:
        case OneOf(codes):
            return value in codes
        case Between(low, high):
            return (low is None or low <= value) and (high is None or value < high)
    return True
