"""More thresholds of one number than anybody compares one by one: their answers come from a stair of ranks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from tests.engine.matching.drawn import SCHEMA

from onedoor.engine.feel import Unknown, evaluate, parse
from onedoor.engine.matching import RuleSet, table_of
from onedoor.engine.matching.bound import MANY_SUBJECTS
from onedoor.engine.matching.kernels.compiled.families import MANY_TESTS

FORMS = {
    "reached": "{name} >= {low}",
    "passed": "{name} > {low}",
    "below": "{name} < {low}",
    "at most": "{name} <= {low}",
    "not reached": "not({name} >= {low})",
    "between": "{name} in [{low}..{high}]",
    "not between": "not({name} between {low} and {high})",
    "just": "{name} = {low}",
    "other than": "{name} != {low}",
    "one of": "{name} in ({low}, {high}, null)",
}


def _rules(name: str) -> dict[str, str]:
    thresholds = range(0, 6 * MANY_TESTS, 5)
    return {
        f"{form} {low}": text.format(name=name, low=low, high=low + 2)
        for low in thresholds
        for form, text in FORMS.items()
    }


def _rows(name: str) -> list[dict[str, Any]]:
    numbers = [
        Decimal(number) for number in (0, 1, 4, 5, 6, 7, 9, 10, 200, 201, 202, 380, 381, 382, 500, 10**9)
    ]
    return [{}, {name: None}, *({name: number} for number in numbers)]


@pytest.mark.parametrize("kernel", ["compiled", "numpy"])
@pytest.mark.parametrize("name", ["人数", "收入"])
@pytest.mark.parametrize("absent", [True, False], ids=["with nulls", "no nulls"])
def test_every_threshold_of_a_stair_says_what_the_interpreter_says(
    kernel: str, name: str, absent: bool
) -> None:
    rows = [row for row in _rows(name) if absent or row.get(name, 0) is not None]
    times = MANY_SUBJECTS // len(rows) + 1
    table = table_of(rows, SCHEMA).take(np.tile(np.arange(len(rows)), times))
    rules = _rules(name)
    found = RuleSet.compile(rules, SCHEMA, kernel=kernel).match(table)
    for rule, text in rules.items():
        expression = parse(text, names=(name,))
        values = [evaluate(expression, row) for row in rows]
        certain = np.tile([value is True for value in values], times)
        open_ = np.tile([isinstance(value, Unknown) for value in values], times)
        assert np.array_equal(found.certain(rule).indices(), np.flatnonzero(certain)), rule
        assert np.array_equal(found.open(rule).indices(), np.flatnonzero(open_)), rule
