"""Bundles as shipped: which items they join, in which order, with which questions of their own.

Three matters of life and business and one theme of construction projects. Their items are those of ``reference.modelled``;
codes and promises are the demo's own, the items that are joined and their order real.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from onedoor.reference.modelled import modelled_item

NAMES = ("company-start-up", "open-a-restaurant", "newborn", "private-industrial-building")


def shipped_bundle(name: str) -> dict[str, Any]:
    """The bundle as shipped; ``content`` is what ``catalogue.bundles.BundleDefinition`` reads.

    Items stand there by their codes, lead departments by the keys that ``modelled_item`` has for them too.
    """
    if name not in NAMES:
        raise KeyError(name)
    loaded: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_bytes())
    content = dict(loaded["content"])
    content["parts"] = [_part(each) for each in content["parts"]]
    return {**loaded, "content": content}


def items_of(name: str) -> tuple[str, ...]:
    """The names of the modelled items that a shipped bundle joins."""
    if name not in NAMES:
        raise KeyError(name)
    loaded = json.loads(files(__name__).joinpath(f"{name}.json").read_bytes())
    return tuple(each["item"] for each in loaded["content"]["parts"])


def _part(of: dict[str, Any]) -> dict[str, Any]:
    item = modelled_item(of["item"])
    return {"lead": item["department"], **of, "item": item["code"]}
