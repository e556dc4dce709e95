"""Cells as they come: cleaned of what systems do to text, and read as numbers, dates and limits."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

ROUNDS = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/tr|/li|/h[1-6])\s*>", re.I)
_TAG = re.compile(
    r"</?(?:p|br|div|span|font|b|i|u|em|strong|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|o:p)\b[^<>]*>",
    re.I,
)
_MARKS = frozenset(",，;；、|^")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
# Numbers, days and limits are short; what is longer is none.
LONGEST = 64
_LIMIT = re.compile(r"(\d+)[(（]?个?(工作日|自然日|日历日|天|日|小时|月|年)?[)）]?")
_UNITS = {
    "工作日": "working_day",
    "自然日": "calendar_day",
    "日历日": "calendar_day",
    "天": "calendar_day",
    "日": "calendar_day",
    "小时": "hour",
    "月": "month",
    "年": "year",
}
_DATE = re.compile(r"(\d{4}) ?[-/.年]? ?(\d{1,2}) ?[-/.月]? ?(\d{1,2}) ?日?(?:[ T]\d{1,2}:\d{2}.*)?")
# Spreadsheets count days from here; what is read as a number in a column of dates is such a count.
_EPOCH = date(1899, 12, 30)
_SERIAL = range(20_000, 80_000)


def cleaned(text: str) -> str:
    """The text without control characters, without markup, and with escapes (up to three, one in another) undone.

    >>> cleaned("许可&amp;amp;备案"), cleaned("<p>第一条</p><p>第二条</p>"), cleaned("面积 < 50 平方米")
    ('许可&备案', '第一条\\n第二条', '面积 < 50 平方米')
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for _ in range(ROUNDS):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    text = _TAG.sub("", _BREAK.sub("\n", text)).replace("\u00a0", " ")
    return _CONTROL.sub("", text).strip()


def plain(text: str) -> str:
    """Codes and numbers as they were meant: half-width, without white space around."""
    return unicodedata.normalize("NFKC", _CONTROL.sub("", text)).strip()


def several(text: str) -> list[str]:
    """The values in a cell that holds several: one a line, or else with marks between them, those in brackets aside.

    >>> several("1，2;3、4"), several("社会保障（社会保险、社会救助）、其他"), several("甲、乙\\n丙")
    (['1', '2', '3', '4'], ['社会保障（社会保险、社会救助）', '其他'], ['甲、乙', '丙'])
    """
    text = text.replace("\r\n", "\n")
    pieces = text.split("\n") if "\n" in text else _between_marks(text)
    return list(dict.fromkeys(each.strip() for each in pieces if each.strip()))


def _between_marks(text: str) -> list[str]:
    pieces, begun, depth = [], 0, 0
    closing = sum(each in _CLOSING for each in text)
    for place, each in enumerate(text):
        if each in _OPENING and closing:
            depth += 1
        elif each in _CLOSING:
            depth, closing = max(0, depth - 1), closing - 1
        elif each in _MARKS and not (depth and closing):
            pieces.append(text[begun:place])
            begun = place + 1
    return [*pieces, text[begun:]]


def together(values: list[str]) -> str:
    """The values in one cell, so that ``several`` finds them again."""
    if several(joined := "、".join(values)) == values:
        return joined
    return "".join(f"{each}\n" for each in values)


def whole_number(text: str) -> int | None:
    """The number, full-width or written with ``.0`` as spreadsheets do; ``None`` where it is none.

    >>> whole_number("２０"), whole_number("20.0"), whole_number("20.5"), whole_number("约20")
    (20, 20, None, None)
    """
    if len(text) > LONGEST:
        return None
    try:
        number = Decimal(plain(text).replace(",", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= 10**15 or number != number.to_integral_value():
        return None
    return int(number)


def limit_of(text: str) -> tuple[int, str] | None:
    """Number and unit (empty: none said) of a time limit in words.

    >>> limit_of("20(工作日)"), limit_of("３０个工作日"), limit_of("15"), limit_of("即办")
    ((20, 'working_day'), (30, 'working_day'), (15, ''), (0, 'working_day'))
    """
    text = "".join(plain(text).split()) if len(text) <= LONGEST else ""
    if text in ("即办", "即时办理", "当场办结", "当场办理"):
        return 0, "working_day"
    if (number := whole_number(text)) is not None:
        return (number, "") if number >= 0 else None
    found = _LIMIT.fullmatch(text)
    if found is None or len(found[1]) > 9:
        return None
    return int(found[1]), _UNITS.get(found[2] or "", "")


def day_of(text: str) -> str | None:
    """The day as ISO text, from how people and spreadsheets write it; ``None`` where it is none.

    >>> day_of("2026年1月5日"), day_of("20260105"), day_of("46027"), day_of("2026/13/01")
    ('2026-01-05', '2026-01-05', '2026-01-05', None)
    """
    text = " ".join(plain(text).split()) if len(text) <= LONGEST else ""
    if text.isdigit() and len(text) == 5 and int(text) in _SERIAL:
        return (_EPOCH + timedelta(days=int(text))).isoformat()
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def cents_of(text: str) -> int | None:
    """Yuan with at most two decimals as whole cents.

    >>> cents_of("１２.5"), cents_of("12.505"), cents_of("免费")
    (1250, None, None)
    """
    if len(text) > LONGEST:
        return None
    try:
        cents = Decimal(plain(text).replace(",", "").removesuffix("元")) * 100
    except InvalidOperation:
        return None
    if not cents.is_finite() or not 0 <= cents < 10**15 or cents != cents.to_integral_value():
        return None
    return int(cents)
