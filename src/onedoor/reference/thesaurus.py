"""Everyday words and what the catalogue calls them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from onedoor.reference.files import document


@cache
def thesaurus() -> Mapping[str, tuple[str, ...]]:
    """Everyday word to official terms, each a part of some item's name or a policy's."""
    entries: dict[str, tuple[str, ...]] = {}
    for entry in document("thesaurus.json"):
        for word in entry["words"]:
            entries[word] = (*entries.get(word, ()), *entry["terms"])
    return MappingProxyType(entries)
