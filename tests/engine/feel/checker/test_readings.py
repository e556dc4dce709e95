"""Which cells can be read without data, and what they compare with."""

from __future__ import annotations

import pytest

from onedoor.engine.feel.checker.literals import literal
from onedoor.engine.feel.checker.readings import read_cell
from onedoor.engine.feel.parser import parse_tests


@pytest.mark.parametrize(
    ("cell", "constants"),
    [
        ("-", []),
        ("5", ["5"]),
        ("< 5", ["5"]),
        ("[1..5)", ["1", "5"]),
        ("[5..3]", ["5", "3"]),
        ("1, > 7", ["1", "7"]),
        ('not("a", "b")', ['"a"', '"b"']),
        ("[1, 2]", ["1", "2"]),
        ("2 * 3 + 1", ["7"]),
        ("-3", ["-3"]),
        ('date("2026-01-01")', ['@"2026-01-01"']),
        ('> date and time("2026-01-01T00:00:00")', ['@"2026-01-01T00:00:00"']),
        ("null", ["null"]),
        ("? = null", ["null"]),
        ("? > 5 and not(? = 7)", ["5", "7"]),
        ("5 < ?", ["5"]),
        ("? between 1 and 5", ["1", "5"]),
        ("? in ([1..3], 7)", ["1", "3", "7"]),
        ("?", ["true"]),
        ('date("never")', []),
    ],
)
def test_the_constants_of_a_cell_are_read(cell: str, constants: list[str]) -> None:
    reading = read_cell(parse_tests(cell))
    assert not reading.opaque
    assert [literal(value) for value in reading.constants] == constants


@pytest.mark.parametrize(
    "cell",
    ["limit", "> limit", "[1..limit]", "floor(?) > 3", "? + 1 > 3", "now()", "{a: 1}", "[[1], [2]]",
     "f(?)", "? > ?", "some x in ? satisfies x > 1", "? instance of number", "function(x) x",
     "for i in 1..1000000 return i"],
)  # fmt: skip
def test_a_cell_that_rests_on_more_is_opaque(cell: str) -> None:
    assert read_cell(parse_tests(cell)).opaque


@pytest.mark.parametrize(
    ("cell", "ordered"),
    [
        ('"a"', False),
        ("5, 7", False),
        ('not("a")', False),
        ('? != "a"', False),
        ("[1, 2]", False),
        ('< "m"', True),
        ('["a".."m"]', True),
        ("? between 1 and 2", True),
        ("5, > 7", True),
    ],
)
def test_a_cell_that_asks_for_the_greater_says_so(cell: str, ordered: bool) -> None:
    assert read_cell(parse_tests(cell)).ordered is ordered
