"""Figures in three digits, goals with a word on each."""

from __future__ import annotations

import pytest

from onedoor.bench.matching.goal import Goal, digits
from onedoor.bench.matching.growth import exponent
from onedoor.bench.matching.report import Report, Row, Section
from onedoor.bench.matching.timing import Times, Took, middle_of, took

DIGITS = [
    (None, "-"),
    (0, "0"),
    (0.05678, "0.0568"),
    (0.5, "0.5"),
    (4.567, "4.57"),
    (45.67, "45.7"),
    (4567.8, "4,568"),
]


@pytest.mark.parametrize(("value", "text"), DIGITS)
def test_numbers_have_three_digits_that_say_something(value: float | None, text: str) -> None:
    assert digits(value) == text


GOALS = [
    (Goal(text="g", wanted=2, value=1.5), True, "met"),
    (Goal(text="g", wanted=2, value=2.5), False, "missed"),
    (Goal(text="g", wanted=2, value=None), None, "not measured"),
    (Goal(text="g", wanted=2, value=2.5, at_most=False, stretch=4), True, "stretch 4.00 missed"),
    (Goal(text="g", wanted=2, value=5, at_most=False, stretch=4), True, "stretch 4.00 met"),
    (Goal(text="g", wanted=2, value=1, at_this_size=False), None, "wanted at another size"),
]


@pytest.mark.parametrize(("goal", "is_met", "word"), GOALS)
def test_a_goal_is_met_missed_or_not_measured(goal: Goal, is_met: bool | None, word: str) -> None:
    assert goal.is_met is is_met
    assert str(goal).endswith(word)


def test_a_section_is_a_title_headings_and_a_line_a_row() -> None:
    section = Section("s", "Title", (Row("one", {"a": 1.0}, "why"), Row("two", {"b": 2.0})))
    title, headings, one, two = section.lines()
    assert title == "Title"
    assert headings.split() == ["a", "b"]
    assert one.split() == ["one", "1.00", "-", "why"]
    assert two.split() == ["two", "-", "2.00"]
    assert section.value("two", "b") == 2
    assert section.value("two", "a") is None
    assert section.value("three", "a") is None


def test_what_is_not_installed_is_named_with_the_way_to_install_it() -> None:
    report = Report(setting={}, contenders=(("x", "1", ""),), absent=("polars",), sections=(), goals=())
    assert "Not installed: polars. In an environment of their own:" in report.closing()
    assert report.as_dict()["absent"] == ["polars"]


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_is_that_of_the_sizes(power: float) -> None:
    assert exponent({size: 3 * size**power for size in (10, 100, 1_000)}) == pytest.approx(power)


def test_one_size_has_no_exponent() -> None:
    assert exponent({10: 1.0}) is None


def test_of_many_rounds_the_least_and_the_middle_are_told() -> None:
    times = Times([Took(3, 30), Took(1, 20), Took(2, 10)])
    assert (times.wall, times.cpu, times.middle) == (1, 10, Took(2, 20))


def test_a_call_is_timed_with_what_it_returns() -> None:
    spent, value = took(lambda: sum(range(10_000)))
    assert value == sum(range(10_000))
    assert spent.wall > 0
    assert middle_of([lambda: None, lambda: None]) >= 0
