"""基本目录 to 实施清单: what is inherited and locked, and what a lower level fills in itself.

The basic catalogue keeps its part of an item by the same names as an item's content does: ``name``, ``basis``,
``statutory_limit`` and, in ``record``, the locked columns that the definition has no place of its own for. The type of the
item is a column of the entry itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.tenancy.hashing import canonical_json
from onedoor.reference.elements import ItemElement, item_elements
from onedoor.text import Text

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A locked element that an item holds otherwise than the basic catalogue does."""

    element: ItemElement
    found: Any
    expected: Any


def locked_keys() -> tuple[str, ...]:
    """The keys of an item's content that are inherited whole."""
    return tuple(dict.fromkeys(each.path.split(".")[0] for each in _locked() if each.path))


def locked_columns() -> tuple[str, ...]:
    """The columns of an item's record that are inherited."""
    return tuple(each.column for each in _locked() if not each.path and each.column not in _OF_THE_ENTRY)


def inherit(content: Content, basic: Content) -> dict[str, Any]:
    """The content with every locked element as the basic catalogue has it; the rest is left as it is."""
    kept = dict(content)
    for key in locked_keys():
        if basic.get(key) is None:
            kept.pop(key, None)
        else:
            kept[key] = basic[key]
    record = dict(content.get("record", {}))
    given = basic.get("record", {})
    for column in locked_columns():
        record.pop(column, None)
        if column in given:
            record[column] = given[column]
    return {**kept, "record": record} if record else {k: v for k, v in kept.items() if k != "record"}


def differences(content: Content, basic: Content) -> list[Difference]:
    """四级四同: the locked elements in which the content is not what the basic catalogue says."""
    found: dict[str, Difference] = {}
    for element in _locked():
        if element.column in _OF_THE_ENTRY:
            continue
        key = element.path.split(".")[0]
        ours, theirs = (_part(each, key, element.column) for each in (content, basic))
        if _canonical(ours) != _canonical(theirs):
            found.setdefault(key or element.column, Difference(element, ours, theirs))
    return list(found.values())


# Told by the entry itself, not by its content.
_OF_THE_ENTRY = ("catalog_code", "task_type")


def _locked() -> list[ItemElement]:
    return [each for each in item_elements().values() if each.locked]


def _part(content: Content, key: str, column: str) -> Any:
    return content.get(key) if key else content.get("record", {}).get(column)


def _canonical(value: Any) -> str:
    """Words in one language are the same words in both."""
    if isinstance(value, str) or (isinstance(value, Mapping) and "zh" in value):
        text = Text.of(value)
        return canonical_json({"zh": text.zh.strip()})
    return canonical_json(value)
