"""Values of FEEL in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.explaining.joining import AND, glued, listed, quoted
from onedoor.engine.feel.explaining.numbers import number_words
from onedoor.engine.feel.explaining.units import PLAIN, Quantity
from onedoor.engine.feel.temporal import Date, DateTime, DayTimeDuration, Time, YearMonthDuration
from onedoor.engine.feel.values import Function, Range, Unknown
from onedoor.text import Text

YES, NO = Text("是", "yes"), Text("否", "no")
NONE, NOT_TOLD = Text("无", "none"), Text("尚未提供", "not provided yet")
MAX_PARTS = 5
MAX_DEPTH = 3
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NO_CODES: Mapping[str, Text] = {}


def value_words(
    value: Any,
    quantity: Quantity = PLAIN,
    codes: Mapping[str, Text] = _NO_CODES,
    beside: Any = None,
    depth: int = 0,
) -> Text:
    """A value as people read it; ``beside`` is the value that it is compared with.

    >>> value_words(Date(2026, 3, 1)).as_dict(), value_words(False).zh
    ({'zh': '2026年3月1日', 'en': '1 March 2026'}, '否')
    """
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return number_words(value, quantity, beside if isinstance(beside, Decimal) else None)
        case str():
            return codes.get(value) or quoted(value)
        case None:
            return NONE
        case Unknown():
            return NOT_TOLD
        case Date() | Time() | DateTime():
            return _moment(value)
        case DayTimeDuration() | YearMonthDuration():
            return _duration(value)
        case Range() if not value.operator:
            return interval_words(value, quantity, codes)
        case list() | dict() if depth >= MAX_DEPTH:
            return Text.of("…")
        case list():
            return _several(
                [value_words(each, quantity, codes, None, depth + 1) for each in value[: MAX_PARTS + 1]],
                len(value),
            )
        case dict():
            shown = list(value.items())[: MAX_PARTS + 1]
            return _several(
                [_member(key, value_words(each, PLAIN, _NO_CODES, None, depth + 1)) for key, each in shown],
                len(value),
            )
        case Function():
            return Text("一个函数", "a function")
    return quoted(str(value))


def named_value(term: Text, value: Any, words: Text) -> Text:
    """Something and its value: ``企业规模为小型``, ``Size: small``."""
    return Text(glued(term.zh, "：" if isinstance(value, dict) else "为", words.zh), f"{term.en}: {words.en}")


def _member(key: str, value: Text) -> Text:
    return Text(glued(key, "为", value.zh), f"{key}: {value.en}")


def _several(words: list[Text], total: int) -> Text:
    if not words:
        return Text("空", "empty")
    if total <= MAX_PARTS:
        return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))
    shown = words[:MAX_PARTS]
    chinese = glued("、".join(each.zh for each in shown), f"等 {total} 项")
    return Text(chinese, f"{', '.join(each.en for each in shown)} and {total - MAX_PARTS} more")


def interval_words(
    interval: Range, quantity: Quantity = PLAIN, codes: Mapping[str, Text] = _NO_CODES
) -> Text:
    """``10 至 20 人（不含）``, ``10 to 20 people (not included)``; an unbounded end is left out."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        ends = [value_words(end, quantity, codes) for end in (low, high)]
        return span_words(ends[0], ends[1], interval.low_closed, interval.high_closed)
    if low is not None:
        words = _end(value_words(low, quantity, codes), interval.low_closed)
        return Text(glued(words.zh, "以上"), f"from {words.en}")
    if high is not None:
        words = _end(value_words(high, quantity, codes), interval.high_closed)
        return Text(glued(words.zh, "以下"), f"up to {words.en}")
    return Text("任何值", "anything")


def span_words(low: Text, high: Text, low_closed: bool = True, high_closed: bool = True) -> Text:
    """From one to the other; the unit that both have is told once, an end that does not belong to it is marked."""
    low, high = _end(_without_unit(low, high), low_closed), _end(high, high_closed)
    return Text(glued(low.zh, "至", high.zh), f"{low.en} to {high.en}")


def _without_unit(low: Text, high: Text) -> Text:
    """The lower end without what the upper one says again: ``10 至 30 人``."""
    zh, _, unit = low.zh.partition(" ")
    en, _, noun = low.en.partition(" ")
    return Text(
        zh if unit and unit == high.zh.partition(" ")[2] and zh[0].isdigit() else low.zh,
        en if noun and noun == high.en.partition(" ")[2] and unit else low.en,
    )


def _end(words: Text, closed: bool) -> Text:
    return words if closed else Text(f"{words.zh}（不含）", f"{words.en} (not included)")


def _moment(value: Date | Time | DateTime) -> Text:
    if isinstance(value, Date):
        if not 0 < value.year < 10_000:
            return Text.of(str(value))
        return Text(
            f"{value.year}年{value.month}月{value.day}日",
            f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
        )
    if isinstance(value, DateTime):
        day, time = _moment(value.date), _moment(value.time)
        return Text(f"{day.zh} {time.zh}", f"{day.en}, {time.en}")
    bare = str(value._replace(zone=None)).removesuffix(":00")
    zone = str(value.zone).lstrip("@") if value.zone is not None else ""
    return Text.of(f"{bare} {zone}".strip())


def _duration(value: DayTimeDuration | YearMonthDuration) -> Text:
    if isinstance(value, YearMonthDuration):
        years, months = divmod(abs(value.months), 12)
        parts = [(Decimal(years), "年", "year"), (Decimal(months), "个月", "month")]
        negative = value.months < 0
    else:
        minutes, seconds = divmod(abs(value.seconds), 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        parts = [
            (days, "天", "day"),
            (hour, "小时", "hour"),
            (minute, "分钟", "minute"),
            (seconds, "秒", "second"),
        ]
        negative = value.nanos < 0
    told = [each for each in parts if each[0]] or [
        parts[0] if isinstance(value, DayTimeDuration) else parts[-1]
    ]
    words = [
        Text(f"{number:f} {zh}", f"{number:f} {en}{'' if number == 1 else 's'}") for number, zh, en in told
    ]
    joined = Text(" ".join(each.zh for each in words), listed(words, AND).en)
    return Text(f"负 {joined.zh}", f"minus {joined.en}") if negative else joined
