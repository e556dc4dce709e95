"""Arithmetic, comparison and the words that join conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.basics import condition
from onedoor.engine.feel.checker.checker import NOTHING_TOLD, Checker
from onedoor.engine.feel.checker.contradictions import contradictions
from onedoor.engine.feel.checker.exemplars import can_be_equal, have_order, negated, results
from onedoor.engine.feel.checker.lattice import named_kind, worded
from onedoor.engine.feel.checker.literals import literal
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.types import ANY, BOOLEAN, Type
from onedoor.text import Text

EQUALITIES = (n.Operator.EQUAL, n.Operator.UNEQUAL)
_VERBS = {
    n.Operator.ADD: Text("相加", "add"),
    n.Operator.SUBTRACT: Text("相减", "subtract"),
    n.Operator.MULTIPLY: Text("相乘", "multiply"),
    n.Operator.DIVIDE: Text("相除", "divide"),
    n.Operator.POWER: Text("乘方", "raise to a power"),
}


def arithmetic(checker: Checker, node: n.Arithmetic, names: Names) -> Type:
    left, right = checker.type_of(node.left, names), checker.type_of(node.right, names)
    if "Null" in (left.kind, right.kind):
        which = node.left if left.kind == "Null" else node.right
        return _null_operand(checker, which, str(node.operator))
    kinds = results(node.operator, left.kind, right.kind)
    if not kinds:
        return _no_arithmetic(checker, node, left, right)
    if node.operator is n.Operator.DIVIDE and checker.constant(node.right) == Decimal(0):
        return checker.report(
            "zero", node.right,
            Text("除以 0，结果总是 null", "division by 0: the result is always null"),
            expected=Text("不为 0 的除数", "a divisor that is not 0"),
        )  # fmt: skip
    return named_kind(next(iter(kinds))) if len(kinds) == 1 else ANY


def _no_arithmetic(checker: Checker, node: n.Arithmetic, left: Type, right: Type) -> Type:
    verb = _VERBS[node.operator]
    if "Any" in (left.kind, right.kind):
        known = node.left if right.kind == "Any" else node.right
        kind = left if right.kind == "Any" else right
        return checker.report(
            "arithmetic", known,
            Text(f"{worded(kind).zh}不能{verb.zh}", f"{wording.a_type(kind).en} cannot be used with {node.operator}"),
            expected=Text("数字", "a number"),
        )  # fmt: skip
    return checker.report(
        "arithmetic", node,
        Text(f"{worded(left).zh}与{worded(right).zh}不能{verb.zh}，结果总是 null",
             f"{wording.a_type(left).en} {node.operator} {wording.a_type(right).en} has no meaning: the result is always null"),
        expected=Text("两个数字，或可以这样计算的日期与时长", "two numbers, or a date and a duration that go together"),
        mend=_mended_sum(checker, node, left, right)
        or wording.conversion(checker, node.right, right, left)
        or wording.conversion(checker, node.left, left, right),
    )  # fmt: skip


def _mended_sum(checker: Checker, node: n.Arithmetic, left: Type, right: Type) -> Text | None:
    """Days written as a number, or something joined to a text."""
    if left.kind in ("date", "date and time") and right.kind == "number":
        days = checker.text(node.right)
        form = f'@"P{days}D"' if days.isdecimal() else f'@"P1D" * {days}'
        return Text(f"天数请写成时长：{form}。", f"Write days as a duration: {form}.")
    if node.operator is n.Operator.ADD and "string" in (left.kind, right.kind):
        other = checker.text(node.left if right.kind == "string" else node.right)
        return Text(f"请写成 string({other})。", f"Write string({other}).")
    return None


def _null_operand(checker: Checker, node: n.Node, operator: str) -> Type:
    return checker.report(
        "null_operand", node,
        Text(f"{operator} 的一边是 null，结果总是 null", f"one side of {operator} is null: the result is always null"),
        expected=Text("一个值", "a value"),
    )  # fmt: skip


def negation(checker: Checker, node: n.Negation, names: Names) -> Type:
    operand = checker.type_of(node.operand, names)
    kinds = negated(operand.kind)
    if operand.kind == "Null" or not kinds:
        return checker.report(
            "arithmetic", node,
            Text(f"{worded(operand).zh}不能取负", f"{wording.a_type(operand).en} has no negative"),
            expected=Text("数字或时长", "a number or a duration"),
        )  # fmt: skip
    return named_kind(next(iter(kinds))) if len(kinds) == 1 else ANY


def comparison(checker: Checker, node: n.Comparison, names: Names) -> Type:
    left, right = checker.type_of(node.left, names), checker.type_of(node.right, names)
    if node.left == node.right and checker.constant(node.left) is NOTHING_TOLD:
        checker.warn(
            "same_operands", node,
            Text("两边相同，比较没有意义", "both sides are the same"),
            mend=Text("请检查其中一边是否写错。", "One of them is probably a slip."),
        )  # fmt: skip
    compared(checker, node, node.operator, (node.left, left), (node.right, right))
    return BOOLEAN


Side = tuple[n.Node, Type]


def compared(checker: Checker, node: n.Node, operator: n.Operator, left: Side, right: Side) -> None:
    """Report a comparison that is always null; ``node`` is where it stands."""
    kinds = left[1].kind, right[1].kind
    if operator in EQUALITIES:
        if "Null" in kinds or can_be_equal(*kinds):
            for side, other in ((left, right), (right, left)):
                possible(checker, side[1], other[0])
            return
    elif "Null" in kinds:
        _null_operand(checker, left[0] if kinds[0] == "Null" else right[0], str(operator))
        return
    elif have_order(*kinds):
        return
    _incomparable(checker, node, operator, left, right)


def _incomparable(checker: Checker, node: n.Node, operator: n.Operator, left: Side, right: Side) -> None:
    one, other = worded(left[1]), worded(right[1])
    mend = wording.conversion(checker, right[0], right[1], left[1]) or wording.conversion(
        checker, left[0], left[1], right[1]
    )
    if left[1].kind == right[1].kind or "Any" in (left[1].kind, right[1].kind):
        kind = left[1] if left[1].kind != "Any" and not have_order(left[1].kind, "Any") else right[1]
        checker.report(
            "order", node,
            Text(f"{worded(kind).zh}没有大小之分，{operator} 的结果总是 null",
                 f"{wording.a_type(kind).en} has no order: the result of {operator} is always null"),
            expected=Text("数字、文字、日期、时刻或时长", "numbers, strings, dates, times or durations"),
        )  # fmt: skip
        return
    if operator in EQUALITIES and "range" in (left[1].kind, right[1].kind):
        mend = Text("是否在区间内请用 in。", "Use in to ask whether a value is in a range.")
    elif operator in EQUALITIES and "list" in (left[1].kind, right[1].kind):
        mend = Text("是否为其中之一请用 in。", "Use in to ask whether a value is one of a list.")
    checker.report(
        "comparison", node,
        Text(f"{one.zh}与{other.zh}相比，结果总是 null", f"comparing {wording.a_type(left[1]).en} with {wording.a_type(right[1]).en}: the result is always null"),
        expected=Text("同一类型的两个值", "two values of one type"),
        mend=mend,
    )  # fmt: skip


def possible(checker: Checker, kind: Type, node: n.Node) -> None:
    """Report a constant that a value of the type never is, by the values its definition allows."""
    if (
        kind.allowed is None
        or kind.kind == "list"
        or not isinstance(node, n.StringLiteral | n.NumberLiteral | n.TemporalLiteral)
    ):
        return
    value = checker.constant(node)
    if value is not NOTHING_TOLD and kind.allowed(value) is False:
        name = f"“{kind.name}”" if kind.name else ""
        known = checker.allowed_texts(kind)
        checker.warn(
            "not_allowed", node,
            Text(f"{literal(value)} 不在类型{name}的允许值中", f"{literal(value)} is not among the allowed values{' of ' + kind.name if kind.name else ''}"),
            expected=wording.one_of(map(literal, known), "允许的值", "an allowed value")
            or Text("一个允许的值", "an allowed value"),
            mend=wording.did_you_mean(nearest(value, known) if isinstance(value, str) else None),
        )  # fmt: skip


def conjunction(checker: Checker, node: n.And | n.Or, names: Names) -> Type:
    seen: list[n.Node] = []
    for operand in node.operands:
        condition(checker, operand, names)
        if operand in seen and checker.constant(operand) is NOTHING_TOLD:
            checker.warn(
                "repeated", operand,
                Text("与前面的条件相同", "the same condition as before"),
                mend=Text("请检查是否写错，或删去。", "It is a slip, or can be left out."),
            )  # fmt: skip
        seen.append(operand)
    contradictions(checker, node, names)
    return BOOLEAN


def between(checker: Checker, node: n.Between, names: Names) -> Type:
    value, low, high = (checker.type_of(each, names) for each in (node.value, node.low, node.high))
    for bound, kind in ((node.low, low), (node.high, high)):
        if "Null" in (value.kind, kind.kind):
            _null_operand(checker, bound if kind.kind == "Null" else node.value, "between")
        elif not have_order(value.kind, kind.kind):
            _incomparable(checker, bound, n.Operator.LESS_OR_EQUAL, (node.value, value), (bound, kind))
    ends: list[Any] = [checker.constant(node.low), checker.constant(node.high)]
    if NOTHING_TOLD not in ends and less(ends[1], ends[0]) is True:
        checker.report(
            "range", node,
            Text("下界大于上界，没有值在其间", "the lower end is above the upper one: no value lies between"),
            mend=Text("请对调两端。", "Swap them."),
        )  # fmt: skip
    return BOOLEAN
