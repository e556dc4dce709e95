"""What a model requires and does not use, and uses and does not require."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onedoor.engine.dmn.analysis.reading import Logic
from onedoor.engine.dmn.model import Decision, Model
from onedoor.engine.dmn.requirements import own_names
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.checker.nearest import is_slip, nearest
from onedoor.engine.feel.checker.readings import is_unreadable
from onedoor.text import Text

_UNKNOWN = ("feel.unknown_name", "feel.unknown_function")


def unused(model: Model, logic: Logic) -> Iterator[Finding]:
    """A finding for each element that a decision requires and does not look at."""
    if logic.root is None or is_unreadable(logic.root):
        return
    decision = logic.decision
    used = {decision.names.get(name, name) for name in own_names(logic.root)}
    imports = {meant for meant in used if meant.endswith(".")}
    for kind, required in (
        (Text("决策", "decision"), decision.decisions),
        (Text("输入", "input"), decision.inputs),
        (Text("业务知识", "business knowledge"), decision.knowledge),
    ):
        for name in required:
            if name in used or any(name.startswith(alias) for alias in imports):
                continue
            yield Finding(
                "dmn.unused_requirement",
                Severity.WARNING,
                Text(
                    f"声明需要{kind.zh}“{name}”，但没有用到",
                    f"requires the {kind.en} {name} and does not use it",
                ),
                mend=Text("请用到它，或去掉这个 requirement。", "Use it, or remove the requirement."),
            )


def unused_parameters(logic: Logic) -> Iterator[Finding]:
    """A finding for each parameter of business knowledge that its body does not look at."""
    root = logic.root
    if not isinstance(root, n.FunctionDefinition) or root.external or is_unreadable(root):
        return
    used = frozenset(own_names(root.body))
    for name in root.parameters:
        if name not in used:
            yield Finding(
                "dmn.unused_parameter",
                Severity.WARNING,
                Text(f"没有用到参数“{name}”", f"does not use its parameter {name}"),
                mend=Text("请用到它，或去掉这个参数。", "Use it, or remove the parameter."),
            )


def unasked(model: Model) -> Iterator[Finding]:
    """A note for each input, and each piece of business knowledge, that nothing in the model requires."""
    asked = {
        name
        for each in (*model.decisions.values(), *model.knowledge.values())
        for name in (*each.inputs, *each.knowledge, *(set(each.names.values()) - {each.name}))
    }
    asked |= {name for each in model.services.values() for name in each.inputs}
    for held in (model.inputs, model.knowledge):
        for name, element in held.items():
            if name not in asked:
                yield Finding(
                    "dmn.unused_element",
                    Severity.NOTE,
                    Text("模型中没有元素需要它", "nothing in the model requires it"),
                    mend=Text("若已不用，可以删去。", "Remove it if it is not needed any more."),
                    where=element.place.element,
                    file_line=element.place.line,
                )


def explained(model: Model, decision: Decision, finding: Finding) -> Finding:
    """An unknown name, seen with the whole model in view.

    One that the model has and the decision does not require lacks a requirement. One that nothing is
    near to may be a fact that is told by that name, as editors allow: it is only warned of.
    """
    if finding.code not in _UNKNOWN or finding.place is None:
        return finding
    name = " ".join(finding.place.source[finding.place.start : finding.place.end].split())
    if model.has(name):
        return replace(
            finding,
            message=Text(f"用到“{name}”，但没有声明需要它", f"uses {name} and does not require it"),
            expected=Text("对所用各项的 requirement", "a requirement for everything that is used"),
            mend=Text(
                f"请为决策“{decision.name}”添加对“{name}”的 requirement。",
                f"Add a requirement for {name} to {decision.name}.",
            ),
        )
    if finding.code == "feel.unknown_name" and name in decision.undeclared and not _is_slip(decision, name):
        return replace(
            finding,
            severity=Severity.WARNING,
            message=Text(
                f"模型中没有声明“{name}”，它会被当作以此为名提供的事实",
                f"the model does not declare {name}: it is taken for a fact to be told by that name",
            ),
            expected=None,
            mend=Text(f"请添加名为“{name}”的 inputData。", f"Add input data called {name}."),
        )
    return finding


def _is_slip(decision: Decision, name: str) -> bool:
    """Is the name probably one that is known, written wrongly, or two with something left out between?"""
    known = [each for each in decision.names if each not in decision.undeclared]
    alike = nearest(name, known)
    return any(name.startswith(f"{each} ") or name.endswith(f" {each}") for each in known) or (
        alike is not None and is_slip(name, alike)
    )
