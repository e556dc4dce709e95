"""Findings in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onedoor.text import Text

_PARTS = {
    "guide": Text("情形引导", "the guide"),
    "question": Text("问题", "question"),
    "situation": Text("情形", "situation"),
    "condition": Text("条件", "condition"),
}

# {what} is what the finding is about, {sets} how many complete sets of answers it holds for.
_MESSAGES: Mapping[str, Text] = {
    "gap": Text(
        "有 {sets} 组完整的回答不对应任何情形", "{sets} complete set(s) of answers lead to no situation"
    ),
    "overlap": Text("有 {sets} 组完整的回答同时符合{what}", "{sets} complete set(s) of answers fit {what}"),
    "open": Text(
        "全部问题都已回答，{what}仍不能判断（{sets} 组）",
        "{what} stays open though all is answered ({sets} set(s))",
    ),
    "null": Text(
        "全部问题都已回答，{what}的结果却是空值（{sets} 组），只能按不成立处理",
        "{what} is null though all is answered ({sets} set(s)); it can only count as not met",
    ),
    "unasked": Text(
        "{what}用到了此时不问的问题（{sets} 组），按不成立处理",
        "{what} reads a question that is not asked ({sets} set(s)); it counts as not met there",
    ),
    "never_asked": Text("{what}永远不会被问到", "{what} is never asked"),
    "never": Text("无论怎样回答，{what}都不成立", "no answers make {what} hold"),
    "always": Text("无论怎样回答，{what}总是成立", "{what} holds whatever is answered"),
    "idle": Text("{what}的回答不影响任何结果", "the answer to {what} changes nothing"),
    "sampled": Text(
        "{what}参与了与常数比较以外的计算，只检查了部分数值",
        "{what} is used in more than comparisons with constants; only some of its numbers were tried",
    ),
    "limit": Text("情形过于复杂，未能检查完：{what}", "the guide is beyond the bound; not looked at: {what}"),
}

MENDS: Mapping[str, Text] = {
    "gap": Text(
        "为这组回答增加一种情形，或放宽某一情形的条件。",
        "Add a situation for these answers, or widen the condition of one.",
    ),
    "overlap": Text("在其中一种情形的条件中排除另一种。", "Exclude the one in the condition of the other."),
    "open": Text(
        "条件只能依据问题的回答，不能依据当前时间等。",
        "Let the condition rest on answers alone, not on the time of day.",
    ),
    "null": Text(
        "条件比较了两种不同的东西，例如把文字与数字比较；请改成与该问题的答案同类的值。",
        "It compares things of two kinds, such as a text with a number; compare with what the question is answered by.",
    ),
    "unasked": Text(
        "如不应按不成立处理，请先写明该问题在什么情况下才问，再用 and 或 or 连接。",
        "If it should not count as not met, say first when the question is asked, joined by and or or.",
    ),
    "never_asked": Text(
        "修改该问题的适用条件，或删除该问题。", "Mend the question's condition, or drop the question."
    ),
    "never": Text(
        "检查条件中的选项和数值，或删除这一项。", "Look at the values in the condition, or drop the part."
    ),
    "always": Text("去掉这个条件。", "Leave the condition out."),
    "idle": Text(
        "删除该问题；申请人不必回答没有用处的问题。",
        "Drop the question: nobody should answer what serves nothing.",
    ),
    "sampled": Text(
        "尽量只与常数比较，或把该问题改为范围较小的整数。",
        "Compare it with constants alone, or make it a whole number within a small range.",
    ),
    "limit": Text(
        "把情形拆成几个事项或几张决策表。", "Split the guide into several items, or several tables."
    ),
}


def named(part: str, about: Sequence[str]) -> Text:
    """What a finding is about: “问题 经营面积”, “situations A and B”."""
    what = _PARTS[part]
    if not about:
        return what
    plural = "s" if len(about) > 1 else ""
    return Text(f"{what.zh} {'、'.join(about)} ", f"{what.en}{plural} {' and '.join(about)}")


def message(kind: str, what: Text, sets: int) -> Text:
    pattern = _MESSAGES[kind]
    return Text(
        pattern.zh.format(what=what.zh, sets=sets).strip(), pattern.en.format(what=what.en, sets=sets)
    )
