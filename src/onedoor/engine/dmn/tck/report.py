"""What a run of the kit came to: lines for people, plain data, and the two files that vendors publish."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onedoor.engine.dmn.tck.cases import Case, Expected
from onedoor.engine.feel.functions.conversion import to_text as shown


class Verdict(StrEnum):
    """How a case went. ``APART``: it needs a Java class to be loaded, which nothing here does."""

    PASSED = "passed"
    FAILED = "failed"
    APART = "apart"


OUTSIDE = "non-compliant"
LEVELS = ("compliance-level-", OUTSIDE)
# What the result files of the kit call each verdict.
_OFFICIAL = {Verdict.PASSED: "SUCCESS", Verdict.FAILED: "ERROR", Verdict.APART: "IGNORED"}


@dataclass(frozen=True, slots=True)
class NodeResult:
    """One result node: what was expected and found; ``reason`` where there was no value to compare."""

    expected: Expected
    found: Any
    verdict: Verdict
    reason: str = ""

    def __str__(self) -> str:
        found = f"({self.reason})" if self.reason else shown(self.found)
        return f"{self.expected.name}: expected {shown(self.expected.value)}, found {found}"

    @property
    def official(self) -> str:
        """The comment in the result files of the kit."""
        if self.reason:
            return self.reason
        expected, found = shown(self.expected.value), shown(self.found)
        return f"FAILURE: '{self.expected.name}' expected='{expected}' but found='{found}'"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: ``folder`` from its level of conformance on, ``file`` without its ending."""

    folder: str
    file: str
    case: Case
    nodes: tuple[NodeResult, ...]

    @property
    def verdict(self) -> Verdict:
        """Apart as soon as one node is, else failed as soon as one is."""
        verdicts = {node.verdict for node in self.nodes}
        return next((each for each in (Verdict.APART, Verdict.FAILED) if each in verdicts), Verdict.PASSED)

    @property
    def level(self) -> str:
        """The level of conformance that the folder begins with; nothing where it is outside of the kit."""
        first = self.folder.partition("/")[0]
        return first if first.startswith(LEVELS) else ""

    @property
    def amiss(self) -> tuple[NodeResult, ...]:
        """The nodes that did not come out as they should."""
        return tuple(node for node in self.nodes if node.verdict is not Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a run, in the order of folders, files and cases."""

    results: tuple[CaseResult, ...]

    def count(self, verdict: Verdict, *, with_value: bool = False, level: str = "") -> int:
        """How many cases have that verdict; of those alone that expect something other than null, or of a level."""
        return sum(
            each.verdict is verdict
            and (each.case.expects_a_value or not with_value)
            and (not level or each.level == level)
            for each in self.results
        )

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.level for each in self.results if each.level))

    def lines(self) -> Iterator[str]:
        """One line a failing case, then the figures; the last line is ``N passed, N failed``."""
        for each in self.results:
            if each.verdict is Verdict.FAILED:
                yield f"{each.folder}/{each.file} {each.case.id} {'; '.join(map(str, each.amiss))}"
        for level in self.levels:
            yield f"{level}: {self._figure(level=level)}"
        yield f"expecting a value other than null: {self._figure(with_value=True)}"
        yield f"left apart, a Java class would have to be loaded: {self.count(Verdict.APART)}"
        yield f"{self.count(Verdict.PASSED)} passed, {self.count(Verdict.FAILED)} failed"

    def _figure(self, *, with_value: bool = False, level: str = "") -> str:
        passed, failed, apart = (self.count(each, with_value=with_value, level=level) for each in Verdict)
        figure = f"{passed} of {passed + failed + apart} passed"
        return f"{figure}, {apart} left apart" if apart else figure

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, every case in it."""
        return {
            "passed": self.count(Verdict.PASSED),
            "failed": self.count(Verdict.FAILED),
            "apart": self.count(Verdict.APART),
            "with_value": {
                "passed": self.count(Verdict.PASSED, with_value=True),
                "failed": self.count(Verdict.FAILED, with_value=True),
            },
            "levels": {
                level: {each.value: self.count(each, level=level) for each in Verdict}
                for level in self.levels
            },
            "cases": [_case_as_dict(each) for each in self.results],
        }

    def csv(self) -> str:
        """``tck_results.csv``: folder, file, case, verdict and comment, one case a line.

        What stands outside of the levels of conformance is left out, as vendors leave it out.
        """
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for each in self.results:
            if each.level != OUTSIDE:
                comment = "; ".join(node.official for node in each.amiss)
                writer.writerow((each.folder, each.file, each.case.id, _OFFICIAL[each.verdict], comment))
        return text.getvalue()


def properties(entries: Mapping[str, str]) -> str:
    """``tck_results.properties``: who ran what, in the form of Java's property files."""
    return "".join(f"{key}={value}\n" for key, value in entries.items())


def _case_as_dict(result: CaseResult) -> dict[str, Any]:
    return {
        "folder": result.folder,
        "file": result.file,
        "case": result.case.id,
        "verdict": result.verdict.value,
        "nodes": [
            {
                "node": node.expected.name,
                "verdict": node.verdict.value,
                "expected": shown(node.expected.value),
                "found": shown(node.found),
                **({"reason": node.reason} if node.reason else {}),
            }
            for node in result.nodes
        ],
    }
