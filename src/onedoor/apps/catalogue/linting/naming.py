"""Places of a definition in words: ``materials.M1.name`` is “材料 M1 营业执照”."""

from __future__ import annotations

from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.wording import COLLECTIONS, NAMES, SINGLE
from onedoor.reference.elements import item_elements
from onedoor.text import Text

GROUPS = {
    "identity": Text("标识", "Identity"),
    "power": Text("权力", "Power"),
    "handling": Text("办理", "Handling"),
    "limit": Text("时限", "Limits"),
    "place": Text("地点", "Place"),
    "online": Text("网上办理", "Online"),
    "contact": Text("联系方式", "Contact"),
    "fee": Text("收费", "Fees"),
    "result": Text("结果", "Result"),
    "topic": Text("主题", "Topics"),
}
_RECORD = Text("要素", "Elements")


def where(definition: ItemDefinition, place: str) -> Text:
    """The place in words, with the name of the part where it has one."""
    first, _, rest = place.partition(".")
    if first == "record":
        column = item_elements().get(rest)
        return column.name if column else GROUPS.get(rest, _RECORD)
    if first not in COLLECTIONS or not rest:
        return SINGLE.get(first) or (COLLECTIONS[first][0] if first in COLLECTIONS else Text.of(first))
    label, key = COLLECTIONS[first]
    identifier, _, member = rest.partition(".")
    part = next((each for each in getattr(definition, first) if str(getattr(each, key)) == identifier), None)
    name = _name(definition, part) or Text.of(identifier)
    inside = NAMES.get(member) if member not in ("", "name", "label", "text") else None
    words = Text(f"{label.zh}“{name.zh}”", f"{label.en} “{name.en}”")
    return Text(f"{words.zh}的{inside.zh}", f"{words.en}, {inside.en}") if inside else words


def _name(definition: ItemDefinition, part: Any) -> Text | None:
    for attribute in ("name", "label", "text"):
        found = getattr(part, attribute, None)
        if isinstance(found, Text):
            return found
    return None
