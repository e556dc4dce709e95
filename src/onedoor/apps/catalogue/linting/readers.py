"""How one fact is read off a definition, or off the record of its other columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from onedoor.engine.feel.types import BOOLEAN, NUMBER, STRING, Type, list_of
from onedoor.reference.elements import ItemElement
from onedoor.text import Text

Read = Callable[[Any], Any]
Fact = tuple[Type, str, Read]  # its type, the key by which a source tells it, and how it is read

KINDS = {"text": STRING, "number": NUMBER, "date": STRING, "flag": BOOLEAN, "code": STRING, "codes": list_of(STRING)}  # fmt: skip


def column(element: ItemElement) -> Fact:
    """A column that a definition keeps in its record."""
    kind = KINDS[element.kind]
    labels = {code: value.label.zh for code, value in element.codes.items()}

    def read(record: Mapping[str, Any]) -> Any:
        value = record.get(element.column)
        if element.kind == "flag":
            return {"1": True, "0": False}.get(str(value))
        if element.kind == "number":
            return _number(value)
        if element.kind == "codes":
            several = value if isinstance(value, (list, tuple)) else [value] if value else []
            return [labels.get(str(each), str(each)) for each in several]
        return "" if value is None else labels.get(str(value), str(value).strip())

    return kind, element.column, read


def typed(element: ItemElement) -> Fact:
    """An element that a definition keeps in a place of its own."""
    kind = KINDS[element.kind]
    labels = {value.means: value.label.zh for value in element.codes.values()}
    *path, last = element.path.split(".")

    def read(of: Any) -> Any:
        for each in path:
            of = getattr(of, each, None)
        value = getattr(of, last, None)
        return _plain(value, kind, labels)

    return kind, (path or [last])[0], read


def _plain(value: Any, kind: Type, labels: Mapping[str, str]) -> Any:
    if isinstance(value, Text):
        return value.zh.strip()
    if isinstance(value, bool) or kind == NUMBER:
        return value if isinstance(value, bool) else _number(value)
    if isinstance(value, (tuple, list)):
        return [labels.get(str(each), str(each)) for each in value]
    if isinstance(value, Enum):
        return labels.get(value.value, value.value)
    return "" if value is None else str(value)


def _number(value: Any) -> Decimal | None:
    text = str(value)
    return Decimal(text) if value is not None and text.isascii() and text.isdigit() else None


def words(attribute: str) -> Fact:
    return STRING, attribute, lambda of: _plain(getattr(of, attribute), STRING, {})


def count(attribute: str) -> Fact:
    return NUMBER, attribute, lambda of: Decimal(len(getattr(of, attribute)))


def english(of: Any) -> str:
    return "" if of.name.en == of.name.zh else of.name.en
