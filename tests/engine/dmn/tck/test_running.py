"""Running a kit: every kind of case, each within its bounds, none stopping the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.engine.dmn.tck.kits import MODEL, case, cases, value, write_kit

from onedoor.engine.dmn import DmnError
from onedoor.engine.dmn.tck import Verdict, read_cases, run_kit

SERVICE = 'type="decisionService" invocableName="{}"'


def verdicts(folder: Path, *each: str, model: str = MODEL) -> list[Verdict]:
    return [result.verdict for result in run_kit(write_kit(folder, cases(*each), model)).results]


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (case("1", {"plus": value("3")}, n=value("2")), "passed"),
        (case("1", {"plus": value("3"), "sum": value("4")}, n=value("2")), "failed"),
        (case("1", {"plus": value("")}), "passed"),
        (case("1", {"plus": value("")}, n=value("2", "string")), "passed"),
        (case("1", {"nowhere": value("1")}), "failed"),
        (case("1", {"out": value("7")}, more=SERVICE.format("offer"), n=value("2"), given=value("5")), "passed"),
        (case("1", {"out": value("")}, more=SERVICE.format("offer"), n=value("2")), "passed"),
        (case("1", {"out": value("7"), "plus": value("3")}, more=SERVICE.format("both"), n=value("2"), given=value("5")), "passed"),
        (case("1", {"offer": value("1002")}, n=value("2")), "failed"),
        (case("1", {"offer": value("7")}, n=value("2"), given=value("5")), "passed"),
        (case("1", {"twice": value("6")}, more='type="bkm" invocableName="twice"', k=value("3")), "passed"),
        (case("1", {"far": value("3")}, n=value("-3")), "apart"),
        (case("1", {"far": value("")}, n=value("-3")), "passed"),
    ],
)  # fmt: skip
def test_a_case_is_decided_as_it_says(tmp_path: Path, one: str, verdict: str) -> None:
    assert verdicts(tmp_path, one) == [verdict]


def test_a_model_that_cannot_be_read_fails_its_cases_alone(tmp_path: Path) -> None:
    root = write_kit(tmp_path, model="<definitions")
    other = root / "compliance-level-3" / "0002-more"
    other.mkdir(parents=True)
    (other / "0001-sums.dmn").write_text(MODEL)
    (other / "0002-test-01.xml").write_text(cases(case("1", {"sum": value("3")})))
    report = run_kit(root)
    assert [each.verdict for each in report.results] == [*[Verdict.FAILED] * 5, Verdict.PASSED]
    assert "dmn.xml" in report.results[0].nodes[0].reason
    assert report.levels == ("compliance-level-2", "compliance-level-3")


def test_a_case_that_takes_too_long_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    ended = iter([None, None, TimeoutError("too long"), None])

    @contextmanager
    def guard() -> Iterator[None]:
        error = next(ended)
        if error is not None:
            raise error
        yield

    root = write_kit(tmp_path, cases(*(case(str(n), {"sum": value("3")}) for n in range(3))))
    results = run_kit(root, guard=guard).results
    assert [each.verdict for each in results] == ["passed", "failed", "passed"]
    assert results[1].nodes[0].reason == "TimeoutError: too long"


def test_a_broken_file_of_cases_is_refused(tmp_path: Path) -> None:
    root = write_kit(tmp_path)
    path = root / "compliance-level-2" / "0001-sums" / "0001-sums-test-01.xml"
    path.write_text(path.read_text()[:-20])
    with pytest.raises(DmnError) as caught:
        run_kit(root)
    assert "0001-sums-test-01.xml" in str(caught.value.where)


def test_the_cases_of_a_file_are_read_with_their_model(tmp_path: Path) -> None:
    root = write_kit(tmp_path)
    file = read_cases(root / "compliance-level-2" / "0001-sums" / "0001-sums-test-01.xml")
    assert file.model.name == "0001-sums.dmn"
    assert [each.id for each in file.cases] == ["right", "wrong", "null", "service", "java"]
    assert [each.expects_a_value for each in file.cases] == [True, True, False, True, True]
    assert (file.cases[3].kind, file.cases[3].invocable) == ("decisionService", "offer")
