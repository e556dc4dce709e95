"""Real service items 政务服务事项: the facts of them, not their prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from onedoor.engine.calendars import Limit, Unit
from onedoor.reference.files import lines


@dataclass(frozen=True, slots=True)
class Item:
    """One item as published. What the source leaves open is ``None`` or empty.

    ``code`` obeys the identifier scheme ``scheme``; ``level`` is the exercise level 1 to 6;
    ``catalogue`` the main item it belongs to; ``terms`` are everyday words given by the authority.
    """

    code: str
    scheme: str
    name: str
    catalogue: str
    department: str
    region: str
    level: str
    type: str
    terms: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    statutory: Limit | None = None
    promised: Limit | None = None
    visits: int | None = None
    online: bool | None = None
    materials: tuple[str, ...] = ()


@cache
def items() -> Mapping[str, Item]:
    """Items by code: Guangdong province and Guangzhou with limits and materials, Guang'an by name."""
    found = [_item(entry, "national") for entry in lines("items_guangdong.jsonl")]
    found += [_item(entry, "sichuan") for entry in lines("items_guangan.jsonl")]
    return MappingProxyType({item.code: item for item in found})


def _item(entry: Mapping[str, Any], scheme: str) -> Item:
    return Item(
        code=entry["code"],
        scheme=scheme,
        name=entry["name"],
        catalogue=entry.get("catalogue", entry["name"]),
        department=entry["department"],
        region=entry["region"],
        level=entry["level"],
        type=entry["type"],
        terms=tuple(entry.get("terms", ())),
        themes=tuple(entry.get("themes", ())),
        objects=tuple(entry.get("objects", ())),
        statutory=_limit(entry.get("statutory")),
        promised=_limit(entry.get("promised")),
        visits=entry.get("visits"),
        online=entry.get("online"),
        materials=tuple(entry.get("materials", ())),
    )


def _limit(pair: list[Any] | None) -> Limit | None:
    return Limit(pair[0], Unit(pair[1])) if pair else None
