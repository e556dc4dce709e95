"""A rule as a decision of a DMN model, written as one expression over its input data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from onedoor.batch.problems import Effect, Problem, listed
from onedoor.batch.rule_files import RuleFile
from onedoor.engine.dmn import Model, inline, load
from onedoor.engine.dmn.analysis import check_file
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import substitute
from onedoor.engine.feel.checker import Finding, Severity
from onedoor.errors import Invalid
from onedoor.text import Text

AMOUNT = "金额"


def read(path: Path, names: tuple[str, ...], decision: str) -> Iterator[RuleFile | Problem]:
    """The rule, named as the file without its suffix; nothing for a model that others of the folder import."""
    faults = [each for each in check_file(path) if each.severity is Severity.ERROR]
    yield from (_problem(path, fault) for fault in faults)
    if faults:
        return
    model = load(path)
    if decision not in model.decisions:
        if not _is_imported(path, model):
            yield _without(path, model, decision)
        return
    condition = _over_columns(model, decision, names)
    if condition is None:
        yield _not_one_expression(path, decision)
        return
    benefit = _over_columns(model, AMOUNT, names) if AMOUNT in model.decisions else None
    line = model.decisions[decision].place.line
    yield RuleFile(path.stem, path, condition, benefit, model.label.zh, line, model, decision)


def _over_columns(model: Model, decision: str, names: tuple[str, ...]) -> BoxedExpression | None:
    """The decision over columns: an input is the column of its name or, where there is none, of its element."""
    written = inline(model, decision)
    if written is None:
        return None
    columns = set(names)
    others: dict[str, n.Node] = {
        each.name: n.Name(each.element)
        for each in model.inputs.values()
        if each.name not in columns and each.element in columns
    }
    if not others:
        return written
    tree = BoxedExpression.of(substitute(written.root, others))
    return replace(tree, types=written.types, externals=written.externals)


def _is_imported(path: Path, model: Model) -> bool:
    """Does another model of the folder import this one?"""
    for other in sorted(path.parent.glob("*.dmn")):
        with suppress(Invalid):
            if other != path and any(each.model.namespace == model.namespace for each in load(other).imports):
                return True
    return False


def _problem(path: Path, fault: Finding) -> Problem:
    column = fault.place.column if fault.place is not None and not fault.file_line else 0
    return Problem(path.name, fault, Effect.RULES, (path.stem,), fault.line_in_file, column)


def _without(path: Path, model: Model, decision: str) -> Problem:
    known = listed(model.decisions)
    return Problem.told(
        path.name,
        "match.no_decision",
        Text(f"没有决策“{decision}”", f"there is no decision {decision}"),
        expected=Text(f"其中一个决策：{known.zh}", f"one of its decisions: {known.en}"),
        mend=did_you_mean(decision, model.decisions)
        or Text("用 --decision 指定决策。", "Name the decision with --decision."),
        effect=Effect.RULES,
        rules=(path.stem,),
    )


def _not_one_expression(path: Path, decision: str) -> Problem:
    return Problem.told(
        path.name,
        "match.not_inline",
        Text(
            f"决策“{decision}”不能写成一个表达式", f"decision {decision} cannot be written as one expression"
        ),
        expected=Text(
            "只取一行结果的决策表，不调用自己的业务知识，且总长度不超过限制",
            "tables with a single hit, business knowledge that does not call itself, and not too large a whole",
        ),
        effect=Effect.RULES,
        rules=(path.stem,),
    )
