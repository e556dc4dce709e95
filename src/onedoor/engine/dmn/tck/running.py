"""Running the kit: every case against the model beside it, each within its bounds, none stopping the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from onedoor.engine.dmn.evaluation import Evaluation
from onedoor.engine.dmn.loading import load
from onedoor.engine.dmn.model import Model
from onedoor.engine.dmn.tck.cases import Case, CaseFile, Expected, find_case_files, read_cases
from onedoor.engine.dmn.tck.report import LEVELS, CaseResult, NodeResult, Report, Verdict
from onedoor.engine.dmn.tck.values import same
from onedoor.engine.feel.access import member_of
from onedoor.engine.feel.calls import invoke
from onedoor.engine.feel.compiler import External
from onedoor.engine.feel.values import Function
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


class Offered(dict[str, External]):
    """The external functions of a host that has none; it remembers whether one was wanted."""

    wanted = False

    def __bool__(self) -> bool:
        return True

    def get(self, key: str, default: Any = None) -> Any:
        """Nothing, noted."""
        self.wanted = True
        return super().get(key, default)


def _run_file(root: Path, file: CaseFile, now: datetime | None, guard: Guard) -> Iterator[CaseResult]:
    folder = _named(root, file.path.parent)
    offered = Offered()
    model: Model | None = None
    reason = ""
    try:
        with guard():
            model = load(file.model, lenient=True, externals=offered)
    except Exception as error:
        reason = _reason(error)
    for case in file.cases:
        nodes = tuple(_failed(each, reason) for each in case.expected)
        if model is not None:
            offered.wanted = False
            nodes = _run_case(case, model, now, guard)
        yield CaseResult(folder, file.path.stem, case, _set_apart(nodes) if offered.wanted else nodes)


def _named(root: Path, folder: Path) -> str:
    """The folder from its level of conformance on; outside of the kit, from the root of the run on."""
    parts = folder.resolve().parts
    level = next((place for place, part in enumerate(parts) if part.startswith(LEVELS)), None)
    return "/".join(parts[level:]) if level is not None else folder.relative_to(root).as_posix()


def _set_apart(nodes: tuple[NodeResult, ...]) -> tuple[NodeResult, ...]:
    """A value that only a Java class could give is no failure; null, where that was expected, is right."""
    return tuple(
        replace(node, verdict=Verdict.APART, reason="a Java class would have to be loaded")
        if node.verdict is Verdict.FAILED
        else node
        for node in nodes
    )


def _run_case(case: Case, model: Model, now: datetime | None, guard: Guard) -> tuple[NodeResult, ...]:
    try:
        with guard():
            evaluation = model.evaluation(case.inputs, absent=None, now=now)
            find = _results(case, evaluation)
            return tuple(_run_node(model, find, each) for each in case.expected)
    except Exception as error:
        reason = _reason(error)
        return tuple(_failed(each, reason) for each in case.expected)


def _results(case: Case, evaluation: Evaluation) -> Callable[[str], Any]:
    """What each result node is to be compared with: a decision, or a part of what was invoked."""
    if case.kind == "decisionService":
        service = evaluation.model.service(case.invocable)
        if service is not None:
            result = evaluation.served(service)
            return (
                (lambda name: result) if len(service.outputs) == 1 else (lambda name: member_of(result, name))
            )
    if case.kind == "bkm":
        function = evaluation.bound(case.invocable)
        if isinstance(function, Function):
            values = [evaluation.told(name) for name in function.parameters]
            return lambda name: invoke(function, values, evaluation.root)
    return evaluation.value


def _run_node(model: Model, find: Callable[[str], Any], expected: Expected) -> NodeResult:
    found = find(_qualified(model, expected))
    verdict = Verdict.PASSED if same(expected.value, found) else Verdict.FAILED
    return NodeResult(expected, found, verdict)


def _qualified(model: Model, expected: Expected) -> str:
    """The decision's name in the model; one of another namespace is found by its import."""
    if model.has(expected.name) or not expected.namespace:
        return expected.name
    aliases = [each.name for each in model.imports if each.model.namespace == expected.namespace]
    return f"{aliases[0]}.{expected.name}" if aliases and aliases[0] else expected.name


def _failed(expected: Expected, reason: str) -> NodeResult:
    return NodeResult(expected, None, Verdict.FAILED, reason)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, OnedoorError) else f"{type(error).__name__}: {error}"
