"""Which facts an open condition lacks, and which few could settle it."""

from __future__ import annotations

from typing import Any

import pytest

from onedoor.engine.feel import UNKNOWN, explain
from onedoor.engine.feel.trace import missing, settling


@pytest.mark.parametrize(
    ("expression", "facts", "lacking"),
    [
        ("a and b", {"a": True}, {"b"}),
        ("a and b", {"a": False}, set()),
        ("(a and b) or c", {"a": False}, {"c"}),
        ("if a then b > 1 else c > 1", {"a": True, "c": 5}, {"b"}),
        ("if a then b > 1 else c > 1", {}, {"a", "b", "c"}),
        ("x > y", {"x": 1}, {"y"}),
        ("x in (1, y)", {"x": 1}, set()),
        ("x in (1, y)", {"x": 2}, {"y"}),
        ("x between y and 3", {"x": 5}, set()),
        ("some i in xs satisfies i > y", {}, {"xs", "y"}),
        ("some i in xs satisfies i > y", {"y": 1}, {"xs"}),
        ("some i in xs satisfies i > y", {"xs": [1]}, {"y"}),
        ("some i in xs satisfies i > y", {"xs": []}, set()),
        ("count(xs[item > y]) > 3", {"y": UNKNOWN}, {"xs", "y"}),
        ("e.a > 1", {"e": {"a": UNKNOWN, "b": UNKNOWN}}, {"e.a"}),
    ],
)
def test_only_facts_that_still_matter_are_missing(
    expression: str, facts: dict[str, Any], lacking: set[str]
) -> None:
    assert missing(explain(expression, facts)) == lacking


@pytest.mark.parametrize(
    ("expression", "facts", "met", "not_met"),
    [
        ("a", {"a": True}, [[]], []),
        ("a and b", {}, [["a", "b"]], [["a"], ["b"]]),
        ("a or b", {}, [["a"], ["b"]], [["a", "b"]]),
        ("a and b and c", {"b": True}, [["a", "c"]], [["a"], ["c"]]),
        ("not(a or b)", {}, [["a", "b"]], [["a"], ["b"]]),
        ("(a and b) or c", {}, [["c"], ["a", "b"]], [["a", "c"], ["b", "c"]]),
        ("a and b", {"b": None}, [], [["a"]]),
        ("x + y > 3", {}, [["x", "y"]], [["x", "y"]]),
        ("x between low and high", {"x": 5}, [["high", "low"]], [["high"], ["low"]]),
        ("x between low and high", {"x": 5, "low": 1}, [["high"]], [["high"]]),
        (
            "if a then b else c",
            {},
            [["a", "b"], ["a", "c"], ["b", "c"]],
            [["a", "b"], ["a", "c"], ["b", "c"]],
        ),
        ("if a then true else c", {}, [["a"], ["c"]], [["a", "c"]]),
        ("if a then b else c", {"a": True}, [["b"]], [["b"]]),
        ("x + 1", {"x": 1}, [], []),
    ],
)
def test_the_smallest_groups_that_could_settle_it(
    expression: str, facts: dict[str, Any], met: list[list[str]], not_met: list[list[str]]
) -> None:
    groups = settling(explain(expression, facts))
    assert [sorted(each) for each in groups.met] == met
    assert [sorted(each) for each in groups.not_met] == not_met


def test_groups_are_few_and_the_smallest() -> None:
    either = " and ".join(f"(a{i} or b{i})" for i in range(12))
    groups = settling(explain(either, {}))
    assert len(groups.met) == 16
    assert all(len(each) == 12 for each in groups.met)
    assert [len(each) for each in groups.not_met] == [2] * 12
