"""Rules for what DMN puts around FEEL: texts in boxes, declared types, calls of business knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from onedoor.engine.dmn.nodes import Coerced, KnownType, Written
from onedoor.engine.dmn.tables import TableCompiler
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import basics, calls, checks
from onedoor.engine.feel.checker.checker import Checker, Rule
from onedoor.engine.feel.checker.findings import Finding, Place, Severity
from onedoor.engine.feel.checker.lattice import is_open
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.rules import RULES
from onedoor.engine.feel.types import ANY, Type
from onedoor.text import Text


class BoxChecker(Checker):
    """Checks a tree whose texts stand in boxes of their own; findings point into the box."""

    compiler = TableCompiler

    def report(
        self,
        code: str,
        node: n.Node,
        message: Text,
        *,
        expected: Text | None = None,
        mend: Text | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Type:
        box = _box_of(node)
        found = Finding(f"feel.{code}", severity, message, expected, mend)
        if box is not None:
            place = Place(box.text, box.body.span.start, box.body.span.end)
            found = replace(found, place=place, file_line=box.line)
        self.findings.append(found)
        return ANY

    def text(self, node: n.Node) -> str:
        box = _box_of(node)
        if box is not None:
            return Checker(box.text, self.rules).text(box.body)
        return node.name if isinstance(node, n.Name) else "…"

    @contextmanager
    def part(self, where: Text, rules: tuple[int, ...] = (), line: int = 0) -> Iterator[None]:
        """What is found inside is placed in this part."""
        before = len(self.findings)
        yield
        self.findings[before:] = [
            replace(each.at(where, line), rules=each.rules or rules) for each in self.findings[before:]
        ]


def _box_of(node: n.Node) -> Written | None:
    """The box that is all of a node."""
    while isinstance(node, Coerced | n.Argument | n.ContextEntry):
        node = node.value
    while isinstance(node, Written) and isinstance(node.body, Written):
        node = node.body
    return node if isinstance(node, Written) else None


def fitted(checker: Checker, node: n.Node, wanted: Type, names: Names) -> Type:
    """The type of a part, which has to fit another; a text in a box is a source of its own."""
    box = _box_of(node) if isinstance(node, Written) else None
    if box is None:
        found = checker.type_of(node, names)
        checks.result(checker, node, found, wanted)
        return found
    inner = Checker(box.text, RULES, checker.types, checker.listed)
    found = inner.type_of(box.body, names)
    checks.result(inner, box.body, found, wanted)
    checker.findings += [replace(each, file_line=each.file_line or box.line) for each in inner.findings]
    return found


def written(checker: Checker, node: Written, names: Names) -> Type:
    return fitted(checker, node, ANY, names)


def coerced(checker: Checker, node: Coerced, names: Names) -> Type:
    fitted(checker, node.value, node.type, names)
    return node.type


def function(checker: Checker, node: n.FunctionDefinition, names: Names) -> Type:
    """A function whose parameters have the types that the model declares."""
    if not any(isinstance(each, KnownType) for each in node.types):
        return basics.function(checker, node, names)
    declared = [each.type if isinstance(each, KnownType) else ANY for each in node.types]
    inside = names.inner(dict(zip(node.parameters, declared, strict=True)))
    result = ANY if node.external else checker.type_of(node.body, inside)
    return Type("function", (*declared, ANY if is_open(result) else result))


def call(checker: Checker, node: n.Call, names: Names) -> Type:
    """An invocation: the function is a name in a box."""
    box = _box_of(node.function)
    plain = replace(node, function=box.body) if box is not None else node
    return calls.call(checker, plain, names)


BOX_RULES: Mapping[type[n.Node], Rule] = {
    **RULES,
    Written: written,
    Coerced: coerced,
    n.FunctionDefinition: function,
    n.Call: call,
}
