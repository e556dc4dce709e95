"""Drawn policies: shaped like real ones, the same for the same seed, all of them FEEL that compiles."""

from __future__ import annotations

from datetime import date
from statistics import mean

import pytest

from onedoor.engine.feel import parse
from onedoor.engine.matching import RuleSet
from onedoor.engine.population import FACTS, SCHEMA, Policy, Population, policies
from onedoor.engine.population.conditions import (
    AllOf,
    Among,
    AnyOf,
    Atom,
    Condition,
    Contains,
    Negated,
    Share,
    atoms,
)
from onedoor.reference.population import codes

ON = date(2026, 11, 24)


def drawn(count: int, seed: int = 7, *, unique: bool = False) -> list[Policy]:
    return list(policies(count, seed, codes(), ON, unique=unique))


def all_atoms(found: list[Policy]) -> list[Atom]:
    return [atom for policy in found for each in policy.conditions for atom in atoms(each)]


def test_the_seed_decides_and_the_first_are_the_same_for_every_number() -> None:
    assert drawn(20) == drawn(50)[:20]
    assert drawn(20) != drawn(20, 8)
    assert [policy.name for policy in drawn(2)] == ["policy-000001", "policy-000002"]


def test_policies_have_two_to_eight_conditions_and_eight_atoms() -> None:
    found = drawn(500)
    lengths = [len(policy.conditions) for policy in found]
    assert set(lengths) == set(range(2, 9))
    assert 4.6 < mean(lengths) < 5.4
    assert 7 < len(all_atoms(found)) / 500 < 8.5


def test_real_thresholds_come_again_and_unique_ones_do_not() -> None:
    real, unique = all_atoms(drawn(2_000)), all_atoms(drawn(2_000, unique=True))
    assert len(set(real)) < 2_000
    assert len(set(unique)) > 3 * len(set(real))


@pytest.mark.parametrize("unique", [False, True])
def test_every_policy_is_feel_over_the_facts(unique: bool) -> None:
    for policy in drawn(200, unique=unique):
        assert parse(policy.feel, names=FACTS).free_names <= set(FACTS)


def test_few_pairs_match_and_some_are_open() -> None:
    rules = RuleSet.compile({policy.name: policy.feel for policy in drawn(300)}, SCHEMA)
    rows = 1_000
    counts = rules.match(Population(7, ON, codes()).table(rows)).counts().values()
    pairs = 300 * rows
    assert 0.002 < sum(each.certain for each in counts) / pairs < 0.02
    assert 0.01 < sum(each.possible - each.certain for each in counts) / pairs < 0.03


def test_no_share_stands_under_a_not() -> None:
    """A quotient may be null, which other engines cannot tell from unknown under a not."""
    negated = [each for policy in drawn(500) for each in policy.conditions if isinstance(each, Negated)]
    assert negated
    assert not any(isinstance(atom, Share) for each in negated for atom in atoms(each))


WRITTEN: list[tuple[Condition, str]] = [
    (Among("企业规模", ("小型", "微型")), '企业规模 in ("小型", "微型")'),
    (
        Negated(AllOf((Contains("资质", "老字号"), AnyOf((Contains("资质", "a"), Contains("资质", "b")))))),
        'not(list contains(资质, "老字号") and (list contains(资质, "a") or list contains(资质, "b")))',
    ),
    (
        AnyOf((AllOf((Contains("资质", "a"), Contains("资质", "b"))), Contains("资质", "c"))),
        '(list contains(资质, "a") and list contains(资质, "b")) or list contains(资质, "c")',
    ),
]


@pytest.mark.parametrize(("condition", "text"), WRITTEN)
def test_conditions_write_themselves_with_the_brackets_they_need(condition: Condition, text: str) -> None:
    assert condition.feel == text
