"""The whole check of a decision model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onedoor.engine.dmn.analysis.boxes import BoxChecker, fitted
from onedoor.engine.dmn.analysis.cells import TABLE_RULES
from onedoor.engine.dmn.analysis.elements import ElementTypes
from onedoor.engine.dmn.analysis.faults import finding_of
from onedoor.engine.dmn.analysis.reading import Logic, logic_of
from onedoor.engine.dmn.analysis.requirements import explained, unasked, unused, unused_parameters
from onedoor.engine.dmn.errors import bad_model
from onedoor.engine.dmn.issues import Reading
from onedoor.engine.dmn.linking import Loader, from_folder, nothing
from onedoor.engine.dmn.model import Decision, Model
from onedoor.engine.dmn.reader import read_model
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.checker.fits import fits
from onedoor.engine.feel.checker.lattice import worded
from onedoor.engine.feel.types import ANY, Type
from onedoor.text import Text

# Told by this check itself, with the place of each.
_TOLD_HERE = ("dmn.feel.", "dmn.unknown_name")


def check_model(xml: bytes | str, *, file: str = "", loader: Loader = nothing) -> list[Finding]:
    """Everything that is wrong with a model before it is released, in the order of its file.

    Texts that are not FEEL; references that point nowhere and requirements in a circle; names that are
    not required, and requirements that are not used; types of texts, cells, results and arguments
    against the item definitions; and for every decision table its rules taken together (see
    ``check_table``). One fault hides no other where that can be helped. Nothing is evaluated on data.

    Raises:
        DmnError: there is nothing to check: the XML is unsafe, broken, too large, or not DMN.
    """
    model = read_model(xml, reading=Reading.LENIENT, file=file, loader=loader)
    found = [finding_of(each) for each in model.findings if not each.code.startswith(_TOLD_HERE)]
    types = ElementTypes(model)
    for logic in logic_of(model, found):
        found += _element(model, types, logic)
    found += unasked(model)
    return sorted(found, key=lambda each: (each.file_line, each.place.start if each.place else 0, each.code))


def check_file(path: Path | str) -> list[Finding]:
    """What is wrong with the model in a file; what it imports is looked for in the same folder.

    Raises:
        DmnError: there is no such file, or nothing in it to check (see ``check_model``).
    """
    path = Path(path)
    try:
        xml = path.read_bytes()
    except OSError as error:
        expected = Text("可以读取的 DMN 文件", "a DMN file that can be read")
        raise bad_model("file", error.strerror or str(error), expected, str(path)) from error
    return check_model(xml, file=path.name, loader=from_folder(path.parent))


def _element(model: Model, types: ElementTypes, logic: Logic) -> Iterator[Finding]:
    """What is found in one decision or piece of business knowledge."""
    decision, place = logic.decision, logic.decision.place
    if logic.root is None:
        if decision.logic is None and not decision.is_broken and decision.name in model.decisions:
            yield _no_logic(decision)
        return
    checker = BoxChecker(
        "",
        TABLE_RULES,
        {name: each.feel for name, each in model.types.items()},
        {
            name: n.UnaryTests(each.values)
            for name, each in model.types.items()
            if each.values and not each.is_list
        },
    )
    names = types.names(decision)
    if isinstance(logic.root, n.FunctionDefinition) and decision.name in model.knowledge:
        found = checker.type_of(logic.root, names)
        _result(checker, decision, found.parts[-1] if found.parts else ANY)
    else:
        found = fitted(checker, logic.root, decision.type, names)
    types.learn(decision, found, logic.root)
    for each in (*checker.findings, *unused(model, logic), *unused_parameters(logic)):
        yield explained(model, decision, each).at(place.element, place.line)


def _result(checker: BoxChecker, decision: Decision, found: Type) -> None:
    """The result of business knowledge against its declared type."""
    if not fits(found, decision.type):
        checker.findings.append(
            Finding(
                "feel.result",
                Severity.ERROR,
                Text(f"结果是{worded(found).zh}", f"the result is of type {worded(found).en}"),
                expected=worded(decision.type),
            )
        )


def _no_logic(decision: Decision) -> Finding:
    return Finding(
        "dmn.no_logic",
        Severity.NOTE,
        Text("没有决策逻辑，结果总是 null", "there is no decision logic: the result is always null"),
        mend=Text("请补上表达式或决策表。", "Add an expression or a decision table."),
        where=decision.place.element,
        file_line=decision.place.line,
    )
