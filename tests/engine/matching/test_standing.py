"""Facts and rules that change: the events are those of matching everything again, and nothing else moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.matching.drawn import SCHEMA, SLOW, condition, subjects

from onedoor.engine.feel import UNKNOWN, Expression
from onedoor.engine.matching import Column, Kind, RuleSet, Schema, Standing, State, table_of
from onedoor.errors import Invalid, NotFound

SMALL = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("地区", Kind.CATEGORY),
    Column("资质", Kind.CODES),
    Column("名单", Kind.OBJECTS),
)
RULES = {
    "甲": "人数 >= 30",
    "乙": 'starts with(地区, "44") and 人数 < 50',
    "丙": 'list contains(资质, "高新")',
    "丁": "count(名单) > 1",
}
PEOPLE: list[dict[str, Any]] = [
    {"人数": 29, "地区": "4401", "资质": ["高新"], "名单": [1]},
    {"地区": "4501", "资质": []},
    {"人数": 40, "地区": "4403"},
]


def told(changes: Any) -> list[tuple[str, int, str, str]]:
    return [
        (event["rule"], event["subject"], State(event["before"]).name, State(event["after"]).name)
        for batch in changes.events(batch_size=2)
        for event in batch.to_pylist()
    ]


def standing(kernel: str) -> Standing:
    return Standing.of(RuleSet.compile(RULES, SMALL, kernel=kernel), table_of(PEOPLE, SMALL))


@pytest.fixture(params=["compiled", "numpy"])
def kernel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_one_changed_fact_tells_who_gained(kernel: str) -> None:
    stands = standing(kernel)
    assert told(stands.change_one(0, {"人数": 30})) == [("甲", 0, "REST", "CERTAIN")]
    assert told(stands.change_one(1, {"人数": 60})) == [("甲", 1, "OPEN", "CERTAIN")]
    assert told(stands.change_one(0, {"人数": UNKNOWN})) == [
        ("甲", 0, "CERTAIN", "OPEN"),
        ("乙", 0, "CERTAIN", "OPEN"),
    ]
    assert told(stands.change_one(0, {"人数": None})) == [
        ("甲", 0, "OPEN", "REST"),
        ("乙", 0, "OPEN", "REST"),
    ]
    assert len(stands.change_one(0, {"人数": None})) == 0


def test_words_nobody_had_before_are_understood(kernel: str) -> None:
    stands = standing(kernel)
    assert told(stands.change_one(2, {"地区": "3201"})) == [("乙", 2, "CERTAIN", "REST")]
    assert told(stands.change_one(1, {"资质": ["专精特新", "高新"]})) == [("丙", 1, "REST", "CERTAIN")]
    assert stands.subjects.facts(1, {"资质", "地区"}) == {"资质": ["专精特新", "高新"], "地区": "4501"}
    assert told(stands.change_one(0, {"资质": ["专精特新"]})) == [("丙", 0, "CERTAIN", "REST")]


def test_the_interpreter_is_asked_about_changed_lists(kernel: str) -> None:
    stands = standing(kernel)
    assert told(stands.change_one(0, {"名单": [1, 2]})) == [("丁", 0, "REST", "CERTAIN")]
    changes = stands.change([2, 1], table_of([{"名单": []}, {"名单": [1, 2, 3]}], SMALL).select(["名单"]))
    assert told(changes) == [("丁", 1, "OPEN", "CERTAIN"), ("丁", 2, "OPEN", "REST")]
    assert [len(each) for each in (changes.gained, changes.lost, changes.settled)] == [0, 0, 1]


def test_released_rules_tell_who_gained_and_lost(kernel: str) -> None:
    stands = standing(kernel)
    assert told(stands.release({"甲": "人数 >= 20", "戊": "人数 = 40"})) == [
        ("甲", 0, "REST", "CERTAIN"),
        ("戊", 1, "REST", "OPEN"),
        ("戊", 2, "REST", "CERTAIN"),
    ]
    assert told(stands.release({"戊": None})) == [("戊", 1, "OPEN", "REST"), ("戊", 2, "CERTAIN", "REST")]
    assert tuple(stands.rules.roots) == ("甲", "乙", "丙", "丁")
    assert told(stands.change_one(1, {"人数": 20})) == [("甲", 1, "OPEN", "CERTAIN")]
    with pytest.raises(NotFound, match=r"matching\.rule"):
        stands.release({"戊": None})


@pytest.mark.parametrize(
    ("rows", "facts"), [([3], [{"人数": 1}]), ([0, 0], [{}, {}]), ([0], [{}, {}]), ([-1], [{}])]
)
def test_rows_that_are_not_there_or_come_twice_are_refused(
    rows: list[int], facts: list[dict[str, Any]]
) -> None:
    stands = standing("numpy")
    before = stands.matches.counts()
    with pytest.raises(Invalid, match=r"matching\.rows"):
        stands.change(rows, table_of(facts, SMALL))
    assert stands.matches.counts() == before


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(
    st.lists(condition(), min_size=1, max_size=3),
    st.lists(subjects, min_size=3, max_size=9),
    st.lists(subjects, min_size=1, max_size=3),
    st.sampled_from(["compiled", "numpy"]),
)
def test_a_change_comes_to_what_matching_everything_again_comes_to(
    texts: list[str], before: list[Mapping[str, Any]], after: list[Mapping[str, Any]], kernel: str
) -> None:
    rules = RuleSet.compile({str(place): rule for place, rule in enumerate(texts)}, SCHEMA, kernel=kernel)
    stands = Standing.of(rules, table_of(before, SCHEMA))
    was = {rule: states(stands.matches, rule) for rule in rules.roots}
    changes = stands.change(range(len(after)), table_of(after, SCHEMA))
    people = [*after, *before[len(after) :]]
    again = rules.match(table_of(people, SCHEMA))
    for rule in rules.roots:
        now = states(again, rule)
        assert states(stands.matches, rule) == now, texts[int(rule)]
        moved = [
            (rule, row, *each)
            for row, each in enumerate(zip(was[rule], now, strict=True))
            if each[0] != each[1]
        ]
        assert [event for event in told(changes) if event[0] == rule] == moved
    stands.change_one(0, people[-1])
    alike = rules.match(table_of([{**people[0], **people[-1]}], SCHEMA))
    for rule in rules.roots:
        assert states(stands.matches, rule)[0] == states(alike, rule)[0], texts[int(rule)]


def states(matches: Any, rule: str) -> list[str]:
    certain, possible = matches.certain(rule), matches.possible(rule)
    return [
        State(int(possible.contains(row)) + int(certain.contains(row))).name
        for row in range(matches.subjects)
    ]


def test_many_changes_at_once_are_written_where_they_belong(kernel: str) -> None:
    rules = RuleSet.compile({"甲": "人数 >= 50"}, SMALL, kernel=kernel)
    stands = Standing.of(rules, table_of([{"人数": n % 100} for n in range(5000)], SMALL))
    rows = np.arange(4999, 0, -3)
    changes = stands.change(rows, table_of([{"人数": 99 - n % 100} for n in rows.tolist()], SMALL))
    assert len(changes) == len(rows)
    assert changes.subjects.tolist() == sorted(rows.tolist())
    assert stands.matches.certain("甲").count == 2500 + len(changes.gained) - len(changes.lost)


def test_expressions_are_released_as_well_as_texts() -> None:
    stands = standing("numpy")
    stands.release({"己": Expression.of(stands.rules.expressions["甲"].root)})
    assert stands.matches.certain("己") == stands.matches.certain("甲")


def test_columns_that_rules_share_follow_a_change_of_one_subject(kernel: str) -> None:
    sums = Schema.of(Column("甲", Kind.INTEGER), Column("乙", Kind.INTEGER))
    rules = {str(least): f"甲 + 乙 >= {least}" for least in (10, 20, 30, 40)}
    people = table_of([{"甲": 5, "乙": 5}, {"甲": 1, "乙": 100}], sums)
    stands = Standing.of(RuleSet.compile(rules, sums, kernel=kernel), people)
    assert len(stands.change_one(0, {"甲": 95})) == 3
    assert [found.certain for found in stands.rules.match(stands.subjects).counts().values()] == [2, 2, 2, 2]
    stands.release({str(least): f"甲 + 乙 >= {least}" for least in (25, 26, 27, 28)})
    assert [found.certain for found in stands.matches.counts().values()] == [2] * 8


def test_a_change_that_is_refused_changes_nothing(kernel: str) -> None:
    stands = standing(kernel)
    with pytest.raises(Invalid, match=r"matching\.value"):
        stands.change_one(0, {"人数": 95, "地区": 7})
    assert stands.subjects.facts(0, {"人数"}) == {"人数": 29}


def test_rules_are_released_where_there_is_nobody(kernel: str) -> None:
    stands = Standing.of(RuleSet.compile(RULES, SMALL, kernel=kernel), table_of([], SMALL))
    assert len(stands.release({"戊": "人数 > 1"})) == 0
