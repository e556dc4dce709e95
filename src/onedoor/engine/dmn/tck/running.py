"""Running the kit: every case against the model beside it, each within its bounds, none stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from onedoor.engine.dmn.loading import load
from onedoor.engine.dmn.model import Model
from onedoor.engine.dmn.outcome import Evaluation
from onedoor.engine.dmn.tck.cases import Case, CaseFile, Expected, find_case_files, read_cases
from onedoor.engine.dmn.tck.report import CaseResult, NodeResult, Report, Verdict
from onedoor.engine.dmn.tck.values import same
from onedoor.errors import OnedoorError

Guard = Callable[[], AbstractContextManager[Any]]


def run_kit(folder: Path, *, now: datetime | None = None, guard: Guard = nullcontext) -> Report:
    """The report on all cases below a folder.

    ``now`` is what the cases about the present see. ``guard`` is entered around each case and may
    raise to end one that takes too long. A model that cannot be read fails its cases, not the run.

    Raises:
        DmnError: a file of cases is broken.
    """
    results: list[CaseResult] = []
    for path in find_case_files(folder):
        results.extend(_run_file(folder, read_cases(path), now, guard))
    return Report(tuple(results))


def _run_file(root: Path, file: CaseFile, now: datetime | None, guard: Guard) -> Iterator[CaseResult]:
    folder = file.path.parent.relative_to(root).as_posix()
    model: Model | None = None
    reason = ""
    try:
        with guard():
            model = load(file.model, lenient=True)
    except Exception as error:
        reason = _reason(error)
    for case in file.cases:
        nodes = tuple(_failed(each, reason) for each in case.expected)
        if model is not None:
            nodes = _run_case(case, model, now, guard)
        yield CaseResult(folder, file.path.stem, case, nodes)


def _run_case(case: Case, model: Model, now: datetime | None, guard: Guard) -> tuple[NodeResult, ...]:
    try:
        with guard():
            evaluation = model.evaluation(case.inputs, absent=None, now=now)
            return tuple(_run_node(case, evaluation, each) for each in case.expected)
    except Exception as error:
        reason = _reason(error)
        return tuple(_failed(each, reason) for each in case.expected)


def _run_node(case: Case, evaluation: Evaluation, expected: Expected) -> NodeResult:
    found = evaluation.value(expected.name)
    verdict = Verdict.PASSED if same(expected.value, found) else Verdict.FAILED
    return NodeResult(expected, found, verdict)


def _failed(expected: Expected, reason: str) -> NodeResult:
    return NodeResult(expected, None, Verdict.FAILED, reason)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, OnedoorError) else f"{type(error).__name__}: {error}"
