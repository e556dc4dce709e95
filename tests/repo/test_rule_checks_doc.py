"""The list of findings in the documentation is the list of findings there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "src" / "onedoor" / "engine"
DOC = (ROOT / "docs" / "rule-checks.md").read_text(encoding="utf-8")


def codes_in(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called in ("report", "warn"):
            yield f"feel.{call.args[0].value}"
        elif called == "Finding":
            yield str(call.args[0].value)


def test_every_finding_is_documented_and_no_other() -> None:
    folders = (ENGINE / "feel" / "checker", ENGINE / "dmn" / "analysis")
    written = {code for folder in folders for path in folder.glob("*.py") for code in codes_in(path)}
    told = set(re.findall(r"`((?:feel|dmn)\.[a-z_.]+)`", DOC))
    assert written <= told, written - told
    of_readers = {code for code in told - written if not code.startswith("dmn.table.")}
    assert of_readers == {
        *("feel.syntax", "feel.character", "feel.number", "feel.limit"),
        *("dmn.reference", "dmn.import", "dmn.type", "dmn.name", "dmn.cycle"),
    }
