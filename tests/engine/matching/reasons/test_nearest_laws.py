"""What holds for every proposal, checked with the interpreter by trying everything on small domains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.matching.reasons import drawn

from onedoor.engine.feel import Unknown, evaluate
from onedoor.engine.matching import RuleSet
from onedoor.engine.matching.reasons import Nearly, nearest
from onedoor.engine.matching.reasons.prices import Cost, distance
from onedoor.engine.matching.reasons.units import unit_of

SCHEMA, DOMAINS = drawn.SCHEMA, drawn.DOMAINS
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def value(rules: RuleSet, facts: Mapping[str, Any]) -> Any:
    return evaluate(rules.expressions["规则"], facts)


def found(rules: RuleSet, facts: Mapping[str, Any], **given_: Any) -> Nearly | None:
    results = nearest(rules, facts, **given_)
    return results[0] if results else None


def applied(facts: Mapping[str, Any], proposal: Any) -> dict[str, Any]:
    changes = {each.fact: each.after for each in proposal.changes}
    return {**facts, **changes, **{each.fact: each.example for each in proposal.answers}}


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(drawn.rule(), drawn.subjects, st.sets(st.sampled_from(sorted(DOMAINS)), max_size=3))
def test_every_proposal_makes_the_rule_true_and_leaves_alone_what_is_frozen(rule, facts, frozen) -> None:
    rules = RuleSet.compile({"规则": rule}, SCHEMA)
    nearly = found(rules, facts, frozen=frozen)
    before = value(rules, facts)
    if before is True or isinstance(before, Unknown):
        assert nearly is None
        return
    for proposal in nearly.proposals if nearly else ():
        assert value(rules, applied(facts, proposal)) is True
        assert all(each.fact in facts and each.fact not in frozen for each in proposal.changes)
        assert all(each.fact not in facts for each in proposal.answers)
        assert all(each.fact != "成立日期" for each in proposal.changes)
        numbers = [each for each in proposal.changes if SCHEMA.columns[each.fact].kind.is_number]
        assert all(each.after is None or each.after >= 0 for each in numbers if (each.before or 0) >= 0)
        assert all(each.is_least for each in proposal.changes if each.by is not None)
        assert [each.cost for each in nearly.proposals] == sorted(each.cost for each in nearly.proposals)


def trials(facts: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[Cost, dict[str, Any]]]:
    for values in product(*(DOMAINS[name] for name in names)):
        changed = dict(zip(names, values, strict=True))
        if any(facts[name] == changed[name] for name in names):
            continue
        columns = [SCHEMA.columns[name] for name in names]
        far = sum(
            distance(column, unit_of(column, facts[column.name]), unit_of(column, changed[column.name]))
            for column in columns
        )
        yield Cost(len(names), 0, far), {**facts, **changed}


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(drawn.rule(), drawn.known_subjects)
def test_no_single_change_that_suffices_is_smaller_than_the_one_proposed(rule, facts) -> None:
    rules = RuleSet.compile({"规则": rule}, SCHEMA)
    if value(rules, facts) is True:
        return
    nearly = found(rules, facts, movable={"成立日期"})
    enough = [
        cost for name in facts for cost, changed in trials(facts, (name,)) if value(rules, changed) is True
    ]
    if enough:
        assert nearly is not None
        assert nearly.best.cost <= min(enough)
        if len(nearly.best.changes) == 1 and nearly.best.changes[0].by is not None:
            assert nearly.best.changes[0].is_least


TINY = {
    "人数": DOMAINS["人数"][:14],
    "规模": DOMAINS["规模"],
    "失信": DOMAINS["失信"],
    "地区": DOMAINS["地区"],
}


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(drawn.rule(atoms=drawn.one_column()), drawn.known_subjects)
def test_no_two_changes_that_suffice_are_missed(rule, facts) -> None:
    rules = RuleSet.compile({"规则": rule}, SCHEMA)
    if value(rules, facts) is True:
        return
    others = [name for name in facts if name not in TINY]
    nearly = found(rules, facts, frozen=others)
    enough = [
        cost
        for size in (1, 2)
        for names in combinations(TINY, size)
        for cost, changed in trials(facts, names)
        if all(changed[name] in TINY[name] for name in names) and value(rules, changed) is True
    ]
    if enough:
        assert nearly is not None
        assert nearly.best.cost <= min(enough)
