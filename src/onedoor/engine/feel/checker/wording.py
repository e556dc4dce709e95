"""What several rules of the checker say alike."""

from __future__ import annotations

from collections.abc import Iterable

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.checker import Checker
from onedoor.engine.feel.checker.lattice import worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.checker.readings import INPUT, UNREADABLE
from onedoor.engine.feel.functions.conversion import number as read_number
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.types import Type
from onedoor.engine.feel.values import type_of
from onedoor.text import Text

TEMPORAL_FORMS = Text(
    "如 2026-01-31、12:30:00、2026-01-31T12:30:00、P1Y2M 或 P3DT4H 的写法",
    "a form like 2026-01-31, 12:30:00, 2026-01-31T12:30:00, P1Y2M or P3DT4H",
)
_TEMPORAL = frozenset(
    {*("date", "time", "date and time"), *("days and time duration", "years and months duration")}
)
_LISTED = 8
_SILENT = (INPUT, UNREADABLE, "partial")  # names that hardly anyone means


def did_you_mean(name: str | None) -> Text | None:
    """The question that offers the nearest name."""
    return Text(f"是否想写“{name}”？", f"Did you mean {name}?") if name else None


def one_of(names: Iterable[str], zh: str, en: str) -> Text | None:
    """What names there are; None when there are none."""
    known = list(dict.fromkeys(names))
    if not known:
        return None
    rest = len(known) - _LISTED
    shown = known[:_LISTED]
    more = Text(f" 等 {len(known)} 个", f" and {rest} more") if rest > 0 else Text("", "")
    return Text(f"{zh}：{'、'.join(shown)}{more.zh}", f"{en}: {', '.join(shown)}{more.en}")


def unknown_name(checker: Checker, node: n.Name, names: Names) -> Type:
    """A name that nothing provides."""
    known = [each for each in names if each not in _SILENT]
    return checker.report(
        "unknown_name", node,
        Text(f"没有名为“{node.name}”的值", f"there is no {node.name} here"),
        expected=one_of(known, "已知的名称", "a known name"),
        mend=_words(node.name, known) or did_you_mean(nearest(node.name, known)),
    )  # fmt: skip


def _words(name: str, known: Iterable[str]) -> Text | None:
    """Words that stand side by side are one name; perhaps an operator was left out between two."""
    for each in sorted(known, key=len, reverse=True):
        for first, rest in ((each, name.removeprefix(f"{each} ")), (name.removesuffix(f" {each}"), each)):
            if len(rest) < len(name) and len(first) < len(name):
                return Text(
                    f"“{first}”与“{rest}”之间似乎缺少运算符；并列的词会当作一个名称。",
                    f"An operator seems to be missing between {first} and {rest}: words side by side are one name.",
                )
    return None


def no_condition(checker: Checker, node: n.Node, found: Type) -> Type:
    """A part that should be a condition and is not."""
    mend = None
    if found.kind in ("number", "string", "date") and not isinstance(node, n.NumberLiteral | n.StringLiteral):
        mend = Text('请写出比较，例如 … >= 1 或 … = "…"。', 'Compare it with something, as in "… >= 1".')
    return checker.report(
        "condition", node,
        Text(f"{checker.text(node)} 是{worded(found).zh}，不是条件", f"{checker.text(node)} is {_a(found)}, not a condition"),
        expected=Text("结果为 true 或 false 的条件", "a condition, which is true or false"),
        mend=mend,
    )  # fmt: skip


def _a(kind: Type) -> str:
    text = worded(kind).en
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}"


def a_type(kind: Type) -> Text:
    """The type with its article."""
    return Text(worded(kind).zh, _a(kind))


def conversion(checker: Checker, node: n.Node, found: Type, wanted: Type) -> Text | None:
    """How to write a part of one type so that it is of another; None when there is no plain way."""
    if isinstance(node, n.StringLiteral):
        if wanted.kind in _TEMPORAL and type_of(parse_temporal(node.value)) == wanted.kind:
            return Text(f'请写成 @"{node.value}"。', f'Write @"{node.value}".')
        if wanted.kind == "number" and read_number(node.value) is not None:
            return Text(f"请去掉引号：{node.value}。", f"Leave the quotes out: {node.value}.")
        if wanted.kind == "boolean" and node.value in ("true", "false"):
            return Text(f"请去掉引号：{node.value}。", f"Leave the quotes out: {node.value}.")
        return None
    if isinstance(node, n.NumberLiteral) and wanted.kind == "string":
        return Text(f'请写成 "{checker.text(node)}"。', f'Write "{checker.text(node)}".')
    text = checker.text(node)
    forms = {
        ("string", "number"): f"number({text})",
        ("number", "string"): f"string({text})",
        ("boolean", "string"): f"string({text})",
        ("string", "date"): f"date({text})",
        ("string", "time"): f"time({text})",
        ("string", "date and time"): f"date and time({text})",
        ("date and time", "date"): f"date({text})",
        ("date and time", "time"): f"time({text})",
        ("date", "date and time"): f'date and time({text}, @"00:00:00")',
    }
    form = forms.get((found.kind, wanted.kind))
    return Text(f"请写成 {form}。", f"Write {form}.") if form else None
