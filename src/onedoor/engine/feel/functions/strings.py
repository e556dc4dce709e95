"""Strings. Positions count characters from one; negative ones count from the end."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.values import MAX_TEXT
from onedoor.text import Text

MAX_PATTERN = 500
MAX_MATCHED = 10_000
_NESTED_REPEAT = re.compile(r"[+*}]\)?[+*{]|\([^()]*[+*}][^()]*\)[+*{]")


@builtin("substring(string: string, start position: number, length: number?)")
def substring(string: str, start_position: Decimal, length: Decimal | None = None) -> str | None:
    start = int(start_position)
    if start == 0 or (length is not None and length < 1):
        return None
    begin = start - 1 if start > 0 else max(len(string) + start, 0)
    return string[begin:] if length is None else string[begin : begin + int(length)]


@builtin("string length(string: string)")
def string_length(string: str) -> Decimal:
    return Decimal(len(string))


@builtin("upper case(string: string)")
def upper_case(string: str) -> str:
    return string.upper()


@builtin("lower case(string: string)")
def lower_case(string: str) -> str:
    return string.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: string, match: string)")
def substring_after(string: str, match: str) -> str:
    _, found, after = string.partition(match) if match else ("", "x", string)
    return after if found else ""


@builtin("contains(string: string, match: string)")
def contains(string: str, match: str) -> bool:
    return match in string


@builtin("starts with(string: string, match: string)")
def starts_with(string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("matches(input: string, pattern: string, flags: string?)")
def matches(input_: str, pattern: str, flags: str | None = None) -> bool | None:
    compiled = _compiled(pattern, flags or "")
    return None if compiled is None else compiled.search(_bounded(input_)) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags: string?)")
def replace(input_: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    compiled = _compiled(pattern, flags or "")
    if compiled is None:
        return None
    template = re.sub(r"\$(\d)", r"\\g<\1>", replacement.replace("\\", "\\\\"))
    try:
        return _bounded(compiled.sub(template, _bounded(input_)), MAX_TEXT)
    except (re.error, IndexError):
        return None


@builtin("split(string: string, delimiter: string)")
def split(string: str, delimiter: str) -> list[str] | None:
    compiled = _compiled(delimiter, "")
    return None if compiled is None or not delimiter else compiled.split(_bounded(string))


@builtin("string join(list: list, delimiter: string?)")
def string_join(items: list[Any], delimiter: str | None = None) -> str | None:
    kept = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in kept):
        return None
    return _bounded((delimiter or "").join(kept), MAX_TEXT)


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> re.Pattern[str] | None:
    """The pattern, or None when it is none or could take exponential time (a repeat inside a repeat)."""
    if len(pattern) > MAX_PATTERN or _NESTED_REPEAT.search(pattern) or not set(flags) <= set("smixq"):
        return None
    kinds = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}
    combined = re.RegexFlag(0)
    for flag in flags:
        combined |= kinds.get(flag, re.RegexFlag(0))
    try:
        return re.compile(re.escape(pattern) if "q" in flags else pattern, combined)
    except re.error:
        return None


def _bounded(text: str, limit: int = MAX_MATCHED) -> str:
    if len(text) > limit:
        raise FeelLimitError(Text(zh="字符数", en="characters"), limit)
    return text
