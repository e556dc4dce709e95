"""Conditions about one value that can never all hold, or of which one always does.

``x > 5 and x < 3`` and ``x != 1 or x != 2`` are read as a cell of a decision table would be: the
constants in them divide all values, and one value of each kind is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.atoms import atoms_of
from onedoor.engine.feel.checker.checker import NOTHING_TOLD, Checker
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.readings import INPUT, read_cell
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.scope import Scope
from onedoor.text import Text

_MIRRORED = {
    n.Operator.LESS: n.Operator.GREATER,
    n.Operator.GREATER: n.Operator.LESS,
    n.Operator.LESS_OR_EQUAL: n.Operator.GREATER_OR_EQUAL,
    n.Operator.GREATER_OR_EQUAL: n.Operator.LESS_OR_EQUAL,
}
MAX_OPERANDS = 40


def contradictions(checker: Checker, node: n.And | n.Or, names: Names) -> None:
    """Report values of which all that is asked together never holds (``and``), or always (``or``)."""
    together: dict[n.Node, list[n.Node]] = {}
    for operand in node.operands[:MAX_OPERANDS]:
        for subject, test in _tests(checker, operand):
            together.setdefault(subject, []).append(test)
    for subject, tests in together.items():
        if len(tests) < 2:
            continue
        joined = n.And(tuple(tests)) if isinstance(node, n.And) else n.Or(tuple(tests))
        answers = _answers(checker, subject, joined, names)
        text = checker.text(subject)
        if isinstance(node, n.And) and answers == {False}:
            checker.warn(
                "never", node,
                Text(f"关于 {text} 的几个条件不可能同时成立", f"the conditions about {text} can never hold together"),
                mend=Text("是否应为 or，或有一个数值写错？", "Should it be or, or is one of the constants wrong?"),
            )  # fmt: skip
        elif isinstance(node, n.Or) and answers == {True}:
            checker.warn(
                "always", node,
                Text(f"关于 {text} 的几个条件总有一个成立", f"one of the conditions about {text} always holds"),
                mend=Text("是否应为 and，或有一个数值写错？", "Should it be and, or is one of the constants wrong?"),
            )  # fmt: skip


def _tests(checker: Checker, node: n.Node) -> Iterator[tuple[n.Node, n.Node]]:
    """What is asked about, and the question with ``?`` in its place."""
    unknown = n.Name(INPUT)
    match node:
        case n.Comparison(operator=operator, left=left, right=right):
            if _is_subject(checker, left) and checker.constant(right) not in (NOTHING_TOLD, None):
                yield left, n.Comparison(operator, unknown, right)
            elif _is_subject(checker, right) and checker.constant(left) not in (NOTHING_TOLD, None):
                yield right, n.Comparison(_MIRRORED.get(operator, operator), unknown, left)
        case n.Between(value=value) | n.In(value=value) if _is_subject(checker, value):
            yield value, replace(node, value=unknown)


def _is_subject(checker: Checker, node: n.Node) -> bool:
    return isinstance(node, n.Name | n.Path) and checker.constant(node) is NOTHING_TOLD


def _answers(checker: Checker, subject: n.Node, question: n.Node, names: Names) -> set[bool]:
    """Every answer that some value of the subject gives; none when that cannot be told."""
    cell = n.UnaryTests((question,))
    reading = read_cell(cell)
    kind = Checker(checker.source, checker.rules, checker.types).type_of(subject, names)
    if reading.opaque or None in reading.constants or not reading.constants:
        return set()
    passes = Compiler().compile(cell)
    atoms = atoms_of(reading.constants, kind.kind, ordered=reading.ordered)
    if kind.allowed is not None and isinstance(question, n.And):  # "one of all allowed" is a fair question
        atoms = tuple(atom for atom in atoms if kind.allowed(atom.witness) is not False)
    return {passes(Scope({INPUT: atom.witness})) is True for atom in atoms}
