"""How numbers and amounts answer to thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.engine.matching.whatif.formulas import SCHEMA, amount, rule, subjects

from onedoor.engine.feel import Date, evaluate
from onedoor.engine.matching import table_of
from onedoor.engine.matching.whatif import Answer, Rule, Sensitivity, sensitivity, what_if, with_threshold
from onedoor.engine.matching.whatif.steps import places_of

NAMES = tuple(sorted(SCHEMA.columns))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def run(text: str, benefit: str | None, rows: list[Any], **more: Any) -> Sensitivity:
    return sensitivity(Rule.read(text, benefit, names=NAMES), table_of(rows, SCHEMA), SCHEMA, **more)


def steps(answer: Answer) -> list[tuple[str, int, int, int, int | None]]:
    """Value, number, came in, dropped out, cents."""
    return [
        (
            str(each.value),
            each.measured.figure.certain,
            each.measured.came_in,
            each.measured.dropped_out,
            each.measured.figure.total and each.measured.figure.total.cents,
        )
        for each in answer.trials
    ]


STAFF = [{"人数": staff, "保费": 10} for staff in (10, 18, 20, 20, 21, 25)]


def test_each_step_tells_how_many_come_in_and_drop_out_and_the_total() -> None:
    found = run("人数 <= 20", "保费 * 0.5", STAFF)
    assert (found.base.certain, found.base.total and found.base.total.cents) == (4, 2000)
    assert steps(found.answers[0]) == [
        ("16", 1, 0, 3, 500),
        ("18", 2, 0, 2, 1000),
        ("19", 2, 0, 2, 1000),
        ("21", 5, 1, 0, 2500),
        ("22", 5, 1, 0, 2500),
        ("24", 5, 1, 0, 2500),
    ]


def test_the_nearest_values_are_those_at_which_somebody_comes_in_or_drops_out() -> None:
    (answer,) = run("人数 <= 20", None, STAFF).answers
    assert answer.below is not None
    assert answer.above is not None
    assert (answer.below.value, answer.below.measured.dropped_out) == (19, 2)
    assert (answer.above.value, answer.above.measured.came_in) == (21, 1)


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [
        ("人数 <= 20", "19", "21"),
        ("人数 < 20", "18", "21"),
        ("人数 >= 20", "18", "21"),
        ("人数 > 20", "19", "21"),
        ("20 >= 人数", "19", "21"),
        ("not(人数 > 20)", "19", "21"),
        ("人数 * 保费 >= 200", "180.00", "200.01"),
        ("人数 in [15..20]", "19", "21"),
        ("人数 between 15 and 20", "19", "21"),
        ("人数 in (< 20, 3)", "18", "21"),
        ("人数 <= 20 and 人数 <= 12", "9", None),
        ("人数 / 保费 >= 2", "1.80", "2.01"),
        ("人数 >= 保费 * 2", "1.80", "2.01"),
        ("人数 <= 25", "24", None),
        ("从未采集 <= 25", None, None),
    ],
)
def test_nearest_values_by_every_way_of_writing_a_threshold(
    text: str, below: str | None, above: str | None
) -> None:
    answer = next(each for each in run(text, None, STAFF).answers if each.threshold.value != 15)
    found = tuple(None if each is None else str(each.value) for each in (answer.below, answer.above))
    assert found == (below, above)


def test_a_date_moves_by_days() -> None:
    founded = date(2025, 1, 1)
    rows = [{"成立日期": founded + timedelta(days=days)} for days in (-400, -10, 0, 1, 40)]
    (answer,) = run('成立日期 <= date("2025-01-01")', None, rows).answers
    assert [(str(each.value), each.step, each.measured.figure.certain) for each in answer.trials] == [
        ("2024-01-02", -365, 1),
        ("2024-10-03", -90, 1),
        ("2024-12-02", -30, 1),
        ("2025-01-31", 30, 4),
        ("2025-04-01", 90, 5),
        ("2026-01-01", 365, 5),
    ]
    assert (answer.below and str(answer.below.value), answer.above and str(answer.above.value)) == (
        "2024-12-31",
        "2025-01-02",
    )
    assert (answer.elasticity, answer.total_elasticity) == (None, None)


def test_rates_ceilings_and_floors_of_the_benefit_are_tried_too() -> None:
    found = run("人数 <= 20", "min(100, 保费 * 20)", STAFF, steps=(Decimal("-0.5"), Decimal("0.5")))
    _, ceiling, rate = found.answers
    assert steps(ceiling) == [("50.00", 4, 0, 0, 20_000), ("150.00", 4, 0, 0, 60_000)]
    assert steps(rate) == [("10.00", 4, 0, 0, 40_000), ("30.00", 4, 0, 0, 40_000)]
    assert (ceiling.total_elasticity, ceiling.elasticity) == (Decimal("1.0000"), Decimal("0.0000"))
    assert not ceiling.is_searched


def test_elasticity_is_per_cent_by_per_cent_between_the_nearest_steps() -> None:
    (answer, _) = run("人数 <= 20", "保费 * 1", STAFF).answers
    # From 19 to 21, a tenth of 20, the number goes from 2 to 5 of 4 and the total likewise.
    assert (answer.elasticity, answer.total_elasticity) == (Decimal("7.5000"), Decimal("7.5000"))


def test_nothing_is_divided_by_nothing() -> None:
    (answer,) = run("人数 > 0", None, [{"人数": 0}]).answers
    assert (answer.elasticity, [str(each.value) for each in answer.trials]) == (None, ["-1", "1"])
    (answer,) = run("人数 > 40", None, STAFF).answers
    assert answer.elasticity is None


def test_equalities_bound_nothing() -> None:
    assert [each.threshold.operator for each in run("人数 = 3 or 人数 >= 20", None, STAFF).answers] == [">="]


def test_a_constant_of_condition_and_benefit_moves_in_both() -> None:
    found = run("人数 <= 20", "if 人数 <= 20 then 100 else 0", STAFF)
    assert [str(each.threshold.value) for each in found.answers] == ["20", "100", "0", "20"]


def test_products_beyond_64_bits_are_reckoned_all_the_same() -> None:
    rows = [{"收入": "90000000000000000.01", "保费": "90000000000000000.02", "人数": 3}]
    (answer,) = run("保费 * 人数 >= 收入 * 3", None, rows).answers
    assert answer.above is not None
    assert str(answer.above.value) == "3.01"


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(rule(), amount(2), st.lists(subjects, min_size=1, max_size=12))
def test_a_trial_is_what_the_changed_rule_gives(
    text: str, benefit: str, rows: list[Mapping[str, Any]]
) -> None:
    rule_ = Rule.read(text, benefit, names=NAMES)
    table = table_of(rows, SCHEMA)
    found = sensitivity(
        rule_, table, SCHEMA, steps=(Decimal("-0.1"), Decimal(0), Decimal("0.1")), days=(-1, 0, 1)
    )
    base = what_if(None, rule_, table, SCHEMA).whole.after
    assert (found.base.certain, found.base.open, found.base.total) == (base.certain, base.open, base.total)
    for answer in found.answers:
        for trial in (*answer.trials, answer.below, answer.above):
            if trial is None:
                continue
            changed = with_threshold(rule_, answer.threshold, trial.value)
            other = what_if(None, changed, table, SCHEMA).whole.after
            figure = trial.measured.figure
            assert (figure.certain, figure.open, figure.total) == (other.certain, other.open, other.total)
            assert figure.certain == base.certain + trial.measured.came_in - trial.measured.dropped_out
            if trial.step == 0:
                assert figure == found.base


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(rule(), st.lists(subjects, min_size=1, max_size=12), st.data())
def test_at_the_nearest_values_somebody_moves_and_nobody_between(
    text: str, rows: list[Mapping[str, Any]], data: st.DataObject
) -> None:
    rule_ = Rule.read(text, names=NAMES)
    found = sensitivity(rule_, table_of(rows, SCHEMA), SCHEMA)
    searched = [each for each in found.answers if each.is_searched]
    assume(searched)
    answer = data.draw(st.sampled_from(searched))
    now = _fitting(rule_, rows)
    for end in (answer.below, answer.above):
        if end is not None:
            assert _fitting(with_threshold(rule_, answer.threshold, end.value), rows) != now
            assert end.measured.came_in + end.measured.dropped_out > 0
    value = answer.threshold.value
    places = places_of(answer.threshold, SCHEMA)
    for end, sign in ((answer.below, -1), (answer.above, 1)):
        distance = 10**5 if end is None else _units_between(value, end.value, places)
        if distance > 1:
            by = data.draw(st.integers(1, distance - 1)) * sign
            between = _moved(value, by, places)
            assert _fitting(with_threshold(rule_, answer.threshold, between), rows) == now


def _fitting(rule_: Rule, rows: list[Mapping[str, Any]]) -> list[int]:
    return [place for place, row in enumerate(rows) if evaluate(rule_.condition, row) is True]


def _units_between(one: Decimal | Date, other: Decimal | Date, places: int) -> int:
    if isinstance(one, Date) and isinstance(other, Date):
        return abs(one.days - other.days)
    assert isinstance(one, Decimal)
    assert isinstance(other, Decimal)
    return int(abs(one - other).scaleb(places))


def _moved(value: Decimal | Date, by: int, places: int) -> Decimal | Date:
    if isinstance(value, Date):
        moved = Date.from_days(value.days + by)
        assert moved is not None
        return moved
    return value + Decimal(by).scaleb(-places)
