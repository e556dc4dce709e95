"""From one kind of value to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from onedoor.engine.feel.errors import FeelLimitError
from onedoor.engine.feel.functions.registry import builtin
from onedoor.engine.feel.names import is_name_part, is_name_start
from onedoor.engine.feel.tokens import MAX_DIGITS, MAX_EXPONENT
from onedoor.engine.feel.values import MAX_TEXT, Function, Range, finite
from onedoor.text import Text


@builtin("number(from: string, grouping separator: string?, decimal separator: string?) -> number")
def number(from_: str, grouping: str | None = None, point: str | None = None) -> Decimal | None:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return None
    if grouping is not None and grouping == point:
        return None
    text = from_.replace(grouping, "") if grouping else from_
    text = text.replace(point, ".") if point else text
    if len(text) > MAX_DIGITS or not text.isascii() or "_" in text or text != text.strip():
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return finite(value) if value.is_finite() and abs(value.adjusted()) <= MAX_EXPONENT else None


@builtin("string(from: any) -> string")
def string(from_: Any) -> str | None:
    return from_ if isinstance(from_, str) or from_ is None else to_text(from_)


def to_text(value: Any) -> str:
    """The FEEL text of a value: strings inside lists and contexts are quoted.

    Raises:
        FeelLimitError: longer than ``MAX_TEXT`` characters.

    >>> to_text([Decimal("1.50"), "甲", None])
    '[1.50, "甲", null]'
    """
    length = 0
    parts: list[str] = []
    for part in _written(value):
        length += len(part)
        if length > MAX_TEXT:
            raise FeelLimitError(Text(zh="字符数", en="characters"), MAX_TEXT)
        parts.append(part)
    return "".join(parts)


def _written(value: Any) -> Iterator[str]:
    """The text piece by piece, so that what would be endless can be stopped."""
    match value:
        case list():
            yield from _between("[", "]", (_written(item) for item in value))
        case dict():
            yield from _between("{", "}", (_member(key, item) for key, item in value.items()))
        case Range(operator=operator) if operator:
            yield from (f"({operator} ", *_written(value.low), ")")
        case Range():
            yield "[" if value.low_closed else "("
            yield from (*_written(value.low), "..", *_written(value.high))
            yield "]" if value.high_closed else ")"
        case _:
            yield _scalar(value)


def _between(opening: str, closing: str, items: Iterable[Iterator[str]]) -> Iterator[str]:
    yield opening
    for place, item in enumerate(items):
        if place:
            yield ", "
        yield from item
    yield closing


def _member(key: str, value: Any) -> Iterator[str]:
    yield f"{_key(key)}: "
    yield from _written(value)


def _scalar(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format_number(value)
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Function():
            return f"function {value.name}({', '.join(value.parameters)})"
    return str(value)


def _key(key: str) -> str:
    """A key as it can be read back: bare when it is a name, else as a string."""
    plain = (
        bool(key) and is_name_start(key[0]) and all(is_name_part(each) or each in " -+*/'." for each in key)
    )
    return key if plain else to_text(key)


def format_number(value: Decimal) -> str:
    """Plain digits where that is short, scientific where it is not; minus zero is zero."""
    if not value:
        return "0"
    return f"{value:f}" if -20 <= value.adjusted() <= 34 else f"{value:E}"
