"""One part of an item's content put in, taken out, moved; the rest is left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.apps.catalogue.wording import KEYS
from onedoor.errors import Conflict, NotFound
from onedoor.text import Text

Content = Mapping[str, Any]
MOST_PARTS = 200


def parts(content: Content, collection: str) -> list[dict[str, Any]]:
    """The parts of a collection, each with the key by which it is told apart."""
    key, prefix = KEYS[collection]
    found = []
    for place, each in enumerate(content.get(collection, ()), 1):
        part = {"name": each} if isinstance(each, str) else dict(each)
        if prefix and not part.get(key):
            part[key] = f"{prefix}{place}"
        found.append(part)
    return found


def part_of(content: Content, collection: str, key: str) -> dict[str, Any]:
    """The part of that key; ``NotFound`` "item.no_part" where there is none."""
    return parts(content, collection)[_place(content, collection, key)]


def with_part(content: Content, collection: str, part: Mapping[str, Any], key: str = "") -> dict[str, Any]:
    """The content with the part in the place of the one of that ``key``, or at the end.

    Two parts of one key are refused (``Conflict`` "item.part_twice").
    """
    held = parts(content, collection)
    place = _place(content, collection, key) if key else len(held)
    name = part_key(collection, part)
    if any(part_key(collection, each) == name for at, each in enumerate(held) if at != place):
        raise Conflict(
            "item.part_twice",
            found=name,
            where=collection,
            mend=Text(
                "换一个标识，或修改已有的那一项。", "Take another identifier, or change the one there is."
            ),
        )
    if place >= MOST_PARTS:
        raise Conflict(
            "item.too_many_parts", found=str(place + 1), expected=f"<= {MOST_PARTS}", where=collection
        )
    held[place : place + 1] = [dict(part)]
    return {**content, collection: held}


def without_part(content: Content, collection: str, key: str) -> dict[str, Any]:
    held = parts(content, collection)
    del held[_place(content, collection, key)]
    return {**content, collection: held}


def moved_part(content: Content, collection: str, key: str, by: int) -> dict[str, Any]:
    """The part stands ``by`` places further on (less than 0: further up), and never beyond an end."""
    held = parts(content, collection)
    place = _place(content, collection, key)
    part = held.pop(place)
    held.insert(min(max(place + by, 0), len(held)), part)
    return {**content, collection: held}


def next_key(content: Content, collection: str) -> str:
    """A key that no part of the collection has yet; empty where people choose it themselves."""
    _, prefix = KEYS[collection]
    if not prefix:
        return ""
    taken = {part_key(collection, each) for each in parts(content, collection)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{prefix}{number}") not in taken)


def part_key(collection: str, part: Mapping[str, Any]) -> str:
    """What tells the part apart from the others of its collection, as text."""
    key, _ = KEYS[collection]
    value = part.get(key, "")
    return Text.of(value).zh if isinstance(value, Mapping) else str(value)


def _place(content: Content, collection: str, key: str) -> int:
    for place, each in enumerate(parts(content, collection)):
        if part_key(collection, each) == key:
            return place
    raise NotFound("item.no_part", found=key, where=collection)
