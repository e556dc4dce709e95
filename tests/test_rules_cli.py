"""``onedoor rules``: values and explanations as JSON, conformance reports, and refusals with exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.engine.dmn.building import component, decision, definitions, input_data, item, table
from tests.engine.dmn.tck.kits import write_kit
from typer.testing import CliRunner

from onedoor.cli import app

SIZE = definitions(
    item("tStaff", component("hired", "date")),
    input_data("staff", "number"),
    input_data("since", "tStaff"),
    decision("size", table(["staff"], [("< 10", '"micro"'), (">= 10", '"small"')]), "Input staff"),
    decision("rate", "staff * 0.1", "Input staff"),
    decision("old", 'since.hired < date("2020-01-01")', "Input since"),
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "size.dmn"
    path.write_text(SIZE)
    return path


def run(model: Path, name: str, facts: str, *more: str) -> Any:
    done = CliRunner().invoke(
        app, ["rules", "run", str(model), "--decision", name, "--facts", "-", *more], input=facts
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_float=Decimal)


@pytest.mark.parametrize(
    ("name", "facts", "value", "missing"),
    [
        ("size", '{"staff": 9}', "micro", []),
        ("size", "{}", {"unknown": ["staff"]}, ["staff"]),
        ("size", '{"staff": null}', None, []),
        (
            "rate",
            '{"staff": 3.000000000000000000000000000000001}',
            Decimal("0.3000000000000000000000000000000001"),
            [],
        ),
        ("old", '{"since": {"hired": "2019-12-31"}}', True, []),
        ("old", '{"since": {}}', {"unknown": ["since.hired"]}, ["since.hired"]),
    ],
)
def test_a_value_and_what_it_lacks_are_printed(
    model: Path, name: str, facts: str, value: Any, missing: list
) -> None:
    assert run(model, name, facts) == {"decision": name, "value": value, "missing": missing}


def test_facts_come_from_a_file_as_well(model: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text('\ufeff{"staff": 10}', encoding="utf-8")
    done = CliRunner().invoke(
        app, ["rules", "run", str(model), "--decision", "size", "--facts", str(tmp_path / "facts.json")]
    )
    assert json.loads(done.stdout)["value"] == "small"


def test_what_is_not_told_can_be_null(model: Path) -> None:
    assert run(model, "size", "{}", "--absent-is-null")["value"] is None


def test_an_explanation_names_the_cell_that_excluded_a_rule(model: Path) -> None:
    logic = run(model, "size", '{"staff": 10}', "--explain")["trace"]["logic"]
    assert logic["rules"][0]["excluded_by"] == {
        "input": 1, "expression": "staff", "value": 10, "cell": "< 10", "line": 1, "outcome": False
    }  # fmt: skip
    assert logic["rules"][1] == {
        "rule": 2, "line": 1, "matched": True, "outputs": ["small"],
        "sentence": {"zh": "第 2 条规则适用：staff 10 不低于 10", "en": "rule 2 applies: staff: 10, at least 10"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh_CN.UTF-8",
            ["· size 为“small”", "  第 2 条规则适用，结果为“small”", "    ✓ 第 2 条规则适用：staff 10 不低于 10",
             "    ✗ 第 1 条规则不适用：staff 10，须低于 10"],
        ),
        (
            "en_GB.UTF-8",
            ["· size: “small”", "  rule 2 applies; result: “small”", "    ✓ rule 2 applies: staff: 10, at least 10",
             "    ✗ rule 1 does not apply: staff: 10, must be less than 10"],
        ),
    ],
)  # fmt: skip
def test_an_explanation_in_words_is_in_the_language_of_the_terminal(
    model: Path, monkeypatch: pytest.MonkeyPatch, language: str, lines: list[str]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, language)
    command = ["rules", "run", str(model), "--decision", "size", "--facts", "-", "--words"]
    done = CliRunner().invoke(app, command, input='{"staff": 10}')
    assert done.stdout.splitlines() == lines


def test_a_fact_that_nothing_asks_for_is_told(model: Path) -> None:
    done = CliRunner().invoke(
        app, ["rules", "run", str(model), "--decision", "size", "--facts", "-"], input='{"stuff": 3}'
    )
    assert done.exit_code == 0
    assert "stuff" in done.stderr
    assert "staff" in done.stderr


def refused(model: Path, name: str, facts: str) -> dict[str, str]:
    """What the command says on the way out, by its four answers; it must end with 2 and print no value."""
    done = subprocess.run(
        [sys.executable, "-m", "onedoor.cli", "rules", "run", str(model), "--decision", name, "--facts", "-"],
        input=facts.encode(), capture_output=True, timeout=60, check=False, env={**os.environ, "LANG": "en_GB.UTF-8"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    return dict(line.split(": ", 1) for line in done.stderr.decode().splitlines() if ": " in line)


LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("xml", "name", "facts", "code", "where"),
    [
        (SIZE, "sise", "{}", "dmn.no_such_decision", "size.dmn m"),
        (SIZE, "size", '{"staff": "9"}', "dmn.wrong_fact", "size.dmn line 1 input data staff"),
        (SIZE, "size", '{"staff": 9', "dmn.facts", "- line 1, character 12"),
        (SIZE, "size", "[9]", "dmn.facts", "-"),
        (SIZE, "size", '{"staff": NaN}', "dmn.facts", "-"),
        (SIZE, "size", "[" * 100_000, "dmn.facts", "-"),
        ("<definitions", "size", "{}", "dmn.xml", "size.dmn line 1"),
        (definitions(decision("size", "1 +")), "size", "{}", "dmn.feel.syntax", "size.dmn line 1 decision size line 1, character 4"),
        (definitions(decision("size", "size", "Decision size")), "size", "{}", "dmn.cycle", "size.dmn line 1 decision size"),
        (f'<!DOCTYPE d [<!ENTITY x0 "ha">{LAUGHS}]><definitions/>', "size", "{}", "dmn.doctype", "size.dmn"),
        ('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>', "size", "{}", "dmn.doctype", "size.dmn"),
    ],
)  # fmt: skip
def test_bad_input_is_told_with_its_place_and_ends_with_2(
    tmp_path: Path, xml: str, name: str, facts: str, code: str, where: str
) -> None:
    path = tmp_path / "size.dmn"
    path.write_text(xml)
    told = refused(path, name, facts)
    assert (told["code"], told["where"]) == (code, where)
    assert told["found"]
    assert told["expected"]


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.dmn", "d", "{}")["code"] == "dmn.file"


def test_the_kit_is_reported_line_by_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rules", "tck", str(write_kit(tmp_path))])
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "compliance-level-2/0001-sums/0001-sums-test-01 wrong sum: expected 4, found 3",
        "compliance-level-2: 3 of 5 passed, 1 left apart",
        "expecting a value other than null: 2 of 4 passed, 1 left apart",
        "left apart, a Java class would have to be loaded: 1",
        "3 passed, 1 failed",
    ]


def test_the_kit_is_reported_as_json_and_in_the_files_that_vendors_publish(tmp_path: Path) -> None:
    folder = write_kit(tmp_path)
    done = CliRunner().invoke(app, ["rules", "tck", str(folder), "--json", "--csv", str(tmp_path / "out")])
    report = json.loads(done.stdout)
    assert (report["passed"], report["failed"], report["apart"]) == (3, 1, 1)
    rows = (tmp_path / "out" / "tck_results.csv").read_text().splitlines()
    start = '"compliance-level-2/0001-sums","0001-sums-test-01"'
    assert rows[0] == f'{start},"right","SUCCESS",""'
    assert rows[1] == f"{start},\"wrong\",\"ERROR\",\"FAILURE: 'sum' expected='4' but found='3'\""
    assert rows[4] == f'{start},"java","IGNORED","a Java class would have to be loaded"'
    assert "product.version=" in (tmp_path / "out" / "tck_results.properties").read_text()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rules", "tck", str(tmp_path / "none")])
    assert getattr(done.exception, "code", "") == "dmn.folder"


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rules", "tck", str(tmp_path)])
    assert getattr(done.exception, "code", "") == "dmn.no_cases"
