"""Strings (DMN 1.5, table 74). Positions count characters from one; negative ones count from the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from time import monotonic_ns
from typing import Any, TypeVar

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.functions.patterns import compiled
from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.scope import MAX_PATTERN_TIME, Scope
from onedoor.engine.feel.values import MAX_TEXT, check_length
from onedoor.text import Text

Found = TypeVar("Found")
_REFERENCE = re.compile(r"\\(.)|\$(\d+)|([\\$])", re.DOTALL)


@builtin("substring(string: string, start position: number, length: number?) -> string")
def substring(string: str, start_position: Decimal, length: Decimal | None = None) -> str | None:
    start = int(start_position)
    if start == 0 or (length is not None and length < 1):
        return None
    begin = start - 1 if start > 0 else max(len(string) + start, 0)
    return string[begin:] if length is None else string[begin : begin + int(length)]


@builtin("string length(string: string) -> number")
def string_length(string: str) -> Decimal:
    return Decimal(len(string))


@builtin("upper case(string: string) -> string")
def upper_case(string: str) -> str:
    return string.upper()


@builtin("lower case(string: string) -> string")
def lower_case(string: str) -> str:
    return string.lower()


@builtin("substring before(string: string, match: string) -> string")
def substring_before(string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: string, match: string) -> string")
def substring_after(string: str, match: str) -> str:
    _, found, after = string.partition(match) if match else ("", "x", string)
    return after if found else ""


@builtin("contains(string: string, match: string) -> boolean")
def contains(string: str, match: str) -> bool:
    return match in string


@builtin("starts with(string: string, match: string) -> boolean")
def starts_with(string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with(string: string, match: string) -> boolean")
def ends_with(string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("matches(input: string, pattern: string, flags: string?) -> boolean", scope=True)
def matches(scope: Scope, input_: str, pattern: str, flags: str | None = None) -> bool | None:
    found = compiled(pattern, flags or "")
    if found is None:
        return None
    return _in_time(scope, lambda seconds: found.search(input_, timeout=seconds) is not None)


@builtin("replace(input: string, pattern: string, replacement: string, flags: string?) -> string", scope=True)
def replace(
    scope: Scope, input_: str, pattern: str, replacement: str, flags: str | None = None
) -> str | None:
    found = compiled(pattern, flags or "")
    parts = [replacement] if "q" in (flags or "") else _replacement(replacement, found.groups if found else 0)
    if found is None or parts is None or found.fullmatch(""):
        return None  # what matches nothing at all cannot be replaced (F&O 3.1, 5.6.4, FORX0003)

    def put(matched: Any) -> str:
        return "".join(part if isinstance(part, str) else matched.group(part) or "" for part in parts)

    return _bounded(_in_time(scope, lambda seconds: found.sub(put, input_, timeout=seconds)))


def _replacement(text: str, groups: int) -> list[str | int] | None:
    """Texts and numbers of groups by turns; None when a ``$`` or a backslash means nothing."""
    parts: list[str | int] = []
    end = 0
    for matched in _REFERENCE.finditer(text):
        parts.append(text[end : matched.start()])
        end = matched.end()
        escaped, digits, stray = matched.groups()
        if stray or (escaped and escaped not in "\\$"):
            return None
        if escaped:
            parts.append(escaped)
            continue
        while len(digits) > 1 and int(digits) > groups:
            digits, end = digits[:-1], end - 1
        if int(digits) <= groups:
            parts.append(int(digits))
    return [*parts, text[end:]]


@builtin("split(string: string, delimiter: string) -> list", scope=True)
def split(scope: Scope, string: str, delimiter: str) -> list[str] | None:
    found = compiled(delimiter, "")
    if found is None or not delimiter:
        return None
    parts: list[str] = []
    begin = 0
    for matched in _in_time(scope, lambda seconds: list(found.finditer(string, timeout=seconds))):
        parts.append(string[begin : matched.start()])
        begin = matched.end()
    check_length(len(parts) + 1)
    return [*parts, string[begin:]]


@builtin("string join(list: list, delimiter: string?) -> string")
def string_join(items: list[Any], delimiter: str | None = None) -> str | None:
    kept = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in kept):
        return None
    return _bounded((delimiter or "").join(kept))


def _in_time(scope: Scope, work: Callable[[Any], Found]) -> Found:
    """What the work gives in the time that is left for patterns in this evaluation, which it uses up."""
    budget, begun = scope.budget, monotonic_ns()
    try:
        if budget.pattern_time <= 0:
            raise TimeoutError
        return work(budget.pattern_time / 1000)
    except TimeoutError:
        what = Text(zh="毫秒的正则表达式匹配时间", en="milliseconds of matching patterns")
        raise FeelLimitError(what, MAX_PATTERN_TIME) from None
    finally:
        budget.pattern_time -= (monotonic_ns() - begun) // 1_000_000


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_TEXT)
    return text
