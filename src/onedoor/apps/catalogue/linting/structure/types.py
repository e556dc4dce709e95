"""The types of an item's data elements, as the checker of rules knows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onedoor.apps.catalogue.definition import Field, ItemDefinition, Question
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.feel.types import BOOLEAN, DATE, LIST, NUMBER, STRING, Type, list_of

_TYPES = {
    ValueKind.MONEY: NUMBER,
    ValueKind.NUMBER: NUMBER,
    ValueKind.RATIO: NUMBER,
    ValueKind.DECIMAL: NUMBER,
    ValueKind.BOOLEAN: BOOLEAN,
    ValueKind.CODE: STRING,
    ValueKind.TEXT: STRING,
    ValueKind.DATE: DATE,
    ValueKind.MONEY_LIST: list_of(NUMBER),
    ValueKind.RECORDS: LIST,
}


def types_of(definition: ItemDefinition) -> dict[str, Type]:
    """The types of the elements by the names that expressions use; a choice allows its options alone."""
    options: dict[str, set[str]] = {}
    asking: list[Field | Question] = [*definition.fields, *definition.questions]
    for each in asking:
        if each.options:
            options.setdefault(each.element, set()).update(value for value, _ in each.options)
    found = {}
    for identifier, element in definition.elements.items():
        kind, allowed = _TYPES[element.kind], options.get(identifier)
        if allowed and kind == STRING:
            kind = replace(kind, allowed=_among(frozenset(allowed)))
        found[element.name.zh] = kind
    return found


def _among(allowed: frozenset[str]) -> Any:
    return lambda value: value in allowed
