"""Types as the checker joins and words them. What it cannot tell is ``Any``, and of ``Any`` it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from onedoor.engine.feel.types import ANY, BUILTIN_TYPES, NULL, Type
from onedoor.text import Text

_WORDS = {
    "number": "数字",
    "string": "文字",
    "boolean": "布尔值",
    "date": "日期",
    "time": "时刻",
    "date and time": "日期时间",
    "days and time duration": "天时时长",
    "years and months duration": "年月时长",
    "list": "列表",
    "context": "上下文",
    "range": "区间",
    "function": "函数",
    "Null": "空值",
    "Any": "任意值",
}


def is_open(kind: Type) -> bool:
    """Is nothing to be said about values of it?"""
    return kind.kind in ("Any", "Null")


def named_kind(kind: str) -> Type:
    """The type of a kind by name, ``Any`` where there is none of that name."""
    return BUILTIN_TYPES.get(kind, ANY)


def join(types: Iterable[Type]) -> Type:
    """The narrowest type the checker has for a value of one or the other; null adds nothing."""
    return reduce(_join, types, NULL)


def _join(one: Type, other: Type) -> Type:
    if one.kind == "Null" or one == other:
        return other if one.kind == "Null" else one
    if other.kind == "Null":
        return one
    if one.kind != other.kind:
        return ANY
    if one.kind in ("list", "range"):
        item = join((one.item, other.item))
        return Type(one.kind, (item,)) if not is_open(item) else Type(one.kind)
    if one.kind == "context" and one.labels == other.labels:
        return Type("context", tuple(map(_join, one.parts, other.parts)), one.labels)
    return Type(one.kind)


def items_of(kind: Type) -> Type:
    """What one meets when walking over a value: the items of a list or a range, else the value itself."""
    if kind.kind in ("list", "range"):
        return kind.item
    return kind


def knows_members(kind: Type) -> bool:
    """Is it a context whose members are all known by name?"""
    return kind.kind == "context" and bool(kind.labels)


def labels_in(kind: Type, depth: int = 8) -> Iterator[str]:
    """The names of all members in a type, however deep."""
    yield from kind.labels
    if depth:
        for part in kind.parts:
            yield from labels_in(part, depth - 1)


def worded(kind: Type) -> Text:
    """The type for a reader: ``数字（number）``, ``number``."""
    text = str(kind)
    if len(text) > 60:
        text = kind.kind
    return Text(f"{_WORDS.get(kind.kind, kind.kind)}（{text}）", text)
