"""Rules looked up by value: the same rules that their cells let through, tested one by one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.dmn.building import decision, input_data, read, table

from onedoor.engine.dmn.rule_index import MIN_RULES, ColumnIndex
from onedoor.engine.dmn.tables import TableCompiler
from onedoor.engine.feel import Unknown
from onedoor.engine.feel.parser import parse_tests
from onedoor.engine.feel.temporal import parse_temporal

CELLS = [
    "-", "1", "1, 2", "not(1, 2)", "< 1", ">= 2", "[1..2)", "(1..3]", "not([1..2])", "1.0", "-1", "null", "not(null)",
    '"a"', '"a", "b"', 'not("a")', '"a", 1', '< "b"', "true", "true, 1", "false, null", "not(true)", "!= 1", "= 2",
    "1.0000000000000000000000000000000001", "? > y", "y", 'date("2026-01-02")', "[1, 2]", "(< 2)", "(!= 1)", "[date(\"2026-01-01\")..date(\"2026-02-01\")]",
]  # fmt: skip
VALUES = [
    *("1", "2", "-1", "0", "1.5", "3", "1.00", "1.0000000000000000000000000000000001", "9999999999", "null"),
    *('"a"', '"b"', '"c"', '""', "true", "false", "[1, 2]", "[1]", 'date("2026-01-02")', "{a: 1}"),
]


@given(st.lists(st.sampled_from(CELLS), min_size=MIN_RULES, max_size=7), st.sampled_from(VALUES))
def test_a_table_finds_the_rules_that_its_cells_let_through(cells: list[str], value: str) -> None:
    def matched(rows: list[tuple[int, str]]) -> Any:
        boxed = table([value], [(cell, str(number)) for number, cell in rows], "RULE ORDER")
        return read(input_data("y"), decision("d", boxed, "Input y")).decide("d", {"y": 1}).value or []

    rows = list(enumerate(cells))
    assert matched(rows) == [number for row in rows for number in matched([row])]


@pytest.mark.parametrize(
    ("cells", "value", "mask"),
    [
        (["1", "< 2", "-", '"a"'], Decimal(1), 0b0111),
        (["1", "< 2", "-", '"a"'], "a", 0b1100),
        (["1", "< 2", "-", "null"], None, 0b1100),
        (["1", "< 2", "-", "y"], Decimal("1.0"), 0b0111),
    ],
)
def test_the_mask_of_a_value_is_that_of_its_piece(cells: list[str], value: Any, mask: int) -> None:
    assert index(cells).mask(value) == mask


def index(cells: list[str]) -> ColumnIndex:
    compiler = TableCompiler()
    parsed = [parse_tests(cell) for cell in cells]
    return ColumnIndex(parsed, [compiler.compile(each) for each in parsed], compiler.constant)


def test_cells_that_ask_for_more_than_constants_are_left_to_be_tested() -> None:
    assert index(["1", "y", "? > 1", '< "b"', "-"]).open == 0b01110


@pytest.mark.parametrize("value", [Unknown(), [], {}, parse_temporal("2026-01-02")])
def test_a_value_that_was_not_foreseen_is_left_to_be_tested(value: Any) -> None:
    assert index(["1", "2", "3", "4"]).mask(value) is None
