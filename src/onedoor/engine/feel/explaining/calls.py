"""What calls of built-in functions are called, where there are words for them."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining.joining import glued, listed
from onedoor.text import Text

# The words for calls by function and number of arguments; {0} is the first argument.
_CALLS: dict[tuple[str, int], Text] = {
    ("sum", 1): Text("{0}合计", "total {0}"),
    ("count", 1): Text("{0}的数量", "number of {0}"),
    ("mean", 1): Text("{0}的平均值", "average of {0}"),
    ("median", 1): Text("{0}的中位数", "median of {0}"),
    ("min", 1): Text("{0}的最小值", "smallest of {0}"),
    ("max", 1): Text("{0}的最大值", "largest of {0}"),
    ("abs", 1): Text("{0}的绝对值", "absolute value of {0}"),
    ("round half up", 2): Text("{0}（四舍五入）", "{0} (rounded)"),
    ("round half down", 2): Text("{0}（五舍六入）", "{0} (rounded)"),
    ("decimal", 2): Text("{0}（取整）", "{0} (rounded)"),
    ("round up", 2): Text("{0}（进位取整）", "{0} (rounded up)"),
    ("round down", 2): Text("{0}（舍去尾数）", "{0} (rounded down)"),
    ("floor", 1): Text("{0}（舍去尾数）", "{0} (rounded down)"),
    ("ceiling", 1): Text("{0}（进位取整）", "{0} (rounded up)"),
    ("modulo", 2): Text("{0}除以{1}的余数", "{0} modulo {1}"),
    ("string length", 1): Text("{0}的字数", "length of {0}"),
    ("string", 1): Text("{0}", "{0}"),
    ("number", 1): Text("{0}", "{0}"),
    ("date", 1): Text("{0}", "{0}"),
    ("date and time", 1): Text("{0}", "{0}"),
    ("upper case", 1): Text("{0}", "{0}"),
    ("lower case", 1): Text("{0}", "{0}"),
    ("distinct values", 1): Text("不重复的{0}", "distinct {0}"),
    ("today", 0): Text("今天", "today"),
    ("now", 0): Text("现在", "now"),
    ("years and months duration", 2): Text("{0}至{1}的年月数", "years and months from {0} to {1}"),
    ("last day of month", 1): Text("{0}当月的天数", "last day of the month of {0}"),
    ("day of year", 1): Text("{0}在当年的第几天", "day of the year of {0}"),
    ("day of week", 1): Text("{0}的星期", "weekday of {0}"),
    ("month of year", 1): Text("{0}的月份", "month of {0}"),
}
_SEVERAL = {
    "sum": Text("之和", "total of "),
    "min": Text("中的最小值", "smallest of "),
    "max": Text("中的最大值", "largest of "),
    "mean": Text("的平均值", "average of "),
    "count": Text("的数量", "number of "),
}
# Functions whose numbers are those of their arguments.
_KEEPING = frozenset(
    {
        *("sum", "mean", "median", "min", "max", "abs", "round half up", "round half down", "round up"),
        *("round down", "decimal", "floor", "ceiling", "mode", "stddev", "distinct values", "sort"),
    }
)


def call_term(name: str, arguments: Sequence[Text]) -> Text:
    """What a call is called; as it is written, with words for its arguments, where nothing better is known.

    >>> call_term("sum", [Text("近三年研发费用", "R&D expenses")]).as_dict()
    {'zh': '近三年研发费用合计', 'en': 'total R&D expenses'}
    """
    words = _CALLS.get((name, len(arguments)))
    if words is not None:
        chinese = [each.zh for each in arguments]
        return Text(_put(words.zh, chinese), words.en.format(*(each.en for each in arguments)))
    if name in _SEVERAL and len(arguments) > 1:
        form, these = _SEVERAL[name], listed(arguments, Text("与", "and"))
        return Text(glued(these.zh, form.zh), f"{form.en}{these.en}")
    chinese_list = "、".join(each.zh for each in arguments)
    return Text(f"{name}({chinese_list})", f"{name}({', '.join(each.en for each in arguments)})")


def _put(form: str, words: Sequence[str]) -> str:
    """The form with the words in place, spaced as Chinese writes them."""
    pieces: list[str] = []
    for piece in form.replace("}", "{").split("{"):
        pieces.append(words[int(piece)] if piece.isdigit() else piece)
    return glued(*pieces)


def first_list(name: str, arguments: Sequence[n.Node]) -> Sequence[n.Node]:
    """The arguments whose quantity the result of a function has; none where it counts something else."""
    if name not in _KEEPING:
        return ()
    return arguments if name in _SEVERAL else arguments[:1]
