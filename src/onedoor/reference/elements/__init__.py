"""事项要素: the elements of implementation lists by their national column names (GB/T 39554.2-2020).

Four tables, as the national exchange has them: the item, its materials, its fees, its frequent questions. Code values
that no public text settles are what several systems use; they are read by label wherever a label is given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from onedoor.text import Text

TABLES = ("item", "material", "fee", "faq")


@dataclass(frozen=True, slots=True)
class ItemElement:
    """One column.

    ``kind``: ``text``, ``number``, ``date``, ``flag`` (0 or 1), ``code`` or ``codes`` (several). ``locked`` ones are inherited
    from the basic catalogue and the same everywhere. ``path`` is where a definition keeps it; empty: in its record, or told by
    the item and the exchange themselves. ``codes`` are the values by code.
    """

    column: str
    name: Text
    kind: str
    required: bool
    locked: bool
    group: str
    path: str
    codes: Mapping[str, CodeValue]


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value of a code: its label, and what it means inside (``means``, the label where there is nothing shorter)."""

    label: Text
    means: str


@cache
def item_elements(table: str = "item") -> Mapping[str, ItemElement]:
    """The columns of one of ``TABLES``, in their order."""
    if table not in TABLES:
        raise KeyError(table)
    lines = files(__name__).joinpath(f"{table}.tsv").read_text("utf-8").splitlines()[1:]
    found = [_element(line.split("\t")) for line in lines]
    return MappingProxyType({each.column: each for each in found})


def _element(cells: list[str]) -> ItemElement:
    column, zh, en, kind, required, locked, group, path, codes = cells
    values = _codes()[codes] if codes else MappingProxyType({})
    return ItemElement(column, Text(zh, en), kind, bool(required), bool(locked), group, path, values)


@cache
def _codes() -> Mapping[str, Mapping[str, CodeValue]]:
    loaded = json.loads(files(__name__).joinpath("codes.json").read_bytes())
    return {
        name: MappingProxyType(
            {
                code: CodeValue(Text.of(value), value.get("means") or value["zh"])
                for code, value in values.items()
            }
        )
        for name, values in loaded.items()
    }
