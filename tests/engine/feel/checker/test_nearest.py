"""The name that was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.feel.checker.nearest import distance, nearest

KNOWN = [
    "参保人数",
    "裁员率",
    "上年度营业收入",
    "研发费用/营业收入",
    "loan amount",
    "Employee Age",
    "行业",
    "x",
    "amo",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("参保人教", "参保人数"),
        ("参保数人", "参保人数"),
        ("参保人数量", "参保人数"),
        ("参保", "参保人数"),
        ("营业收入", "上年度营业收入"),
        ("裁园率", "裁员率"),
        ("行", None),
        ("行亚", "行业"),
        ("行业 ", "行业"),
        ("loanAmount", "loan amount"),
        ("LOAN_AMOUNT", "loan amount"),
        ("ｌｏａｎ amount", "loan amount"),
        ("employe age", "Employee Age"),
        ("Emplyoee Age", "Employee Age"),
        ("完全无关的东西", None),
        ("y", None),
        ("indexed amounts", None),
        ("", None),
    ],
)
def test_the_nearest_known_name_is_found(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN) == meant


def test_a_name_is_not_its_own_correction() -> None:
    assert nearest("行业", ["行业"]) is None


@given(st.text("ab甲乙", max_size=6), st.text("ab甲乙", max_size=6))
def test_the_distance_is_symmetrical_and_bounded(one: str, other: str) -> None:
    steps = distance(one, other, 10)
    assert steps == distance(other, one, 10)
    assert (steps == 0) == (one == other)
    assert abs(len(one) - len(other)) <= steps <= max(len(one), len(other))
    assert distance(one, other, 1) == min(steps, 2)
