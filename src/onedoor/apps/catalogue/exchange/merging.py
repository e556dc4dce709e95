"""What a file says of an item laid over what the house has: the file's words where it speaks, the house's where it is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onedoor.apps.catalogue.editing import parts
from onedoor.apps.catalogue.exchange.entries import Content, Entry
from onedoor.apps.catalogue.wording import KEYS
from onedoor.text import Text

# Where a part's name is asked for to find it again.
_NAMES = ("name", "question", "label", "text")


def merged(held: Mapping[str, Any] | None, entry: Entry) -> Content:
    """The content that the item would have; the file's alone where the house has none or the file is whole."""
    if entry.covered is None or held is None:
        return dict(entry.content)
    content = _laid_over(held, entry.content, entry.covered.get("", ()))
    if kept := [each for each in held.get("objects", ()) if each in entry.unspoken]:
        given = content.get("objects", [])
        # In the order in which they stood, so that nothing seems to have changed.
        before = [each for each in held["objects"] if each in given or each in kept]
        content["objects"] = [*before, *(each for each in given if each not in before)]
    for collection, paths in entry.covered.items():
        if not collection:
            continue
        given = entry.content.get(collection, [])
        joined = _parts(held, given, collection, paths)
        if joined:
            content[collection] = joined
        else:
            content.pop(collection, None)
    if "questions" in entry.covered:
        content = _with_elements(content, entry.content.get("elements", ()))
    return content


def _laid_over(held: Mapping[str, Any], given: Mapping[str, Any], paths: Iterable[str]) -> Content:
    content = dict(held)
    record = dict(held.get("record", {}))
    said = given.get("record", {})
    for path in paths:
        top, _, column = path.partition(".")
        if top == "record":
            record.pop(column, None)
            if column in said:
                record[column] = said[column]
        elif top in given:
            content[top] = _kept(held.get(top), given[top])
        else:
            content.pop(top, None)
    content.pop("record", None)
    return {**content, "record": record} if record else content


def _parts(
    held: Mapping[str, Any], given: Sequence[Mapping[str, Any]], collection: str, paths: tuple[str, ...]
) -> list[Content]:
    """The given parts in their order, each over the one it was before: of the same identifier, else of the same name."""
    key, prefix = KEYS[collection]
    before = parts(held, collection)
    by_key = {str(each.get(key)): each for each in before if prefix or key == "element"}
    by_name: dict[str, Content] = {}
    for each in before:
        by_name.setdefault(_name(each), each)
    used: set[int] = set()
    found: list[Content] = []
    for part in given:
        old = by_key.get(str(part[key])) if part.get(key) and key != "question" else by_name.get(_name(part))
        if old is None or id(old) in used:
            found.append(dict(part))
            continue
        used.add(id(old))
        found.append(_part_over(old, part, paths))
    return _numbered(found, key, prefix) if prefix and before else found


def _part_over(old: Content, part: Mapping[str, Any], paths: tuple[str, ...]) -> Content:
    joined = {name: value for name, value in old.items() if name not in paths}
    if "necessity" in paths:
        joined.pop("required", None)
    return joined | {name: _kept(old.get(name), value) for name, value in part.items()}


def _numbered(found: list[Content], key: str, prefix: str) -> list[Content]:
    """Every part with an identifier: situations call the old ones by theirs, so new ones take none of those."""
    taken = {str(each[key]) for each in found if each.get(key)}
    for each in found:
        if not each.get(key):
            each[key] = next(name for n in range(1, len(found) + 2) if (name := f"{prefix}{n}") not in taken)
            taken.add(each[key])
    return found


def _name(part: Mapping[str, Any]) -> str:
    value = next((part[name] for name in _NAMES if part.get(name)), "")
    return Text.of(value).zh


def _kept(before: Any, now: Any) -> Any:
    """Words that are the same in Chinese keep their English."""
    if isinstance(before, Mapping) and "zh" in before and before["zh"] == now:
        return before
    if isinstance(before, list) and isinstance(now, list) and now and isinstance(now[0], dict):
        labels = {str(each.get("value")): each for each in before if isinstance(each, Mapping)}
        return [
            {**each, "label": _kept(labels.get(str(each.get("value")), {}).get("label"), each.get("label"))}
            for each in now
        ]
    if isinstance(before, Mapping) and isinstance(now, Mapping) and "unit" not in now:
        return {**before, **{name: _kept(before.get(name), value) for name, value in now.items()}}
    return now


def _with_elements(content: Content, given: Iterable[Mapping[str, Any]]) -> Content:
    elements = [dict(each) for each in content.get("elements", ())]
    by_identifier = {each["identifier"]: each for each in elements}
    for each in given:
        if each["identifier"] not in by_identifier:
            elements.append(dict(each))
            continue
        old = by_identifier[each["identifier"]]
        old |= {name: _kept(old.get(name), value) for name, value in each.items()}
    return {**content, "elements": elements} if elements else content
