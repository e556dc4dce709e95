"""Where polynomials change their sign, beside trying every place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.matching.reasons.roots import sign_changes, value


def sign(number: int) -> int:
    return (number > 0) - (number < 0)


@given(st.lists(st.integers(-50, 50), max_size=5), st.integers(-60, 0), st.integers(1, 60))
def test_they_are_the_places_where_the_sign_is_another_than_before(
    coefficients: list[int], low: int, high: int
) -> None:
    tried = [
        place
        for place in range(low + 1, high + 1)
        if sign(value(coefficients, place)) != sign(value(coefficients, place - 1))
    ]
    assert sorted(sign_changes(coefficients, low, high)) == tried


@given(st.integers(-(2**62), 2**62), st.integers(1, 9))
def test_they_are_found_at_any_distance(root: int, slope: int) -> None:
    found = sign_changes([-root * slope, slope], -(2**63), 2**63)
    assert found == [root, root + 1]
