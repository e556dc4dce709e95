"""Literals, names, lists, contexts, ranges and control: the types of what is not an operation."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.checker import NOTHING_TOLD, Checker
from onedoor.engine.feel.checker.exemplars import have_order
from onedoor.engine.feel.checker.lattice import items_of, join, named_kind, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.logic import less
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.types import ANY, BOOLEAN, FUNCTION, NULL, NUMBER, STRING, Type, list_of
from onedoor.engine.feel.values import type_of
from onedoor.text import Text


def number(checker: Checker, node: n.NumberLiteral, names: Names) -> Type:
    return NUMBER


def string(checker: Checker, node: n.StringLiteral, names: Names) -> Type:
    return STRING


def boolean(checker: Checker, node: n.BooleanLiteral, names: Names) -> Type:
    return BOOLEAN


def null(checker: Checker, node: n.NullLiteral, names: Names) -> Type:
    return NULL


def temporal(checker: Checker, node: n.TemporalLiteral, names: Names) -> Type:
    value = parse_temporal(node.text)
    if value is None:
        return checker.report(
            "temporal", node,
            Text(f"“{node.text}”不是日期、时刻、日期时间或时长", f'"{node.text}" is no date, time, date and time or duration'),
            expected=wording.TEMPORAL_FORMS,
        )  # fmt: skip
    return named_kind(type_of(value))


def name(checker: Checker, node: n.Name, names: Names) -> Type:
    known = names.find(node.name)
    if known is not None:
        return known
    if node.name in BUILTINS:
        return FUNCTION
    return wording.unknown_name(checker, node, names)


def list_(checker: Checker, node: n.ListLiteral, names: Names) -> Type:
    item = join(checker.all_of(node.items, names))
    return list_of(item) if node.items and item != NULL else Type("list")


def context(checker: Checker, node: n.ContextLiteral, names: Names) -> Type:
    inside = names
    types: dict[str, Type] = {}
    for entry in node.entries:
        if entry.key in types:
            checker.report(
                "duplicate_key", entry,
                Text(f"“{entry.key}”出现两次：整个上下文成为 null", f"{entry.key} is there twice: the whole context is null"),
                expected=Text("各不相同的名称", "names that differ"),
            )  # fmt: skip
        types[entry.key] = checker.type_of(entry.value, inside)
        inside = names.inner(types)
    return Type("context", tuple(types.values()), tuple(types))


def range_(checker: Checker, node: n.RangeLiteral, names: Names) -> Type:
    ends = [end for end in (node.low, node.high) if end is not None]
    types = checker.all_of(tuple(ends), names)
    if len(ends) == 2 and node.low != node.high:
        if not have_order(types[0].kind, types[1].kind):
            return checker.report(
                "range", node,
                Text(f"区间两端一个是{worded(types[0]).zh}，一个是{worded(types[1]).zh}",
                     f"a range from {worded(types[0]).en} to {worded(types[1]).en}"),
                expected=Text("同一类型、可比较大小的两端", "two ends of one type that has an order"),
                mend=wording.conversion(checker, ends[1], types[1], types[0]),
            )  # fmt: skip
        low, high = (checker.constant(end) for end in ends)
        if low is not NOTHING_TOLD and high is not NOTHING_TOLD and less(high, low) is True:
            checker.report(
                "range", node,
                Text("区间的下界大于上界，没有值在其中", "the range begins above its end: no value is in it"),
                expected=Text("不大于上界的下界", "a lower end that is not above the upper one"),
                mend=Text("请对调两端。", "Swap its ends."),
            )  # fmt: skip
    item = join(types)
    return Type("range", (item,)) if item not in (NULL, ANY) else Type("range")


def function(checker: Checker, node: n.FunctionDefinition, names: Names) -> Type:
    declared: list[Type] = []
    for index in range(len(node.parameters)):
        written = node.types[index] if index < len(node.types) else None
        declared.append(type_named_in(checker, written) if written is not None else ANY)
    inside = names.inner(dict(zip(node.parameters, declared, strict=True)))
    result = ANY if node.external else checker.type_of(node.body, inside)
    return Type("function", (*declared, result if result != NULL else ANY))


def type_named_in(checker: Checker, node: n.TypeName) -> Type:
    """The type a text names; one that nobody knows is reported."""
    found = checker.named_type(node)
    if found is not None:
        return found
    for part in node.arguments:
        type_named_in(checker, part)
    bare = n.TypeName(node.name)
    if checker.named_type(bare) is not None:
        return ANY  # a part of it was reported
    alike = nearest(node.name, checker.known_types)
    return checker.report(
        "unknown_type", node,
        Text(f"没有名为“{node.name}”的类型", f"there is no type {node.name}"),
        expected=Text("FEEL 的类型（number、string、boolean、date 等）或模型定义的类型",
                      "a type of FEEL (number, string, boolean, date and others) or one that the model defines"),
        mend=wording.did_you_mean(alike),
    )  # fmt: skip


def instance_of(checker: Checker, node: n.InstanceOf, names: Names) -> Type:
    checker.type_of(node.value, names)
    type_named_in(checker, node.type)
    return BOOLEAN


def if_(checker: Checker, node: n.If, names: Names) -> Type:
    condition(checker, node.condition, names)
    if isinstance(node.condition, n.BooleanLiteral):
        which = "then" if node.condition.value else "else"
        checker.warn(
            "always", node.condition,
            Text(f"条件总是{'成立' if node.condition.value else '不成立'}，结果总是 {which} 后的值",
                 f"the condition is always {str(node.condition.value).lower()}: only what follows {which} counts"),
        )  # fmt: skip
    return join((checker.type_of(node.then, names), checker.type_of(node.otherwise, names)))


def condition(checker: Checker, node: n.Node, names: Names) -> None:
    """Report a part that ought to be true or false and cannot be."""
    found = checker.type_of(node, names)
    if found.kind not in ("boolean", "Any", "Null"):
        wording.no_condition(checker, node, found)


def iterations(checker: Checker, nodes: tuple[n.Iteration, ...], names: Names) -> Names:
    """The names inside, with those that walk."""
    for each in nodes:
        source = checker.type_of(each.source, names)
        item = items_of(source)
        if each.end is not None:
            end = checker.type_of(each.end, names)
            if {source.kind, end.kind} - {"number", "date", "Any", "Null"} or (
                not have_order(source.kind, end.kind)
            ):
                checker.report(
                    "iteration", each,
                    Text(f"从{worded(source).zh}数到{worded(end).zh}", f"counting from {worded(source).en} to {worded(end).en}"),
                    expected=Text("两个数字或两个日期", "two numbers or two dates"),
                )  # fmt: skip
                item = ANY
        names = names.inner({each.name: item if item != NULL else ANY})
    return names


def for_(checker: Checker, node: n.For, names: Names) -> Type:
    inside = iterations(checker, node.iterations, names).inner({"partial": Type("list")})
    body = checker.type_of(node.body, inside)
    return list_of(body) if body not in (ANY, NULL) else Type("list")


def quantified(checker: Checker, node: n.Quantified, names: Names) -> Type:
    inside = iterations(checker, node.iterations, names)
    condition(checker, node.condition, inside)
    last = node.iterations[-1].name
    used = any(isinstance(each, n.Name) and each.name == last for each in n.walk(node.condition))
    if not used and not isinstance(node.condition, n.BooleanLiteral):
        checker.warn(
            "unused", node,
            Text(f"条件中没有用到“{last}”，对每一项的结果都一样", f"the condition does not look at {last}: it is the same for every item"),
            mend=Text(f"请在 satisfies 之后用到“{last}”。", f"Use {last} after satisfies."),
        )  # fmt: skip
    return BOOLEAN
