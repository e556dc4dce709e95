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
    """``10 至 20（不含）``, ``10 to 20 (not included)``; an open end is told, an unbounded one left out."""
    low = _end(interval.low, interval.low_closed, quantity, codes)
    high = _end(interval.high, interval.high_closed, quantity, codes)
    if low is None and high is None:
        return Text("任何值", "anything")
    if low is None or high is None:
        end, zh, en = (high, "以下", "up to") if low is None else (low, "以上", "from")
        assert end is not None
        return Text(glued(end.zh, zh), f"{en} {end.en}")
    return Text(glued(low.zh, "至", high.zh), f"{low.en} to {high.en}")


def _end(value: Any, closed: bool, quantity: Quantity, codes: Mapping[str, Text]) -> Text | None:
    if value is None:
        return None
    words = value_words(value, quantity, codes)
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
    told = [each for each in parts if each[0]] or [(Decimal(0), *parts[-2][1:])]
    words = [
        Text(f"{number:f} {zh}", f"{number:f} {en}{'' if number == 1 else 's'}") for number, zh, en in told
    ]
    joined = Text(" ".join(each.zh for each in words), listed(words, AND).en)
    return Text(f"负 {joined.zh}", f"minus {joined.en}") if negative else joined
