"""The laws of the language: Kleene's logic, soundness of unknown, print and read again."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onedoor.engine.feel import UNKNOWN, Expression, Unknown, evaluate, explain, parse
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.logic import conjunction, disjunction, equal, less, negation
from onedoor.engine.feel.values import unknown_in

NUMBERS = ("参保人数", "rd expense", "x")
TEXTS = ("企业规模", "industry")
FLAGS = ("已参保", "p", "q")
LISTS = ("月份",)

numbers = st.decimals(min_value=-1000, max_value=1000, places=2).map(lambda value: value + 0)
texts = st.sampled_from(["large", "small", '引"号', "line\nbreak", "back\\slash", ""])
COMPARISONS = [operator for operator in n.Operator if operator[0] in "=!<>"]
ARITHMETIC = [n.Operator.ADD, n.Operator.SUBTRACT, n.Operator.MULTIPLY, n.Operator.DIVIDE]


def _number_leaf() -> st.SearchStrategy[n.Node]:
    literals = numbers.map(lambda value: n.NumberLiteral(abs(value)))
    return st.one_of(literals, st.sampled_from(NUMBERS).map(n.Name))


def _text_leaf() -> st.SearchStrategy[n.Node]:
    return st.one_of(texts.map(n.StringLiteral), st.sampled_from(TEXTS).map(n.Name))


def number_trees() -> st.SearchStrategy[n.Node]:
    def grow(inner: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
        return st.one_of(
            st.builds(n.Arithmetic, st.sampled_from(ARITHMETIC), inner, inner),
            st.builds(n.Negation, inner),
            st.builds(lambda items: n.Call(n.Name("max"), tuple(n.Argument(None, item) for item in items)),
                      st.lists(inner, min_size=1, max_size=3)),
            st.just(n.Call(n.Name("sum"), (n.Argument(None, n.Name("月份")),))),
            st.just(n.Filter(n.Name("月份"), n.NumberLiteral(Decimal(1)))),
        )  # fmt: skip

    return st.recursive(_number_leaf(), grow, max_leaves=4)


def condition_trees() -> st.SearchStrategy[n.Node]:
    number = number_trees()
    ranges = st.builds(n.RangeLiteral, number, number, st.booleans(), st.booleans())
    tests = st.lists(st.one_of(_text_leaf()), min_size=1, max_size=3).map(tuple)
    leaf = st.one_of(
        st.booleans().map(n.BooleanLiteral),
        st.sampled_from(FLAGS).map(n.Name),
        st.builds(n.Comparison, st.sampled_from(COMPARISONS), number, number),
        st.builds(n.Comparison, st.sampled_from(COMPARISONS[:2]), _text_leaf(), _text_leaf()),
        st.builds(n.Between, number, number, number),
        st.builds(n.In, number, ranges.map(lambda each: (each,))),
        st.builds(n.In, _text_leaf(), tests),
        st.builds(_quantified, st.sampled_from(n.Quantifier), st.sampled_from(COMPARISONS), number),
    )

    def grow(inner: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            several.map(lambda items: _flat(n.And, items)),
            several.map(lambda items: _flat(n.Or, items)),
            inner.map(lambda item: n.Call(n.Name("not"), (n.Argument(None, item),))),
            st.builds(n.If, inner, inner, inner),
        )

    return st.recursive(leaf, grow, max_leaves=6)


def _quantified(quantifier: n.Quantifier, operator: n.Operator, limit: n.Node) -> n.Node:
    iteration = n.Iteration("月", n.Name("月份"))
    return n.Quantified(quantifier, (iteration,), n.Comparison(operator, n.Name("月"), limit))


def _flat(kind: type[n.And] | type[n.Or], items: list[n.Node]) -> n.Node:
    flat: list[n.Node] = []
    for item in items:
        flat.extend(item.operands if isinstance(item, kind) else [item])
    return kind(tuple(flat))


def facts(*, nulls: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Known facts of the right kinds; now and then one that is known to be absent."""

    def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.one_of(values, values, st.none()) if nulls else values

    return st.fixed_dictionaries(
        {
            **dict.fromkeys(NUMBERS, maybe(numbers)),
            **dict.fromkeys(TEXTS, maybe(texts)),
            **dict.fromkeys(FLAGS, maybe(st.booleans())),
            **dict.fromkeys(LISTS, maybe(st.lists(numbers, max_size=4))),
        }
    )


def hide(known: dict[str, Any], hidden: set[str], item: int | None) -> dict[str, Any]:
    """The facts with some of them, and perhaps one item of the list, unknown."""
    told = {name: UNKNOWN if name in hidden else value for name, value in known.items()}
    months = told["月份"]
    if item is not None and isinstance(months, list) and item < len(months):
        told["月份"] = [UNKNOWN if place == item else month for place, month in enumerate(months)]
    return told


TRUTHS = (True, False, None, UNKNOWN)
EVERYTHING = (*NUMBERS, *TEXTS, *FLAGS, *LISTS)
hidden = st.sets(st.sampled_from(EVERYTHING), min_size=1, max_size=4)


@pytest.mark.parametrize(("left", "right"), list(itertools.product(TRUTHS, repeat=2)))
def test_and_and_or_commute_and_are_each_other_seen_from_not(left: Any, right: Any) -> None:
    assert conjunction((left, right)) == conjunction((right, left))
    assert disjunction((left, right)) == disjunction((right, left))
    assert negation(conjunction((left, right))) == disjunction((negation(left), negation(right)))


@pytest.mark.parametrize(("a", "b", "c"), list(itertools.product(TRUTHS, repeat=3)))
def test_chains_may_be_grouped_in_any_way(a: Any, b: Any, c: Any) -> None:
    assert (
        conjunction((a, b, c))
        == conjunction((conjunction((a, b)), c))
        == conjunction((a, conjunction((b, c))))
    )
    assert (
        disjunction((a, b, c))
        == disjunction((disjunction((a, b)), c))
        == disjunction((a, disjunction((b, c))))
    )


@pytest.mark.parametrize(
    ("values", "both", "either"),
    [
        ((True, UNKNOWN), UNKNOWN, True),
        ((False, UNKNOWN), False, UNKNOWN),
        ((None, UNKNOWN), UNKNOWN, UNKNOWN),
        ((None, True), None, True),
        ((None, False), False, None),
        (("text", True), None, True),
        ((), True, False),
    ],
)
def test_the_truth_table_has_four_values(values: tuple[Any, ...], both: Any, either: Any) -> None:
    assert conjunction(values) == both
    assert disjunction(values) == either


@settings(max_examples=150, deadline=None)
@given(tree=st.one_of(condition_trees(), number_trees()))
def test_what_is_printed_reads_back_as_the_same_tree(tree: Any) -> None:
    assert parse(Expression.of(tree).source, names=EVERYTHING).root == tree


@settings(max_examples=300, deadline=None)
@given(
    tree=st.one_of(condition_trees(), number_trees()), known=facts(), missing=hidden, item=st.integers(0, 3)
)
def test_a_result_known_in_spite_of_unknown_facts_is_the_one_of_every_completion(
    tree: Any, known: dict[str, Any], missing: set[str], item: int
) -> None:
    expression = Expression.of(tree)
    before = evaluate(expression, hide(known, missing, item))
    if not isinstance(before, Unknown):
        assert evaluate(expression, known) == before


@settings(max_examples=200, deadline=None)
@given(tree=condition_trees(), known=facts(), missing=hidden, item=st.integers(0, 3))
def test_what_is_missing_is_always_named_and_never_something_known(
    tree: Any, known: dict[str, Any], missing: set[str], item: int
) -> None:
    value = evaluate(Expression.of(tree), hide(known, missing, item))
    if isinstance(value, Unknown):
        assert value.facts
        assert value.facts <= missing | {"月份"}


@settings(max_examples=200, deadline=None)
@given(tree=st.one_of(condition_trees(), number_trees()), known=facts())
def test_with_nothing_unknown_nothing_is_unknown(tree: Any, known: dict[str, Any]) -> None:
    assert unknown_in(evaluate(Expression.of(tree), known)) is None


@settings(max_examples=100, deadline=None)
@given(tree=condition_trees(), known=facts(), missing=hidden)
def test_an_explanation_ends_in_the_value_it_explains(
    tree: Any, known: dict[str, Any], missing: set[str]
) -> None:
    told = hide(known, missing, None)
    trace = explain(Expression.of(tree), told)
    assert trace.value == evaluate(Expression.of(tree), told)
    assert trace.unknown == (trace.value.facts if isinstance(trace.value, Unknown) else frozenset())


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3), st.just(UNKNOWN)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(left=anything, right=anything)
def test_equality_and_order_answer_anything_without_raising(left: Any, right: Any) -> None:
    assert equal(left, right) == equal(right, left)
    assert less(left, right) in (True, False, None) or isinstance(less(left, right), Unknown)


@settings(max_examples=200, deadline=None)
@given(tree=st.one_of(condition_trees(), number_trees()), values=st.lists(anything, min_size=9, max_size=9))
def test_facts_of_the_wrong_kind_make_null_or_unknown_but_never_an_error(
    tree: Any, values: list[Any]
) -> None:
    evaluate(Expression.of(tree), dict(zip(EVERYTHING, values, strict=False)))
