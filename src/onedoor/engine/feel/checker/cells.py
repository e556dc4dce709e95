"""Unary tests: the cells of decision tables, and what stands after ``in`` (DMN 1.5, 10.3.2.8)."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.checker import Checker
from onedoor.engine.feel.checker.exemplars import can_be_equal, have_order
from onedoor.engine.feel.checker.lattice import is_open, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.operations import compared, possible
from onedoor.engine.feel.checker.readings import INPUT, mentions_input
from onedoor.engine.feel.types import ANY, BOOLEAN, Type
from onedoor.text import Text


def in_(checker: Checker, node: n.In, names: Names) -> Type:
    value = checker.type_of(node.value, names)
    inside = names.inner({INPUT: value})
    for each in node.tests:
        test(checker, each, node.value, inside)
    return BOOLEAN


def unary_tests(checker: Checker, node: n.UnaryTests, names: Names) -> Type:
    for each in node.tests:
        test(checker, each, n.Name(INPUT), names)
    return BOOLEAN


def unary_comparison(checker: Checker, node: n.UnaryComparison, names: Names) -> Type:
    value = names.find(INPUT) or ANY
    operand = checker.type_of(node.operand, names)
    compared(checker, node, node.operator, (n.Name(INPUT), value), (node.operand, operand))
    return BOOLEAN


def test(checker: Checker, node: n.Node, subject: n.Node, names: Names) -> None:
    """One test of a value called ``?``; ``subject`` is what the value was written as."""
    if isinstance(node, n.UnaryComparison):
        unary_comparison(checker, node, names)
        return
    found = checker.type_of(node, names)
    if mentions_input(node):
        if found.kind not in ("boolean", "Any", "Null") and not isinstance(node, n.Name):
            wording.no_condition(checker, node, found)
        return
    value = names.find(INPUT) or ANY
    if is_open(found) or is_open(value) or _may_pass(value, found):
        for part in node.items if isinstance(node, n.ListLiteral) else (node,):
            possible(checker, value, part)
        return
    if found.kind == "boolean" and not isinstance(node, n.BooleanLiteral):
        checker.report(
            "cell", node,
            Text(f"单元格的值会与{worded(value).zh}比较是否相等，而它是{worded(found).zh}",
                 f"a cell is compared with its input, {wording.a_type(value).en}, and this one is {wording.a_type(found).en}"),
            expected=Text("不写左边的比较（如 > 5），或用 ? 代表输入值", "a comparison without its left side (> 5), or ? for the input"),
        )  # fmt: skip
        return
    checker.report(
        "cell", node,
        Text(f"此处是{worded(found).zh}，与{worded(value).zh}的输入永不相符",
             f"{wording.a_type(found).en} never matches an input that is {wording.a_type(value).en}"),
        expected=worded(value),
        mend=wording.conversion(checker, node, found, value),
    )  # fmt: skip


def _may_pass(value: Type, found: Type) -> bool:
    """May a value of the one type pass a test that is of the other?"""
    if found.kind == "range":
        return value.kind in ("range", "list") or have_order(value.kind, found.item.kind)
    if found.kind == "list":
        return value.kind == "list" or is_open(found.item) or _may_pass(value, found.item)
    if value.kind == "list":
        return is_open(value.item) or can_be_equal(value.item.kind, found.kind)
    return can_be_equal(value.kind, found.kind)
