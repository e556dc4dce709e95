"""Values that stand for all others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel import evaluate
from onedoor.engine.feel.checker.literals import literal
from onedoor.engine.feel.checker.witnesses import after, before, between, typical
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.values import type_of


def value(text: str) -> Any:
    return evaluate(text, {})


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "10", "1"),
        ("0", "1", "0.1"),
        ("9.99", "10", "9.991"),
        ("-1", "0", "-0.9"),
        ("1000", "1000.5", "1000.1"),
        ('"a"', '"b"', '"a…"'),
        ('@"2026-01-01"', '@"2026-01-03"', '@"2026-01-02"'),
        ('@"2026-02-28"', '@"2026-03-01"', "null"),
        ('@"2024-02-28"', '@"2024-03-01"', '@"2024-02-29"'),
        ('@"12:00:00"', '@"13:30:00"', '@"13:00:00"'),
        ('@"12:00:00"', '@"12:00:30"', '@"12:00:01"'),
        ('@"2026-01-01T00:00:00"', '@"2026-01-01T06:00:00"', '@"2026-01-01T01:00:00"'),
        ('@"2026-01-01T00:00:00Z"', '@"2026-01-03T00:00:00Z"', '@"2026-01-02T00:00:00Z"'),
        ('@"P1D"', '@"P3D"', '@"P2D"'),
        ('@"P1Y"', '@"P1Y1M"', "null"),
        ('@"P1Y"', '@"P1Y2M"', '@"P1Y1M"'),
    ],
)
def test_the_plainest_value_between_two_is_found(low: str, high: str, expected: str) -> None:
    assert literal(between(value(low), value(high))) == expected


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [
        ("0.5", "0", "1"),
        ("10", "9", "11"),
        ("1e40", "0", "2" + "0" * 40),
        ('""', "null", '"…"'),
        ('"b"', '""', '"b…"'),
        ('@"2026-01-01"', '@"2025-12-31"', '@"2026-01-02"'),
        ('@"00:00:00"', "null", '@"01:00:00"'),
        ('@"P1M"', '@"P0M"', '@"P2M"'),
    ],
)
def test_a_value_outside_is_near(text: str, below: str, above: str) -> None:
    assert evaluate(f"x = ({below})", {"x": before(value(text))}) is True
    assert evaluate(f"x = ({above})", {"x": after(value(text))}) is True


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9),
       st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))  # fmt: skip
def test_between_two_different_numbers_there_is_always_one(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    inside = between(low, high)
    assert (inside is None) == (low == high)
    if inside is not None:
        assert less(low, inside) is True
        assert less(inside, high) is True


@given(st.text(max_size=3), st.text(max_size=3))
def test_a_text_between_two_is_between_them(one: str, other: str) -> None:
    low, high = sorted((one, other))
    inside = between(low, high)
    assert inside is None or low < inside < high


@pytest.mark.parametrize(
    "kind",
    ["number", "string", "boolean", "date", "time", "date and time",
     "days and time duration", "years and months duration"],
)  # fmt: skip
def test_every_scalar_kind_has_a_typical_value(kind: str) -> None:
    assert type_of(typical(kind)) == kind


def test_what_has_no_order_has_no_typical_value() -> None:
    assert typical("context") is None
