"""What the analyses of decision tables say, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.analysis.columns import Column
from onedoor.engine.dmn.nodes import Aggregation, HitPolicy
from onedoor.engine.feel.checker.atoms import Shape
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.checker.wording import did_you_mean
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.analysis.view import View

Example = Mapping[str, Any]
Because = tuple[Text, Text]  # why the values may not occur, and what to do about it

GAPS = Text("缺口", "gaps")
OVERLAPS = Text("重叠", "overlaps")
REACH = Text("被遮蔽的规则", "masked rules")
_TOGETHER = Text("（如果这些输入值能同时出现）", " (if these inputs can have such values at the same time)")


def _rules(rows: Iterable[int]) -> tuple[int, ...]:
    return tuple(row + 1 for row in rows)


def _list(rows: Sequence[int]) -> Text:
    numbers = [str(row + 1) for row in rows]
    if len(numbers) > 8:
        numbers = [*numbers[:7], "…", numbers[-1]]
    if len(numbers) == 1:
        return Text(f"规则 {numbers[0]}", f"rule {numbers[0]}")
    return Text(f"规则 {'、'.join(numbers)}", f"rules {', '.join(numbers[:-1])} and {numbers[-1]}")


def gap(view: View, region: Text, example: Example, severity: Severity, because: Because | None) -> Finding:
    """Inputs that no rule covers."""
    together = Text("", "") if view.independent else _TOGETHER
    why, mend = because or (
        Text("", ""),
        Text(
            "请补一条规则，或设默认输出；若这样的输入不会出现，请在输入的允许值中写明。",
            "Add a rule for it, or a default output; if such inputs cannot occur, say so in the allowed values.",
        ),
    )
    return Finding(
        "dmn.table.gap",
        severity,
        Text(
            f"没有规则适用于：{region.zh}{together.zh}{why.zh}",
            f"no rule covers {region.en}{together.en}{why.en}",
        ),
        expected=Text("每种输入都有规则适用", "a rule for every input"),
        mend=mend,
        example=example,
    )


def unnamed(column: Column, mask: int) -> Because:
    """Why a gap of values that the table never names may not matter."""
    atoms = [atom for index, atom in enumerate(column.atoms) if mask >> index & 1]
    if atoms[0].shape is Shape.REST:
        return (
            Text("：表中未列出这些值", ": the table does not list these values"),
            Text(
                "请在输入的允许值中列出全部取值，或加一条兜底规则。",
                "List all values in the allowed values of the input, or add a rule for the others.",
            ),
        )
    if atoms[0].low is None:
        return (
            Text("：各规则从 0 起", ": the rules begin at 0"),
            Text(
                "若不会为负，请在允许值中写 >= 0。",
                "If it is never negative, write >= 0 in the allowed values.",
            ),
        )
    return (
        Text("：两个整数之间的数", ": numbers between two whole ones"),
        Text(
            "若可能有小数，请让区间首尾相接，例如 [1..10)、[10..20)；若只会是整数，可不处理。",
            "If fractions can occur, let one range begin where the other ends: [1..10), [10..20); "
            "if the value is always whole, leave it.",
        ),
    )


def overlap(view: View, one: int, other: int, region: Text, example: Example) -> Finding:
    """Two rules of a UNIQUE table that both match."""
    agree = view.same_outputs(one, other) is True
    mend = (
        Text(
            "请收窄其中一条；若输出一致是有意的，请把命中策略改为 ANY。",
            "Narrow one of them; if they are meant to agree, use hit policy ANY.",
        )
        if agree
        else Text(
            "请收窄其中一条；若先列者优先，请把命中策略改为 FIRST。",
            "Narrow one of them; if the one listed first should win, use hit policy FIRST.",
        )
    )
    return Finding(
        "dmn.table.overlap",
        Severity.ERROR if view.independent else Severity.WARNING,
        Text(
            f"{_list((one, other)).zh} 同时适用于：{region.zh}"
            f"{'' if view.independent else _TOGETHER.zh}；UNIQUE 表的结果会是 null",
            f"{_list((one, other)).en} both cover {region.en}"
            f"{'' if view.independent else _TOGETHER.en}; the result of a UNIQUE table is then null",
        ),
        expected=Text("每种输入至多一条规则适用", "at most one rule for every input"),
        mend=mend,
        rules=_rules((one, other)),
        example=example,
    )


def conflict(view: View, one: int, other: int, region: Text, example: Example, *, certain: bool) -> Finding:
    """Two rules of an ANY table that both match and do not agree."""
    verb = (
        Text("输出不同", "put out different values")
        if certain
        else Text("输出可能不同", "may put out different values")
    )
    return Finding(
        "dmn.table.conflict",
        Severity.ERROR if certain and view.independent else Severity.WARNING,
        Text(
            f"{_list((one, other)).zh} 同时适用于：{region.zh}，而{verb.zh}；ANY 表的结果会是 null",
            f"{_list((one, other)).en} both cover {region.en} and {verb.en}; the result of an ANY table is then null",
        ),
        expected=Text("同时适用的规则输出相同", "the same output from rules that meet"),
        mend=Text("请收窄其中一条，或使输出一致。", "Narrow one of them, or make their outputs the same."),
        rules=_rules((one, other)),
        example=example,
    )


def superfluous(view: View, row: int, other: int, example: Example) -> Finding:
    """A rule inside another with the same output."""
    return Finding(
        "dmn.table.subsumed",
        Severity.NOTE,
        Text(
            f"规则 {row + 1} 适用的输入都由规则 {other + 1} 覆盖，输出也相同",
            f"everything rule {row + 1} covers is covered by rule {other + 1} with the same output",
        ),
        mend=Text(f"可删去规则 {row + 1}。", f"Rule {row + 1} can be left out."),
        rules=_rules((row, other)),
        example=example,
    )


def repeated(view: View, one: int, other: int, example: Example) -> Finding:
    """The same rule twice where all matches count."""
    twice = view.table.aggregation in (Aggregation.SUM, Aggregation.COUNT, None)
    effect = Text("，其输出会计两次", ", so its output counts twice") if twice else Text("", "")
    return Finding(
        "dmn.table.repeated",
        Severity.WARNING if twice else Severity.NOTE,
        Text(
            f"规则 {other + 1} 与规则 {one + 1} 完全相同{effect.zh}",
            f"rule {other + 1} repeats rule {one + 1}{effect.en}",
        ),
        mend=Text("请删去其中一条。", "Leave one of them out."),
        rules=_rules((one, other)),
        example=example,
    )


def never(view: View, row: int, column: Column, example: Example, *, forbidden: bool) -> Finding:
    """A cell that no input passes."""
    name = column.input.text
    if forbidden:
        message = Text(
            f"规则 {row + 1} 永不适用：{name} 的允许值中没有此单元格要的值",
            f"rule {row + 1} can never fire: the allowed values of {name} have nothing that this cell asks for",
        )
        mend = _nearest_allowed(column, example.get(name)) or Text(
            "请更正单元格，或补充允许值。", "Mend the cell, or add the value to the allowed ones."
        )
    else:
        message = Text(
            f"规则 {row + 1} 永不适用：没有 {name} 的值能满足此单元格",
            f"rule {row + 1} can never fire: no value of {name} passes this cell",
        )
        mend = Text(
            "请更正单元格：区间下界不大于上界，各条件不互相矛盾。",
            "Mend the cell: a range begins at its lower end, and conditions do not contradict each other.",
        )
    return Finding(
        "dmn.table.never", Severity.ERROR, message,
        expected=Text("至少有一个值能满足的单元格", "a cell that some value passes"),
        mend=mend, rules=_rules((row,)), example=example,
    )  # fmt: skip


def _nearest_allowed(column: Column, written: Any) -> Text | None:
    known = [
        atom.witness
        for index, atom in enumerate(column.atoms)
        if column.everything >> index & 1 and atom.shape is Shape.POINT and isinstance(atom.witness, str)
    ]
    return did_you_mean(nearest(written, known)) if isinstance(written, str) else None


def masked(view: View, row: int, others: Sequence[int], example: Example) -> Finding:
    """A rule whose inputs are all taken by rules that come before it."""
    before = (
        Text("排在前面的", "listed before it")
        if view.table.hit_policy is HitPolicy.FIRST
        else Text("优先级不低于它的", "of no lower priority")
    )
    together = Text("共同", "together ") if len(others) > 1 else Text("", "")
    return Finding(
        "dmn.table.masked",
        Severity.WARNING,
        Text(
            f"规则 {row + 1} 永不起作用：它适用的输入都已被{before.zh}{_list(others).zh} {together.zh}覆盖",
            f"rule {row + 1} never decides: {_list(others).en}, {before.en}, {together.en}cover{'s' * (len(others) == 1)} all its inputs",
        ),
        expected=Text("每条规则都有由它决定的输入", "inputs that each rule decides"),
        mend=Text(
            f"请把规则 {row + 1} 移到前面、收窄前面的规则，或删去它。",
            f"Move rule {row + 1} up, narrow those before it, or leave it out.",
        ),
        rules=_rules((row, *others)),
        example=example,
    )


def empty() -> Finding:
    """A table without rules."""
    return Finding(
        "dmn.table.empty",
        Severity.WARNING,
        Text("表中没有规则", "the table has no rules"),
        mend=Text("请添加规则。", "Add a rule."),
    )


def opaque(cells: Sequence[tuple[int, str]]) -> Finding:
    """Cells that cannot be read without data."""
    shown = cells[:10]
    zh = "、".join(f"规则 {row + 1} 的“{name}”" for row, name in shown)
    en = ", ".join(f"{name} in rule {row + 1}" for row, name in shown)
    more = Text("等", " and others") if len(cells) > len(shown) else Text("", "")
    return Finding(
        "dmn.table.opaque",
        Severity.NOTE,
        Text(
            f"{zh}{more.zh}要到计算时才知道，缺口与重叠的检查未作判断",
            f"{en}{more.en} cannot be read without data: gaps and overlaps that rest on them were not judged",
        ),
        rules=_rules(sorted({row for row, _ in cells})),
    )


def limit_reached(what: Text, limit: int) -> Finding:
    """A bound was met."""
    return Finding(
        "dmn.table.limit",
        Severity.NOTE,
        Text(
            f"表太大，{what.zh}的检查在 {limit} 步后停止，可能还有未列出的",
            f"the table is large: the search for {what.en} stopped after {limit} steps and may have missed some",
        ),
        mend=Text("可把表拆成几张较小的表。", "Split the table into smaller ones."),
    )


def more_gaps(number: int) -> Finding:
    """More gaps than are listed."""
    return _more(number, GAPS)


def more_overlaps(number: int) -> Finding:
    """More overlaps than are listed."""
    return _more(number, OVERLAPS)


def more_masked(number: int) -> Finding:
    """More masked rules than are listed."""
    return _more(number, REACH)


def _more(number: int, what: Text) -> Finding:
    return Finding(
        "dmn.table.more",
        Severity.NOTE,
        Text(f"另有至少 {number} 处{what.zh}未列出", f"at least {number} more {what.en} are not listed"),
    )


def shortened(findings: Iterator[Finding], most: int, rest: Callable[[int], Finding]) -> Iterator[Finding]:
    """The first ``most`` findings, and one that says how many more there are (up to ``most`` again)."""
    yield from islice(findings, most)
    more = sum(1 for _ in islice(findings, most))
    if more:
        yield rest(more)
