"""The public kit, where it is at hand: every case that needs no Java class comes out as it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from onedoor import clock
from onedoor.engine.dmn.tck import Report, Verdict, run_kit

KIT = Path(__file__).resolve().parents[5] / "shared" / "tck" / "TestCases"
NEEDS_JAVA = "compliance-level-3/0076-feel-external-java"

pytestmark = pytest.mark.skipif(not KIT.exists(), reason="the compatibility kit is not here")


@pytest.fixture(scope="module")
def report() -> Report:
    return run_kit(KIT, now=clock.now())


@pytest.mark.parametrize(
    ("level", "passed", "apart"),
    [("compliance-level-2", 116, 0), ("compliance-level-3", 3261, 14), ("non-compliant", 42, 0)],
)
def test_every_case_of_a_level_passes(report: Report, level: str, passed: int, apart: int) -> None:
    failed = [f"{each.folder} {each.case.id}" for each in report.results if each.verdict is Verdict.FAILED]
    assert failed == []
    assert (report.count(Verdict.PASSED, level=level), report.count(Verdict.APART, level=level)) == (
        passed,
        apart,
    )


def test_only_functions_of_java_are_left_apart(report: Report) -> None:
    assert {each.folder for each in report.results if each.verdict is Verdict.APART} == {NEEDS_JAVA}
