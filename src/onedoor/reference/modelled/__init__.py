"""Items modelled whole: situations, form, materials, review points, examples. Their codes are the demo's own.

The departments, limits and legal bases are real; the codes follow GB/T 39554.1-2020 in shape, but no
authority has given them out. What several items share stands once: data elements in ``elements.tsv``, documents in
``documents.json``, what is the same of every item of the hall in ``record.json``.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from onedoor.reference.modelled.names import NAMES

__all__ = ["NAMES", "modelled_item"]


def modelled_item(name: str) -> dict[str, Any]:
    """The item as shipped; ``content`` is what ``catalogue.definition.ItemDefinition`` reads."""
    if name not in NAMES:
        raise KeyError(name)
    loaded: dict[str, Any] = _json(f"{name}.json")
    elements = [_elements()[identifier] for identifier in loaded["elements"]]
    content = {**loaded["content"], "elements": elements, "record": _record(loaded)}
    if "materials" in content:
        content["materials"] = [_material(each) for each in content["materials"]]
    # What is shared is read once; a caller may change what it was given.
    return deepcopy({**loaded, "elements": elements, "content": content})


def _material(of: dict[str, Any]) -> dict[str, Any]:
    """A material whole: ``use`` names a document that several items ask for; its own words win."""
    kind = of.get("use")
    if kind is None:
        return of
    own = {key: value for key, value in of.items() if key != "use"}
    return {"id": kind, "kind": kind, **_documents()[kind], **own}


def _record(of: dict[str, Any]) -> dict[str, Any]:
    """The elements of the implementation list: the hall's, those that follow from the item, and the item's own."""
    code, content = of["code"], of["content"]
    steps = " → ".join(each["name"]["zh"] for each in content.get("steps", ()))
    return {
        **_hall(),
        "catalog_code": code[19:31],
        "use_level": [code[18]],
        "handle_flow": steps,
        "is_fee": "1" if content.get("fees") else "0",
        **content.get("record", {}),
    }


@cache
def _elements() -> dict[str, dict[str, Any]]:
    """Every data element that the items speak of, once, by identifier."""
    lines = files(__name__).joinpath("elements.tsv").read_text("utf-8").splitlines()[1:]
    found = {}
    for line in lines:
        identifier, zh, en, kind, unit, source = line.split("\t")
        element = {"identifier": identifier, "name": {"zh": zh, "en": en}, "kind": kind}
        found[identifier] = {**element, **({"unit": unit} if unit else {}), "source": source}
    return found


@cache
def _documents() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = _json("documents.json")
    return loaded


@cache
def _hall() -> dict[str, Any]:
    loaded: dict[str, Any] = _json("record.json")
    return loaded


def _json(name: str) -> Any:
    return json.loads(files(__name__).joinpath(name).read_bytes())
