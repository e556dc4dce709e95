"""Quotients and sums that conditions share are one column, exact at every threshold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.matching.drawn import SLOW

from onedoor.engine.feel import Unknown, evaluate, parse
from onedoor.engine.matching import Column, Kind, RuleSet, Schema, table_of
from onedoor.engine.matching.circuits import in_order
from onedoor.engine.matching.shared import shared_columns

SCHEMA = Schema.of(Column("甲", Kind.MONEY), Column("乙", Kind.MONEY), Column("丙", Kind.INTEGER))
FORMULAS = [
    "甲 / 乙",
    "甲 / 丙",
    "(甲 - 2 * 乙) / 丙",
    "丙 / (3 * 甲)",
    "1 / 甲",
    "甲 + 乙",
    "2 * 甲 - 4 * 丙",
    "甲 / -乙",
]
OPERATORS = ["=", "!=", "<", "<=", ">", ">="]
THRESHOLDS = ["0", "0.05", "0.03", "-0.05", "1", "0.333333333", "1000000000", "0.0000000001", "-3", "1.5"]

amounts = st.sampled_from([0, 3, 5, 60, 100, -5, -100, 1, 10**15]).map(lambda cents: Decimal(cents) / 100)
subjects = st.fixed_dictionaries(
    {},
    optional={
        "甲": amounts | st.none(),
        "乙": amounts | st.none(),
        "丙": st.sampled_from([0, 1, -1, 3, 20, 100, 10**12]) | st.none(),
    },
)


def rules_of(formula: str, thresholds: list[str]) -> dict[str, str]:
    rules = {f"{op} {t}": f"{formula} {op} {t}" for op in OPERATORS for t in thresholds}
    rules |= {
        f"times {op} {t}": f"{formula.split(' ', maxsplit=1)[0]} {op} {t} * 乙"
        for op in OPERATORS
        for t in thresholds
        if formula == "甲 / 乙"
    }
    return rules | {f"between {t}": f"not({formula} in [{t}..2])" for t in thresholds}


@pytest.mark.parametrize("kernel", ["compiled", "numpy"])
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    st.sampled_from(FORMULAS),
    st.lists(st.sampled_from(THRESHOLDS), min_size=2, max_size=4, unique=True),
    st.lists(subjects, min_size=1, max_size=12),
)
def test_a_shared_column_decides_as_the_interpreter_does(
    kernel: str, formula: str, thresholds: list[str], rows: list[Mapping[str, Any]]
) -> None:
    texts = rules_of(formula, thresholds)
    rules = RuleSet.compile(texts, SCHEMA, kernel=kernel)
    found = rules.match(table_of(rows, SCHEMA))
    for place, row in enumerate(rows):
        fit = rules.fit(row)
        assert list(fit.certain) == [name for name in texts if found.certain(name).contains(place)]
        assert list(fit.open) == [name for name in texts if found.open(name).contains(place)]
    for name, text in texts.items():
        values = [evaluate(parse(text, names=("甲", "乙", "丙")), row) for row in rows]
        assert [found.certain(name).contains(row) for row in range(len(rows))] == [
            value is True for value in values
        ], text
        assert [found.open(name).contains(row) for row in range(len(rows))] == [
            isinstance(value, Unknown) for value in values
        ], text


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(st.lists(subjects, min_size=1, max_size=12))
def test_shares_of_what_is_never_negative_are_thresholds_of_a_quotient(rows: list[Mapping[str, Any]]) -> None:
    """Zero beside zero is as much as any share of it, and as little."""
    people = [{**row, "乙": abs(row["乙"])} if row.get("乙") is not None else row for row in rows]
    texts = {f"{op} {t}": f"甲 {op} {t} * 乙" for op in OPERATORS for t in THRESHOLDS}
    found = RuleSet.compile(texts, SCHEMA).match(table_of(people, SCHEMA))
    for name, text in texts.items():
        values = [evaluate(parse(text, names=("甲", "乙", "丙")), row) for row in people]
        assert [found.certain(name).contains(row) for row in range(len(rows))] == [
            v is True for v in values
        ], text


@pytest.mark.parametrize(
    ("rules", "columns"),
    [
        ([f"甲 / 乙 >= {t}" for t in ("0.05", "0.03", "1", "2")], 1),
        ([f"甲 / 乙 >= {t}" for t in ("0.05", "0.03", "1")], 0),
        (["甲 / 乙 > 1", "not(甲 / 乙 < 0.1)", "甲 / 乙 = 3", "2 = 甲 / 乙", "甲 / 丙 >= 0.03"], 1),
        (["甲 + 乙 > 3", "乙 + 甲 <= 7", "2 * 甲 + 2 * 乙 = 8", "甲 + 乙 - 1 >= 0"], 1),
        ([f"甲 / 乙 >= {t} / 3" for t in (1, 2, 4, 5)], 0),
        ([f"甲 >= {t} * 乙" for t in ("0.05", "0.03")] + ["乙 <= 甲 * 2", "5 * 甲 >= 乙"], 1),
        (["甲 >= 0.05 * 乙", "甲 >= 0.1 * 乙", "甲 <= 0.03 * 乙", "甲 < 2 * 乙"], 0),
    ],
)
def test_only_what_several_conditions_compare_becomes_a_column(rules: list[str], columns: int) -> None:
    compiled = RuleSet.compile({str(place): rule for place, rule in enumerate(rules)}, SCHEMA)
    shared = shared_columns(compiled.plan, in_order(compiled.plan, compiled.roots.values()))
    assert len({each.derived for each in shared.values()}) == columns
