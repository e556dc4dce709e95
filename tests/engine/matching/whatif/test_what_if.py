"""A draft against the released rule: who moves, where, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.matching.whatif.formulas import SCHEMA, amount, rule, subjects

from onedoor.engine.feel import Unknown, evaluate
from onedoor.engine.matching import Column, Kind, Schema, table_of
from onedoor.engine.matching.whatif import Group, Line, Move, Rule, Total, WhatIf, sensitivity, what_if
from onedoor.errors import Invalid

NAMES = tuple(sorted(SCHEMA.columns))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

# Insured staff, premium, size, region; the released rule takes those of at most 30, the draft those of at most 40.
PEOPLE: list[dict[str, Any]] = [
    {"人数": 30, "保费": "100", "规模": "small", "地区": "440304"},
    {"人数": 31, "保费": "50.01", "规模": "small", "地区": "440305"},
    {"人数": 40, "规模": "large", "地区": "110108"},
    {"人数": 41, "保费": "9", "规模": "large"},
    {"保费": "7", "规模": None, "地区": "110108"},
]
OLD = Rule.read("人数 <= 30", "保费 * 0.5", names=NAMES)
NEW = Rule.read("人数 <= 40", "保费 * 0.5", names=NAMES)


def run(released: Rule | None, draft: Rule, rows: list[Any] = PEOPLE, **more: Any) -> WhatIf:
    return what_if(released, draft, table_of(rows, SCHEMA), SCHEMA, **more)


def test_who_gains_by_a_wider_threshold_and_what_it_costs() -> None:
    found = run(OLD, NEW)
    assert found.gained.indices().tolist() == [1, 2]
    assert [each.count for each in (found.lost, found.became_certain, found.became_open)] == [0, 0, 0]
    whole = found.whole
    assert (whole.before.certain, whole.before.open, whole.before.rest) == (1, 1, 3)
    assert (whole.after.certain, whole.after.open, whole.after.rest) == (3, 1, 1)
    assert whole.before.total == Total(known=1, cents=5000)
    assert whole.after.total == Total(known=2, cents=7501, unknown=1, no_least=1, no_most=1)
    assert whole.difference == 2501
    assert whole.moves[Move.GAINED].after == Total(known=1, cents=2501, unknown=1, no_least=1, no_most=1)
    assert whole.moves[Move.GAINED].before == Total()


def test_the_other_way_round_they_lose_what_they_would_have_been_due() -> None:
    whole = run(NEW, OLD).whole
    assert (whole.moves[Move.LOST].count, whole.moves[Move.LOST].before) == (
        2,
        Total(known=1, cents=2501, unknown=1, no_least=1, no_most=1),
    )
    assert whole.difference == -2501


def test_what_those_are_due_for_whom_a_fact_is_missing_is_told_apart() -> None:
    assert run(OLD, NEW).whole.after.open_total == Total(known=1, cents=350)


def test_without_a_released_rule_everybody_who_fits_gains() -> None:
    found = run(None, NEW)
    assert found.gained.indices().tolist() == [0, 1, 2]
    assert found.members(Move.HOPING).indices().tolist() == [4]
    assert (found.whole.before.rest, found.whole.before.total, found.whole.difference) == (5, Total(), 7501)


def test_without_a_benefit_there_is_no_money() -> None:
    whole = run(Rule(OLD.condition), Rule(NEW.condition)).whole
    assert (whole.before.total, whole.after.total, whole.difference) == (None, None, None)
    assert whole.moves[Move.GAINED].count == 2


def test_another_rate_makes_it_more_or_less_for_those_who_stay() -> None:
    draft = Rule.read("人数 <= 40", 'if 规模 = "small" then 保费 * 0.6 else 保费 * 0.5', names=NAMES)
    found = run(NEW, draft)
    assert found.members(Move.MORE).indices().tolist() == [0, 1]
    assert found.whole.moves[Move.MORE].before == Total(known=2, cents=7501)
    assert found.whole.moves[Move.MORE].after == Total(known=2, cents=9001)
    assert run(draft, NEW).members(Move.LESS).indices().tolist() == [0, 1]


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("人数 <= 30", "人数 <= 30 or 失信 = false", {Move.HOPING: 3}),
        ("人数 <= 30", "人数 <= 30 and 失信 = false", {Move.DOUBTED: 1}),
        ("人数 <= 30 and 失信 = false", "人数 <= 30", {Move.CONFIRMED: 1}),
        ("失信 = false", "人数 > 30 and 人数 < 0", {Move.RULED_OUT: 4}),
    ],
)
def test_every_move_has_its_name(old: str, new: str, moves: Mapping[Move, int]) -> None:
    found = run(Rule.read(old, names=NAMES), Rule.read(new, names=NAMES))
    assert {move: each.count for move, each in found.whole.moves.items() if each.count} == moves


def test_groups_are_told_one_by_one_those_without_a_group_last() -> None:
    found = run(OLD, NEW, groups=[Group.prefix("地区", 2), Group.whole("规模", labels=("small", "large"))])
    region, size = (
        [(line.key, line.subjects, line.difference) for line in each.lines] for each in found.breakdowns
    )
    assert [(str(key), count, change) for key, count, change in region] == [
        ("11", 2, 0),
        ("44", 2, 2501),
        ("Rest.UNKNOWN", 1, 0),
    ]
    assert [(str(key), count, change) for key, count, change in size] == [
        ("small", 2, 2501),
        ("large", 2, 0),
        ("Rest.ABSENT", 1, 0),
    ]


def test_the_listing_names_each_subject_its_move_and_its_amounts() -> None:
    ids = Schema.of(*SCHEMA, Column("代码", Kind.CATEGORY))
    rows = [{**row, "代码": f"甲{place}"} for place, row in enumerate(PEOPLE)]
    found = what_if(NEW, OLD, table_of(rows, ids), ids, ids="代码")
    assert found.ids_of(Move.LOST) == ["甲1", "甲2"]
    assert found.listing().to_pylist() == [
        {"subject": "甲1", "move": "lost", "before": 2501, "after": 0},
        {"subject": "甲2", "move": "lost", "before": None, "after": 0},
    ]
    assert run(NEW, OLD).listing(Move.LOST)["subject"].to_pylist() == [1, 2]
    assert run(NEW, OLD).listing(Move.GAINED).num_rows == 0


def test_facts_that_no_column_holds_are_named() -> None:
    found = run(OLD, Rule.read("人数 <= 30 and 从未采集 > 3", "另一个 * 2", names=NAMES))
    assert found.unheld == {"从未采集", "另一个"}


def test_today_is_what_the_caller_says() -> None:
    rule_ = Rule.read('today() >= date("2026-01-01")', names=NAMES)
    assert run(None, rule_, now=datetime(2026, 5, 1, tzinfo=UTC)).whole.after.certain == 5
    assert run(None, rule_, now=datetime(2025, 5, 1, tzinfo=UTC)).whole.after.certain == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [({"ids": "代码"}, "matching.id_column"), ({"groups": [Group.whole("街道")]}, "matching.group_column")],
)
def test_a_column_that_is_not_there_is_refused(more: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        run(OLD, NEW, **more)
    assert refusal.value.code == code


def test_lists_are_no_groups() -> None:
    schema = Schema.of(*SCHEMA, Column("资质", Kind.CODES))
    rows = [{**row, "资质": ["甲"]} for row in PEOPLE]
    with pytest.raises(Invalid) as refusal:
        what_if(OLD, NEW, table_of(rows, schema), schema, groups=[Group.whole("资质")])
    assert refusal.value.code == "matching.group_column"


def test_an_amount_beyond_all_sense_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        run(None, Rule.read("人数 > 0", "10 ** 20", names=NAMES))
    assert refusal.value.code == "matching.amount"


def test_nobody_is_nobody() -> None:
    found = run(OLD, NEW, rows=[], groups=[Group.whole("规模")])
    assert (found.subjects, found.whole.after.total, found.listing().num_rows) == (0, Total(), 0)


def sides(line: Line) -> list[tuple[int, int, int, Total | None, Total | None]]:
    return [
        (each.certain, each.open, each.rest, each.total, each.open_total)
        for each in (line.before, line.after)
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(st.none() | rule(), rule(), amount(2), amount(2), st.lists(subjects, min_size=1, max_size=20))
def test_everything_is_as_the_interpreter_has_it_subject_by_subject(
    old: str | None, new: str, paid: str, due: str, rows: list[Mapping[str, Any]]
) -> None:
    released = None if old is None else Rule.read(old, paid, names=NAMES)
    draft = Rule.read(new, due, names=NAMES)
    groups = [Group.prefix("地区", 4), Group.whole("规模"), Group.bands("人数", (0, 30))]
    found = run(released, draft, rows, groups=groups)
    stand = [[_standing(rule_, row) for row in rows] for rule_ in (released, draft)]
    pairs = list(zip(*stand, strict=True))
    assert found.gained.indices().tolist() == [n for n, pair in enumerate(pairs) if pair == (False, True)]
    assert found.lost.indices().tolist() == [n for n, pair in enumerate(pairs) if pair == (True, False)]
    assert found.became_certain.indices().tolist() == [
        n for n, pair in enumerate(pairs) if pair == (None, True)
    ]
    assert found.became_open.indices().tolist() == [
        n for n, pair in enumerate(pairs) if pair[1] is None and pair[0] is not None
    ]
    assert found.whole.after.total is not None
    assert found.whole.after.total.cents == sum(
        _cents(draft, row) for row, where in zip(rows, stand[1], strict=True) if where is True
    )
    for breakdown in found.breakdowns:
        parts = [sides(line) for line in breakdown.lines]
        summed = [tuple(_summed(part[side][n] for part in parts) for n in range(5)) for side in (0, 1)]
        assert summed == sides(found.whole)
        moved = {move: sum(line.moves[move].count for line in breakdown.lines) for move in Move}
        assert moved == {move: each.count for move, each in found.whole.moves.items()}


def _standing(rule_: Rule | None, row: Mapping[str, Any]) -> bool | None:
    """True, None where it is open, else False."""
    if rule_ is None:
        return False
    value = evaluate(rule_.condition, row)
    return None if isinstance(value, Unknown) else value is True


def _cents(rule_: Rule, row: Mapping[str, Any]) -> int:
    assert rule_.benefit is not None
    value = evaluate(rule_.benefit, row)
    if not isinstance(value, Decimal):
        return 0
    return int(value.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


def _summed(values: Any) -> Any:
    first, *rest = values
    for value in rest:
        first = first + value
    return first


def test_lists_may_hold_any_number_of_codes_where_both_rules_look_for_others() -> None:
    schema = Schema.of(Column("资质", Kind.CODES), Column("人数", Kind.INTEGER))
    rows = [{"资质": [f"码{place}"], "人数": place} for place in range(5_000)]
    old, new = (Rule.read(f'list contains(资质, "码{place}") and 人数 > 3') for place in (7, 4_000))
    table = table_of(rows, schema)
    found = what_if(old, new, table, schema)
    assert (found.ids_of(Move.GAINED), found.ids_of(Move.LOST)) == ([4_000], [7])
    (answer,) = sensitivity(new, table, schema).answers
    assert answer.above is not None
    assert (answer.above.value, answer.above.measured.figure.certain) == (4_000, 0)
