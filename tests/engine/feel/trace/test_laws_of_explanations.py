"""The laws of explanations, on trees and facts of all kinds."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.feel.test_laws import (
    EVERYTHING,
    anything,
    condition_trees,
    facts,
    hidden,
    hide,
    number_trees,
)

from onedoor.engine.feel import UNKNOWN, Expression, Unknown, evaluate, explain, parse
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import sentence
from onedoor.engine.feel.explaining.plain import as_dict, to_json
from onedoor.engine.feel.trace import Trace, items_of, missing, settling

trees = st.one_of(condition_trees(), number_trees())


def steps(trace: Trace) -> list[Trace]:
    return [trace, *(each for child in trace.children for each in steps(child))]


@settings(max_examples=150, deadline=None)
@given(tree=trees, known=facts(), missed=hidden, item=st.integers(0, 3))
def test_every_step_has_the_value_that_evaluating_it_alone_gives(
    tree: Any, known: dict[str, Any], missed: set[str], item: int
) -> None:
    told = hide(known, missed, item)
    for step in steps(explain(Expression.of(tree), told)):
        assert step.value == evaluate(step.node, told)


@settings(max_examples=200, deadline=None)
@given(tree=condition_trees(), known=facts(), missed=hidden, item=st.integers(0, 3))
def test_with_the_missing_facts_told_the_outcome_is_known_whatever_they_are(
    tree: Any, known: dict[str, Any], missed: set[str], item: int
) -> None:
    told = hide(known, missed, item)
    lacking = missing(explain(Expression.of(tree), told))
    assert lacking <= missed | {"月份"}
    assert not isinstance(
        evaluate(Expression.of(tree), told | {name: known[name] for name in lacking}), Unknown
    )


@settings(max_examples=200, deadline=None)
@given(tree=condition_trees(), known=facts(nulls=False), missed=hidden)
def test_what_could_settle_a_condition_is_part_of_what_it_lacks(
    tree: Any, known: dict[str, Any], missed: set[str]
) -> None:
    trace = explain(Expression.of(tree), hide(known, missed, None))
    groups = settling(trace)
    assert all(group <= missing(trace) for group in (*groups.met, *groups.not_met))
    assert (frozenset() in groups.met) == (trace.value is True)
    assert (frozenset() in groups.not_met) == (trace.value is False)


def test_a_condition_that_is_null_leaves_the_other_branch_to_settle_it() -> None:
    trace = explain(parse("if null < null then p else q"), {})
    assert settling(trace).met == (frozenset({"q"}),)


letters = st.sampled_from("abcd").map(n.Name)
logic = st.recursive(
    letters,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: n.And(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: n.Or(tuple(items))),
        inner.map(lambda each: n.Call(n.Name("not"), (n.Argument(None, each),))),
    ),
    max_leaves=4,
)


def is_read_once(tree: n.Node) -> bool:
    names = [each.name for each in n.walk(tree) if isinstance(each, n.Name) and each.name != "not"]
    return len(names) == len(set(names))


@settings(max_examples=200, deadline=None)
@given(
    tree=logic.filter(is_read_once), told=st.dictionaries(st.sampled_from("abcd"), st.booleans(), max_size=2)
)
def test_the_groups_are_exactly_the_smallest_that_can_settle_it(tree: n.Node, told: dict[str, bool]) -> None:
    expression = Expression.of(tree)
    names = sorted(expression.free_names - told.keys())
    could: dict[bool, list[frozenset[str]]] = {True: [], False: []}
    for size in range(len(names) + 1):
        for group in itertools.combinations(names, size):
            for values in itertools.product((True, False), repeat=size):
                found = evaluate(expression, told | dict(zip(group, values, strict=True)))
                if isinstance(found, bool) and not any(each <= set(group) for each in could[found]):
                    could[found].append(frozenset(group))
    groups = settling(explain(expression, told))
    assert (set(groups.met), set(groups.not_met)) == (set(could[True]), set(could[False]))


@settings(max_examples=150, deadline=None)
@given(tree=trees, known=facts(), missed=hidden, item=st.integers(0, 3))
def test_the_decisive_conditions_alone_force_the_outcome(
    tree: Any, known: dict[str, Any], missed: set[str], item: int
) -> None:
    for step in steps(explain(Expression.of(tree), hide(known, missed, item))):
        if isinstance(step.node, (n.And, n.Or)) and step.is_decisive:
            kept = tuple(each for each in step.children if each.is_decisive)
            names = {str(place): each.value for place, each in enumerate(kept)}
            literals = tuple(each for each in step.node.operands if isinstance(each, n.BooleanLiteral))
            alone = type(step.node)((*(n.Name(name) for name in names), *literals))
            assert type(evaluate(alone, names)) is type(step.value)
            assert isinstance(step.value, Unknown) or evaluate(alone, names) == step.value


@settings(max_examples=200, deadline=None)
@given(tree=trees, values=st.lists(anything, min_size=9, max_size=9))
def test_any_step_of_any_explanation_can_be_told_and_written(tree: Any, values: list[Any]) -> None:
    trace = explain(Expression.of(tree), dict(zip(EVERYTHING, values, strict=False)))
    for step in steps(trace):
        told = sentence(step)
        assert told.zh
        assert told.en
        assert step.text in Expression.of(tree).source or step.text
        items_of(step)
    assert to_json(as_dict(trace))


@settings(max_examples=100, deadline=None)
@given(tree=condition_trees())
def test_without_any_fact_every_condition_can_be_told(tree: Any) -> None:
    for step in steps(explain(Expression.of(tree), dict.fromkeys(EVERYTHING, UNKNOWN))):
        assert sentence(step).zh
