"""Members and filters."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.checker import Checker
from onedoor.engine.feel.checker.exemplars import SCALARS
from onedoor.engine.feel.checker.lattice import is_open, knows_members, named_kind, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.types import ANY, NULL, Type, list_of
from onedoor.text import Text

# DMN 1.5, table 65.
_DATE = dict.fromkeys(("year", "month", "day", "weekday"), "number")
_TIME = {
    **dict.fromkeys(("hour", "minute", "second"), "number"),
    "time offset": "days and time duration",
    "timezone": "string",
}
PROPERTIES: dict[str, dict[str, str]] = {
    "date": _DATE,
    "time": _TIME,
    "date and time": {**_DATE, **_TIME},
    "days and time duration": dict.fromkeys(("days", "hours", "minutes", "seconds"), "number"),
    "years and months duration": dict.fromkeys(("years", "months"), "number"),
    "range": {"start": "", "end": "", "start included": "boolean", "end included": "boolean"},
}


def path(checker: Checker, node: n.Path, names: Names) -> Type:
    if isinstance(node.base, n.ContextLiteral):
        _unused_entries(checker, node.base, node.name)
    return member(checker, node, checker.type_of(node.base, names))


def _unused_entries(checker: Checker, node: n.ContextLiteral, taken: str) -> None:
    """Of a context only one member is taken: the others are there for its sake, or for nothing."""
    for index, entry in enumerate(node.entries):
        later = (each for other in node.entries[index + 1 :] for each in n.walk(other.value))
        if entry.key != taken and not any(
            isinstance(each, n.Name) and each.name == entry.key for each in later
        ):
            checker.warn(
                "unused_entry", entry,
                Text(f"没有用到“{entry.key}”", f"{entry.key} is not used"),
                mend=Text("请用到它，或删去。", "Use it, or leave it out."),
            )  # fmt: skip


def member(checker: Checker, node: n.Path, base: Type) -> Type:
    """The type of a member of a value; of a list, the members of its items."""
    if base.kind == "list":
        inner = member(checker, node, base.item) if base.item != base else ANY
        return list_of(inner) if not is_open(inner) else Type("list")
    if is_open(base):
        return ANY
    if base.kind == "context":
        found = base.member(node.name)
        if found is not None:
            return found if found != NULL else ANY
        return ANY if not knows_members(base) else _unknown(checker, node, base, base.labels)
    known = PROPERTIES.get(base.kind, {})
    if node.name not in known:
        return _unknown(checker, node, base, tuple(known))
    return named_kind(known[node.name]) if known[node.name] else base.item


def _unknown(checker: Checker, node: n.Path, base: Type, known: tuple[str, ...]) -> Type:
    what = Text(f"“{base.name}”", base.name) if base.name else wording.a_type(base)
    label = _label(checker, node)
    if not known:
        return checker.report(
            "member", label,
            Text(f"{worded(base).zh}没有成员，“.{node.name}”的结果总是 null",
                 f"{wording.a_type(base).en} has no members: the result of .{node.name} is always null"),
            expected=Text("上下文、日期、时刻、时长或区间", "a context, date, time, duration or range"),
        )  # fmt: skip
    return checker.report(
        "unknown_member", label,
        Text(f"{what.zh}没有名为“{node.name}”的成员", f"{what.en} has no member {node.name}"),
        expected=wording.one_of(known, "已知的成员", "a known member"),
        mend=wording.did_you_mean(nearest(node.name, known)),
    )  # fmt: skip


def _label(checker: Checker, node: n.Path) -> n.Node:
    """The name of the member where it stands in the text."""
    dot = checker.source.rfind(".", node.span.start, node.span.end)
    return n.Name(node.name, span=n.Span(dot + 1, node.span.end)) if dot >= 0 else node


def filter_(checker: Checker, node: n.Filter, names: Names) -> Type:
    base = checker.type_of(node.base, names)
    item = base.item if base.kind == "list" else base
    inside = names.inner({"item": item if item != NULL else ANY})
    if item.kind == "context":
        members = dict(zip(item.labels, item.parts, strict=True))
        inside = inside.inner(members, is_open=not knows_members(item))
    elif is_open(item):
        inside = inside.inner({}, is_open=True)
    predicate = checker.type_of(node.predicate, inside)
    result = list_of(item) if not is_open(item) else Type("list")
    if predicate.kind == "number":
        if isinstance(node.predicate, n.NumberLiteral) and node.predicate.value == 0:
            return checker.report(
                "position", node.predicate,
                Text("位置从 1 起，[0] 的结果总是 null", "positions begin at 1: the result of [0] is always null"),
                expected=Text("从 1 起的位置，或从 -1 起的倒数位置", "a position from 1, or from -1 counted from the end"),
            )  # fmt: skip
        return item if item != NULL else ANY
    if predicate.kind == "boolean":
        return result
    if is_open(predicate):
        return ANY
    return checker.report(
        "filter", node.predicate,
        Text(f"筛选处是{worded(predicate).zh}", f"{wording.a_type(predicate).en} in the place of a filter"),
        expected=Text("条件，或一个位置（数字）", "a condition, or a position (a number)"),
        mend=_equals_item(node, item, predicate),
    )  # fmt: skip


def _equals_item(node: n.Filter, item: Type, predicate: Type) -> Text | None:
    if item.kind in SCALARS and item.kind == predicate.kind:
        return Text("请写成 [item = …]。", "Write [item = …].")
    return None
