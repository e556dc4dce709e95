"""Shares and scores of questions, counted by trying every answer with the interpreter."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.engine.matching.reasons import drawn

from onedoor.engine.feel import Expression, Unknown, evaluate, parse
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.matching import RuleSet
from onedoor.engine.matching.reasons import Outlook, ask_next, questions
from onedoor.engine.matching.reasons.units import unit_of

SCHEMA = drawn.SCHEMA
NAMES = tuple(sorted(SCHEMA.columns))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EVERY: dict[str, list[Any]] = {
    **drawn.DOMAINS,
    **{name: [Decimal(units) for units in range(-45, 140)] for name in ("人数", "科技人员")},
    **{name: [Decimal(units) / 10 for units in range(-20, 140)] for name in ("收入", "费用")},
    "成立日期": [
        drawn.FIRST_DAY.replace(year=2024),
        *drawn.DOMAINS["成立日期"],
        drawn.FIRST_DAY.replace(year=2026),
    ],
}


def elementary(node: n.Node) -> list[n.Node]:
    """The conditions of a rule, intervals and lists taken apart into their ends and items."""
    match node:
        case n.In(value=value, tests=tests):
            return [each for test in tests for each in _tested(value, test)]
        case n.Comparison() | n.Name():
            return [node]
        case n.Call(function=n.Name(name="starts with" | "is unknown")):
            return [node]
    return [each for child in n.children(node) for each in elementary(child)]


def _tested(value: n.Node, test: n.Node) -> list[n.Node]:
    if isinstance(test, n.RangeLiteral):
        low = n.Operator.GREATER_OR_EQUAL if test.low_closed else n.Operator.GREATER
        high = n.Operator.LESS_OR_EQUAL if test.high_closed else n.Operator.LESS
        return [n.Comparison(low, value, test.low), n.Comparison(high, value, test.high)]
    return [n.Comparison(n.Operator.EQUAL, value, test)]


def tried(rule: str, facts: Mapping[str, Any], fact: str) -> tuple[Fraction, dict[Any, Any]]:
    """The share of a fact in an open rule, and the rule's value by answer."""
    root = parse(rule, names=NAMES).root
    atoms = [Expression.of(each) for each in elementary(root) if fact in free_names(each)]
    answers = [*EVERY[fact], *([None] if any("null" in each.source for each in atoms) else [])]
    values, by_cell = {}, {}
    for answer in answers:
        told = {**facts, fact: answer}
        cell = tuple(repr(evaluate(each, told)) for each in atoms)
        values[answer] = value = evaluate(parse(rule, names=NAMES), told)
        by_cell.setdefault(cell, value)
        assert isinstance(by_cell[cell], Unknown) == isinstance(value, Unknown)
    settled = sum(not isinstance(value, Unknown) for value in by_cell.values())
    return Fraction(settled, len(by_cell)), values


def check_outlook(outlook: Outlook, values: Mapping[Any, Any], fact: str) -> None:
    column = SCHEMA.columns[fact]
    for answer, value in values.items():
        unit = unit_of(column, answer)
        assert any(each.holds(unit) for each in outlook.certain) == (value is True), answer
        is_refused = value is not True and not isinstance(value, Unknown)
        assert any(each.holds(unit) for each in outlook.refused) == is_refused, answer


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(st.lists(drawn.rule(), min_size=1, max_size=3), drawn.subjects, st.integers(0, 5))
def test_shares_and_scores_are_those_of_trying_every_answer(texts, facts, benefit) -> None:
    rules = {f"规则{place}": text for place, text in enumerate(texts)}
    values = {rule: evaluate(parse(text, names=NAMES), facts) for rule, text in rules.items()}
    open_rules = [rule for rule, value in values.items() if isinstance(value, Unknown)]
    assume(open_rules)
    found = questions(RuleSet.compile(rules, SCHEMA), facts, benefits={"规则0": benefit})
    assert found
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    for question in found:
        outlooks = {each.rule: each for each in question.outlooks}
        score = Fraction(0)
        for rule in open_rules:
            if question.fact not in parse(rules[rule], names=NAMES).free_names:
                continue
            share, by_answer = tried(rules[rule], facts, question.fact)
            score += share * (benefit if rule == "规则0" else 1)
            assert (outlooks[rule].share if rule in outlooks else 0) == share, (rules[rule], question.fact)
            if rule in outlooks:
                check_outlook(outlooks[rule], by_answer, question.fact)
        assert question.score == score


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(drawn.rule(), drawn.known_subjects, st.sampled_from(sorted(drawn.DOMAINS)))
def test_a_rule_that_lacks_one_fact_only_is_settled_by_whatever_it_is(rule, facts, fact) -> None:
    told = {name: value for name, value in facts.items() if name != fact}
    rules = RuleSet.compile({"规则": rule}, SCHEMA)
    question = ask_next(rules, told)
    if isinstance(evaluate(rules.expressions["规则"], told), Unknown):
        assert question is not None
        assert (question.fact, question.score, question.settled) == (fact, 1, ("规则",))
    else:
        assert question is None
