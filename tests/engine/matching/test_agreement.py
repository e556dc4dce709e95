"""The one law of the matcher: for every rule and subject it says what the interpreter says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.matching.drawn import SCHEMA, SLOW, condition, subjects

from onedoor.engine.feel import Unknown, evaluate, parse
from onedoor.engine.matching import RuleSet, table_of

# More than one word, and more than what is gone through word by word.
SIZES = [1, 70, 1100]


def verdicts(rule: str, rows: list[Mapping[str, Any]]) -> tuple[list[bool], list[bool]]:
    expression = parse(rule, names=tuple(sorted(SCHEMA.columns)))
    values = [evaluate(expression, row) for row in rows]
    certain = [value is True for value in values]
    return certain, [value is True or isinstance(value, Unknown) for value in values]


@pytest.mark.parametrize("kernel", ["compiled", "numpy"])
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(
    st.lists(condition(), min_size=1, max_size=4),
    st.lists(subjects, min_size=1, max_size=20),
    st.sampled_from(SIZES),
)
def test_the_matcher_says_what_the_interpreter_says(
    kernel: str, texts: list[str], rows: list[Mapping[str, Any]], size: int
) -> None:
    """The subjects stand again and again in the table: how many there are changes nothing."""
    rules = {f"{place}: {rule}": rule for place, rule in enumerate(texts)}
    many = [rows[place % len(rows)] for place in range(max(size, len(rows)))]
    found = RuleSet.compile(rules, SCHEMA, kernel=kernel).match(table_of(many, SCHEMA), stretch=64)
    for name, rule in rules.items():
        certain, possible = verdicts(rule, rows)
        for place in (*range(len(rows)), *range(len(many) - len(rows), len(many))):
            assert found.certain(name).contains(place) == certain[place % len(rows)], rule
            assert found.possible(name).contains(place) == possible[place % len(rows)], rule


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(st.lists(condition(), min_size=1, max_size=6), st.lists(subjects, min_size=1, max_size=6))
def test_one_subject_fits_what_the_interpreter_says(texts: list[str], rows: list[Mapping[str, Any]]) -> None:
    rules = {f"{place}: {rule}": rule for place, rule in enumerate(texts)}
    compiled = RuleSet.compile(rules, SCHEMA)
    for row in rows:
        said = {name: verdicts(rule, [row]) for name, rule in rules.items()}
        fit = compiled.fit(row)
        assert list(fit.certain) == [name for name, (certain, _) in said.items() if certain[0]]
        assert list(fit.open) == [
            name for name, (certain, possible) in said.items() if possible[0] and not certain[0]
        ]
