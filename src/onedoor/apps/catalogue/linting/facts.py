"""An item as checks see it: its elements by their national names, as FEEL values.

Texts that are not there are "", numbers and flags null, several values a list; codes are their labels. What the source of a
definition does not tell at all is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.vocabulary import COLUMNS, ITEM, PART_FACTS, PARTS

if TYPE_CHECKING:
    from onedoor.apps.catalogue.linting.context import Context


def item_facts(definition: ItemDefinition, context: Context) -> dict[str, Any]:
    """The values of ``NAMES_OF["item"]``; those that the source does not tell are left out."""
    facts = {
        "事项编码": context.code,
        "实施主体": context.department,
        "事项类型": context.power_type,
        "基本编码": context.basic.code if context.basic else "",
    }
    record = definition.record
    for name, (_, key, read) in COLUMNS.items():
        if context.tells(key):
            facts[name] = read(record)
    for name, (_, key, read) in ITEM.items():
        if context.tells(key):
            facts[name] = read(definition)
    return facts


def parts_of(definition: ItemDefinition, of: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each part of a kind: its place, and its values by name."""
    key = PARTS[of]
    read = [(name, fact[2]) for name, fact in PART_FACTS[of].items()]
    for part in getattr(definition, of):
        yield f"{of}.{getattr(part, key)}", {name: each(part) for name, each in read}


def is_told(context: Context, of: str, name: str) -> bool:
    """Does the source of the definition tell this of parts at all? It says so by ``materials.name``, or ``materials.*`` for all."""
    fact = PART_FACTS[of].get(name)
    if fact is None or context.told is None:
        return True
    return context.tells(f"{of}.{fact[1]}") or context.tells(f"{of}.*")
