"""How the items of loops and filters fared."""

from __future__ import annotations

from typing import Any

import pytest

from onedoor.engine.feel import UNKNOWN, explain
from onedoor.engine.feel.trace import Answer, Items, items_of
from onedoor.engine.feel.trace.items import MAX_LOOKED_AT, MAX_SHOWN


def items(expression: str, facts: dict[str, Any]) -> Items:
    found = items_of(explain(expression, facts))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("expression", "facts", "counts", "shown"),
    [
        ("every x in a satisfies x > 1", {"a": [2, 1, 3, 0]}, {"met": 2, "not_met": 2}, [2, 4]),
        ("every x in a satisfies x > 1", {"a": [2, 3]}, {"met": 2}, [1, 2]),
        ("some x in a satisfies x > 1", {"a": [0, 2, 3]}, {"not_met": 1, "met": 2}, [2, 3]),
        ("some x in a satisfies x > 1", {"a": [0, 1]}, {"not_met": 2}, [1, 2]),
        ("some x in a satisfies x > 1", {"a": [0, UNKNOWN]}, {"not_met": 1, "unknown": 1}, [2]),
        ("every x in a satisfies x > 1", {"a": [2, None]}, {"met": 1, "null": 1}, [2]),
        ("every x in a satisfies x > 1", {"a": [0] * 9}, {"not_met": 9}, [1, 2, 3]),
        ("a[item > 1]", {"a": [0, 2, 3]}, {"not_met": 1, "met": 2}, [2, 3]),
        ("a[item > 1]", {"a": [0, UNKNOWN]}, {"not_met": 1, "unknown": 1}, [2]),
        ("for x in a return x > 1", {"a": [0, 2]}, {"not_met": 1, "met": 1}, [1, 2]),
        ("for x in a return x + 1", {"a": [0, 2]}, {"value": 2}, [1, 2]),
        ("every x in a satisfies x > 1", {"a": []}, {}, []),
        ("every x in a satisfies x > 1", {}, {}, []),
        ("every x in a satisfies x > 1", {"a": 5}, {"met": 1}, [1]),
        ("every x in 1..3 satisfies x > 1", {}, {"not_met": 1, "met": 2}, [1]),
    ],
)
def test_items_are_counted_and_the_first_that_decide_are_shown(
    expression: str, facts: dict[str, Any], counts: dict[str, int], shown: list[int]
) -> None:
    found = items(expression, facts)
    assert {answer.value: count for answer, count in found.counts.items()} == counts
    assert [each.number for each in found.shown] == shown
    assert found.is_whole


def test_an_item_has_what_is_bound_to_it_and_its_own_explanation() -> None:
    (item,) = items("some x in a, y in b satisfies x > y", {"a": [1, 5], "b": [3]}).shown
    assert (item.number, item.bound) == (2, {"x": 5, "y": 3})
    assert [(each.text, each.value) for each in item.step.operands] == [("x", 5), ("y", 3)]
    (member,) = items("p[age > 1]", {"p": [{"age": 3}]}).shown
    assert (member.bound, member.step.facts) == ({"item": {"age": 3}}, {"age": 3})


def test_a_body_sees_what_came_before() -> None:
    found = items("for i in 1..4 return if i = 1 then 1 else partial[-1] * i", {})
    assert [each.step.value for each in found.shown] == [1, 2, 6]


@pytest.mark.parametrize("expression", ["a > 1", "a[1]", "a and b", "count(a)"])
def test_other_steps_have_no_items(expression: str) -> None:
    assert items_of(explain(expression, {"a": [1]})) is None


def test_no_more_is_looked_at_than_the_bound() -> None:
    found = items("every x in 1..20000 satisfies x > 0", {})
    assert (found.total, found.is_whole, len(found.shown)) == (MAX_LOOKED_AT, False, MAX_SHOWN)
    assert found.counts == {Answer.MET: MAX_LOOKED_AT}
