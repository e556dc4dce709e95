"""Amounts reckoned by columns are those of the interpreter; what is unknown lies within its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.matching.whatif.formulas import SCHEMA, VALUES, amount, subjects

from onedoor.engine.feel import Unknown, evaluate, parse
from onedoor.engine.matching import table_of
from onedoor.engine.matching.bits import BitSet, pack
from onedoor.engine.matching.whatif.amounts import Amounts, Total, sums
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.marks import NULL, OPEN_ABOVE, OPEN_BELOW, UNKNOWN
from onedoor.engine.matching.whatif.valuation import Valuation

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
NAMES = tuple(sorted(SCHEMA.columns))


def everybody(count: int) -> BitSet:
    return BitSet(pack(np.ones(count, np.bool_)), count)


def amounts(formula: str, rows: list[Mapping[str, Any]]) -> Amounts:
    expression = parse(formula, names=NAMES)
    table = table_of(rows, SCHEMA)
    everyone = Everyone(table, SCHEMA, expression.free_names)
    return Valuation(everyone, [expression], everybody(len(rows))).amounts(expression)


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(amount(), st.lists(subjects, min_size=1, max_size=12))
def test_amounts_are_those_of_the_interpreter(formula: str, rows: list[Mapping[str, Any]]) -> None:
    found = amounts(formula, rows)
    for place, row in enumerate(rows):
        value = evaluate(parse(formula, names=NAMES), row)
        marks = int(found.marks[place])
        if isinstance(value, Decimal):
            assert (marks, int(found.low[place])) == (0, cents(value)), (formula, row)
        elif isinstance(value, Unknown):
            assert marks & UNKNOWN, (formula, row)
        else:
            assert marks == NULL, (formula, row)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(amount(2), subjects, st.data())
def test_whatever_the_facts_turn_out_to_be_the_amount_is_within_its_bounds(
    formula: str, row: Mapping[str, Any], data: st.DataObject
) -> None:
    found = amounts(formula, [row])
    full = {
        name: row[name] if name in row else data.draw(values | st.none()) for name, values in VALUES.items()
    }
    full["未采集"] = data.draw(st.sampled_from([Decimal(-7), Decimal("0.01"), Decimal(9000), None]))
    value = evaluate(parse(formula, names=NAMES), full)
    given_cents = cents(value) if isinstance(value, Decimal) else 0
    marks = int(found.marks[0])
    if marks & UNKNOWN:
        assert marks & OPEN_BELOW or found.low[0] <= given_cents, formula
        assert marks & OPEN_ABOVE or given_cents <= found.high[0], formula


@pytest.mark.parametrize(
    ("formula", "row", "lowest", "highest"),
    [
        ('保费 * (if 规模 = "large" then 0.3 else 0.6)', {"保费": 100}, 3000, 6000),
        ("min(500, 保费 * 0.6)", {}, None, 50000),
        ("max(60, min(1000, 保费))", {}, 0, 100000),
        ("if 失信 then 0 else 1000", {}, 0, 100000),
        ("if 失信 then 1000 else 1000", {}, 100000, 100000),
        ("保费", {}, None, None),
        ("(if 失信 then null else 50) + 10", {}, 0, 6000),
        ("if is unknown(规模) then (if 失信 then 1 else 2) else 保费", {"规模": "small"}, None, None),
        ("if is unknown(规模) then (if 失信 then 1 else 2) else 保费", {}, None, None),
    ],
)
def test_an_unknown_amount_is_bounded_where_the_formula_bounds_it(
    formula: str, row: Mapping[str, Any], lowest: int | None, highest: int | None
) -> None:
    total = amounts(formula, [row]).total()
    assert (total.lowest, total.highest) == (lowest, highest)


def test_a_total_tells_what_is_known_what_is_open_and_what_is_none() -> None:
    rows = [{"保费": "0.005"}, {"保费": "1"}, {}, {"保费": None}]
    rows[0] = {"保费": "0.01"}
    assert amounts("保费 / 2", rows).total() == Total(
        known=2, cents=51, unknown=1, none=1, no_least=1, no_most=1
    )


def test_sums_are_exact_beyond_what_a_word_holds() -> None:
    values = np.array([2**62, 2**62, 2**62, -(2**61) + 1], np.int64)
    assert sums(np.array([0, 0, 0, 1]), values, 2) == [3 * 2**62, -(2**61) + 1]
