"""``onedoor bench rules``, small: its rows, its JSON, and who takes part."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from typer.testing import CliRunner

from onedoor.bench.rules import running
from onedoor.cli import app

FORMS = {
    "condition": {"compiled", "anew"},
    "reading": {"read"},
    "set": {"compiled", "anew"},
    "set-missing": {"compiled", "anew"},
    "set-foregone": {"compiled", "anew"},
    "table": {"compiled", "anew"},
    "size": {"compiled", "anew"},
    "explanation": {"known", "missing"},
}


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours alone and little of it; each engine has its own test."""
    monkeypatch.setattr(running, "OTHERS", {"zen": "zen-engine"})
    monkeypatch.delitem(sys.modules, "onedoor.bench.rules.engines.zen", raising=False)
    monkeypatch.setitem(sys.modules, "zen", None)  # as if it were not installed
    for name in ("SUBJECTS", "TRIALS", "COMPARED_IN_TABLES", "SUBJECTS_OF_TABLES"):
        monkeypatch.setattr(running, name, 5)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["bench", "rules", "--policies", "3", "--seconds", "0.01", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_json_has_the_stated_form() -> None:
    report: dict[str, Any] = json.loads(run("--json"))
    assert set(report) == {"setting", "engines", "absent", "rows", "goals"}
    assert set(report["setting"]) == {"seed", "policies", "subjects", "facts", "seconds", "python"}
    assert {name for engine in report["engines"] for name in engine} == {"name", "release", "note"}
    assert {row["name"]: {figure["form"] for figure in row["figures"]} for row in report["rows"]} == FORMS
    for row in report["rows"]:
        assert set(row) == {"name", "title", "unit", "figures"}
        for figure in row["figures"]:
            assert set(figure) == {"engine", "form", "value", "ratio", "remark"}
            assert figure["value"] > 0
    for goal in report["goals"]:
        assert set(goal) == {"text", "wanted", "value", "at_most", "is_met"}


def test_the_text_has_every_row_the_goals_and_what_is_not_installed() -> None:
    report = json.loads(run("--json"))
    printed = run()
    assert [
        row["title"] for row in report["rows"] if f"{row['title']} ({row['unit']})\n" not in printed
    ] == []
    assert [goal["text"] for goal in report["goals"] if goal["text"] not in printed] == []
    assert "Not installed: zen-engine." in printed


def test_ours_comes_first_and_packages_may_be_missing() -> None:
    engines, absent = running.installed()
    assert (engines[0].name, absent) == ("onedoor", ["zen-engine"])


def test_a_fault_of_our_own_does_not_pass_for_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "OTHERS", {"no_such_adapter": "somebody's package"})
    with pytest.raises(ModuleNotFoundError, match="no_such_adapter"):
        running.installed()


def test_the_same_is_drawn_each_time() -> None:
    first, second = (json.loads(run("--json")) for _ in range(2))
    assert first["setting"] == second["setting"]
    remarks = [
        [figure["remark"] for row in each["rows"] for figure in row["figures"]] for each in (first, second)
    ]
    assert remarks[0] == remarks[1]
    assert any(remarks[0])
