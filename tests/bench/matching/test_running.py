"""The sections come one by one, and each goal is told with what was measured for it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from onedoor.bench.matching import growth
from onedoor.bench.matching.goals import goals
from onedoor.bench.matching.running import SECTIONS, measured
from onedoor.cli import app
from onedoor.errors import Invalid


def test_only_what_is_asked_for_is_measured() -> None:
    told: list[str] = []
    report = measured(
        1_000,
        10,
        seed=7,
        rounds=1,
        only=["encoding", "results", "unique"],
        tell=lambda section: told.append(section.name),
    )
    assert told == ["encoding", "results", "unique"]
    found = {section.name: section for section in report.sections}
    assert (found["encoding"].value("from Parquet", "CPU s") or 0) > 0
    assert (found["results"].value("sets, as they are", "MB") or 0) > 0
    assert found["unique"].value("from menus", "ratio") == 1
    assert all(goal.is_met is None for goal in report.goals)
    json.dumps(report.as_dict())


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_figures(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "RULES", (5, 10))
    monkeypatch.setattr(growth, "SUBJECTS", (500,))
    monkeypatch.setattr(growth, "LEAST", 0)
    (section,) = measured(1_200, 12, seed=3, rounds=1, only=[name]).sections
    cells = [value for row in section.rows for value in row.cells.values() if value is not None]
    assert section.name == name
    assert cells or name == "memory"


def test_the_batch_is_a_ratio_to_ours_over_the_floor_of_the_memory() -> None:
    report = measured(1_000, 10, seed=7, rounds=1, only=["onedoor, NumPy only"])
    batch, way, floor = report.sections
    assert [row.label for row in batch.rows] == ["onedoor", "onedoor, NumPy only"]
    assert [row.label for row in way.rows] == ["onedoor", "onedoor, NumPy only"]
    assert (floor.value("one thread", "x floor") or 0) > 0


def test_a_name_that_is_neither_section_nor_contender_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        measured(1_000, 10, seed=7, rounds=1, only=["speed"])
    assert refused.value.code == "bench.only"
    assert "encoding" in str(refused.value.expected)


def test_goals_are_judged_at_the_size_that_they_speak_of() -> None:
    assert all(goal.is_met is None and goal.value is None for goal in goals((), 1_000_000, 2_000))
    assert all(goal.at_this_size for goal in goals((), 1_000_000, 2_000))
    assert not any(goal.at_this_size for goal in goals((), 1_000, 2_000))


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_the_command_prints_lines_or_json(more: list[str]) -> None:
    size = ["--subjects", "1000", "--rules", "10", "--rounds", "1", "--only", "encoding"]
    done = CliRunner().invoke(app, ["bench", "matching", *size, *more], catch_exceptions=False)
    assert done.exit_code == 0
    if more:
        assert json.loads(done.output)["setting"]["subjects"] == 1_000
    else:
        assert "Encoding 1,000 x 30 facts" in done.output
        assert "Goals" in done.output
