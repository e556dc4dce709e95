"""The data elements that the policies on offer and the items speak of, gathered from their own sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onedoor.apps.standards.enums import ValueKind
from onedoor.reference import modelled, policies


def shipped_elements() -> dict[str, dict[str, str]]:
    """Identifier -> the columns of ``DataElement``; where two sheets name one element, the item's wording holds."""
    found: dict[str, dict[str, str]] = {}
    for element in (*_of_policies(), *_of_items()):
        found[element["identifier"]] = {**found.get(element["identifier"], {}), **element}
    return found


def _of_policies() -> Iterator[dict[str, str]]:
    for code in policies.OFFERED:
        for fact in policies.sheet(code)["facts"]:
            yield _column(fact["element"], fact, ValueKind.of_sheet(fact["type"], fact.get("unit") or ""))


def _of_items() -> Iterator[dict[str, str]]:
    for name in modelled.NAMES:
        for element in modelled.modelled_item(name)["elements"]:
            column = _column(element["identifier"], element, element["kind"])
            yield {**column, "source": element.get("source", "")}


def _column(identifier: str, of: Mapping[str, Any], kind: str) -> dict[str, str]:
    return {
        "identifier": identifier,
        "name": of["name"]["zh"],
        "name_en": of["name"]["en"],
        "kind": kind,
        "unit": of.get("unit") or "",
    }
