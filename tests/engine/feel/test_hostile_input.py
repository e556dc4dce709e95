"""Fuzz: whatever is written and whatever it is given, there is a value or an error of the language, soon."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onedoor.engine.feel import (
    BUILTINS,
    UNKNOWN,
    FeelError,
    evaluate,
    parse,
    parse_unary_tests,
    print_node,
    unary,
)
from onedoor.engine.feel.temporal import Date, DayTimeDuration, Time, YearMonthDuration

WORDS = [
    *[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "..",
        "+",
        "-",
        "*",
        "/",
        "**",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "?",
        "@",
        "->",
    ],
    *[
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "between",
        "instance",
        "of",
        "function",
        "external",
    ],
    *[
        "true",
        "false",
        "null",
        "x",
        "y",
        "参保人数",
        "date",
        "time",
        "item",
        "partial",
        "number",
        "string",
        "list",
        "context",
        "range",
        "Any",
    ],
    *('"a"', '"2026-01-01"', '"PT1H"', '"["', "1", "0", "-1", "2.5", "1e400", "// c\n", "/* c */", "\\u0041"),
    *sorted(BUILTINS),
]
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
noise = st.text(max_size=30)
scalars: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-99, max_value=99),
    st.sampled_from(["", "a", "2026-01-01", "a+", "PT1H"]),
    st.sampled_from(
        [Date(2026, 1, 31), Time(10, 0, 0), DayTimeDuration(10**13), YearMonthDuration(14), UNKNOWN]
    ),
    st.just(Decimal("1e6000")),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("xy"), inner, max_size=2)
    ),
    max_leaves=5,
)


@settings(max_examples=600)
@given(st.one_of(sentences, noise), values, values)
def test_any_text_has_a_value_or_an_error_of_the_language(text: str, x: Any, y: Any) -> None:
    names = ("x", "y")
    tree = told_or_none(lambda: parse(text, names=names).root, "feel.")
    if tree is not None:
        assert parse(print_node(tree), names=names).root == tree
        told_or_none(lambda: evaluate(text, {"x": x, "y": y}), "feel.limit")


@settings(max_examples=300)
@given(st.one_of(sentences, noise), values)
def test_any_text_of_a_cell_is_a_test_or_an_error_of_the_language(text: str, value: Any) -> None:
    tests = told_or_none(lambda: parse_unary_tests(text, names=("x",)), "feel.")
    if tests is not None:
        assert parse_unary_tests(print_node(tests.root), names=("x",)).root == tests.root
        told_or_none(lambda: unary(tests, value, {"x": value}), "feel.limit")


@settings(max_examples=400)
@given(st.sampled_from(sorted(BUILTINS)), st.lists(values, max_size=4))
def test_any_function_takes_anything(name: str, given_values: list[Any]) -> None:
    facts = {f"p{place}": value for place, value in enumerate(given_values)}
    told_or_none(lambda: evaluate(f"{name}({', '.join(facts)})", facts), "feel.limit")


def told_or_none(work: Callable[[], Any], code: str) -> Any:
    """What the work gives; None where it is refused, by a code and in words of both languages."""
    try:
        return work()
    except FeelError as error:
        refused = error
    assert refused.code.startswith(code)
    assert refused.as_dict("en")["found"]
    assert refused.as_dict("zh-hans")["expected"]
    return None
