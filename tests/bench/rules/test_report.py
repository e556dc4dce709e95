"""Goals are met or missed by what was measured, and figures stand in one line an engine."""

from __future__ import annotations

import pytest

from onedoor.bench.rules.report import INSTALL, MICROSECONDS, PER_SECOND, Figure, Report, Row, goals

ROWS = {
    "reading": [("onedoor", "read", 8_000.0)],
    "condition": [("onedoor", "compiled", 900_000.0), ("bkflow-feel", "anew", 30_000.0)],
    "set": [
        ("onedoor", "compiled", 500_000.0),
        ("zen-engine", "compiled", 250_000.0),
        ("bkflow-feel", "anew", 3_000.0),
    ],
    "set-missing": [("onedoor", "compiled", 350_000.0)],
    "explanation": [
        ("onedoor, without sentences", "known", 60.0),
        ("onedoor, without sentences", "missing", 100.0),
        ("onedoor", "known", 90.0),
        ("onedoor", "missing", 100.0),
    ],
}


def rows(**other: list[tuple[str, str, float | None]]) -> list[Row]:
    return [
        Row(
            name=name,
            title=name,
            unit=MICROSECONDS if name == "explanation" else PER_SECOND,
            figures=tuple(Figure(engine=engine, form=form, value=value) for engine, form, value in figures),
        )
        for name, figures in {**ROWS, **other}.items()
    ]


def test_goals_that_are_just_reached_are_met() -> None:
    assert [(goal.value, goal.is_met) for goal in goals(rows())] == [
        (8_000, True),
        (350_000, True),
        (2, True),
        (30, True),
        (100, True),
        (100, True),
    ]


@pytest.mark.parametrize(
    ("row", "figures", "place", "met"),
    [
        ("reading", [("onedoor", "read", 7_999.0)], 0, False),
        ("set-missing", [("onedoor", "compiled", 349_999.0)], 1, False),
        ("set", [("onedoor", "compiled", 500_000.0), ("zen-engine", "compiled", 250_001.0)], 2, False),
        ("set", [("onedoor", "compiled", 500_000.0)], 2, None),
        ("set", [("onedoor", "compiled", 500_000.0), ("zen-engine", "compiled", None)], 2, None),
        ("condition", [("onedoor", "compiled", 900_000.0), ("bkflow-feel", "anew", 30_001.0)], 3, False),
        ("explanation", [("onedoor, without sentences", "known", 100.1)], 4, False),
        ("explanation", [("onedoor", "known", 100.1), ("onedoor", "missing", 60.0)], 5, False),
    ],
)
def test_goals_that_are_missed_or_not_measured(
    row: str, figures: list[tuple[str, str, float | None]], place: int, met: bool | None
) -> None:
    assert goals(rows(**{row: figures}))[place].is_met is met


def test_an_engine_has_one_line_with_a_column_for_each_form() -> None:
    figures = (
        Figure(engine="onedoor", form="compiled", value=1234567.8),
        Figure(engine="onedoor", form="anew", value=4321.0),
        Figure(engine="slow", form="compiled", value=12.34, ratio=100_045.2, remark="few cases"),
        Figure(engine="slow", form="anew", value=1.234, ratio=3.5016, remark="few cases"),
        Figure(engine="wrong", form="anew", value=None, remark="answers otherwise"),
    )
    lines = Row(name="set", title="Sets", unit=PER_SECOND, figures=figures).lines()
    assert [line.split() for line in lines] == [
        ["Sets", "(per", "second)"],
        ["compiled", "anew"],
        ["onedoor", "1,234,568", "4,321"],
        ["slow", "12.3", "(100,045x)", "1.23", "(3.50x)", "few", "cases"],
        ["wrong", "-", "-", "answers", "otherwise"],
    ]


def test_what_is_not_installed_is_named_with_the_lines_that_install_it() -> None:
    def closing(*absent: str) -> list[str]:
        return Report(setting={}, engines=(), absent=absent, rows=tuple(rows())).closing()

    assert "Not installed: zen-engine, pySFeel. In an environment of their own:" in closing(
        "zen-engine", "pySFeel"
    )
    assert closing("zen-engine")[-len(INSTALL) :] == list(INSTALL)
    assert not set(INSTALL) & set(closing())
