"""What operations give, kind by kind, as the standard has it (DMN 1.5, tables 52 to 55)."""

from __future__ import annotations

import pytest

from onedoor.engine.feel import evaluate
from onedoor.engine.feel.checker.access import PROPERTIES
from onedoor.engine.feel.checker.exemplars import KINDS, SCALARS, can_be_equal, exemplars, have_order, results
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.values import type_of

DAYS, MONTHS = "days and time duration", "years and months duration"


@pytest.mark.parametrize(
    ("left", "operator", "right", "kinds"),
    [
        ("number", "+", "number", {"number"}),
        ("string", "+", "string", {"string"}),
        ("date", "+", DAYS, {"date"}),
        ("date", "-", "date", {DAYS}),
        ("date", "-", "date and time", {DAYS}),
        ("date and time", "+", MONTHS, {"date and time"}),
        ("time", "+", DAYS, {"time"}),
        (DAYS, "*", "number", {DAYS}),
        (DAYS, "/", DAYS, {"number"}),
        ("number", "-", "Any", {"number"}),
        ("string", "+", "Any", {"string"}),
        ("Any", "**", "Any", {"number"}),
        ("number", "+", "string", set()),
        ("date", "+", "date", set()),
        ("string", "-", "Any", set()),
        ("boolean", "*", "number", set()),
    ],
)
def test_the_kind_of_a_result_follows_from_its_operands(
    left: str, operator: str, right: str, kinds: set[str]
) -> None:
    assert results(Operator(operator), left, right) == kinds


@pytest.mark.parametrize("kind", KINDS)
def test_only_like_kinds_compare(kind: str) -> None:
    assert {other for other in KINDS if can_be_equal(kind, other)} == {kind}
    ordered = {other for other in KINDS if have_order(kind, other)}
    assert ordered == ({kind} if kind in SCALARS and kind != "boolean" else set())
    assert can_be_equal(kind, "Any")


@pytest.mark.parametrize("kind", PROPERTIES)
def test_the_properties_of_a_kind_are_those_the_engine_knows(kind: str) -> None:
    for value in exemplars(kind):
        for name, given in PROPERTIES[kind].items():
            answer = evaluate(f"x.{name}", {"x": value})
            assert answer is None or not given or type_of(answer) == given
        assert evaluate("x.nothing", {"x": value}) is None
