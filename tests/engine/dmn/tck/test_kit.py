"""The public kit, where it is at hand: every case that needs no Java class comes out as it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from onedoor import clock
from onedoor.engine.dmn.tck import Report, Verdict, run_kit

ROOT = Path(__file__).resolve().parents[4]
KIT = ROOT.parent / "shared" / "tck" / "TestCases"
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


def test_the_figures_are_those_of_the_docs(report: Report) -> None:
    page = (ROOT / "docs" / "decision-models.md").read_text()
    of_three = [
        each for each in report.results if each.level == "compliance-level-3" and each.case.expects_a_value
    ]
    passed = sum(each.verdict is Verdict.PASSED for each in of_three)
    assert f"| {len(of_three):,} | {passed:,} | {len(of_three) - passed} |" in page
    for level in report.levels:
        counts = [report.count(each, level=level) for each in (Verdict.PASSED, Verdict.APART)]
        assert f"| {sum(counts):,} | {counts[0]:,} | {counts[1]} |" in page


def test_only_functions_of_java_are_left_apart(report: Report) -> None:
    assert {each.folder for each in report.results if each.verdict is Verdict.APART} == {NEEDS_JAVA}
