"""Values as plain parts and as JSON. Numbers keep their digits; none goes through a float."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from onedoor.engine.feel.functions.conversion import format_number, to_text
from onedoor.engine.feel.values import Unknown

_INDENT = "  "


def as_plain(value: Any) -> Any:
    """A FEEL value of plain parts: an unknown one is ``{"unknown": [the facts it lacks]}``, moments are texts."""
    if value is None or isinstance(value, (bool, str, Decimal)):
        return value
    if isinstance(value, Unknown):
        return {"unknown": sorted(value.facts)}
    if isinstance(value, list):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: as_plain(item) for key, item in value.items()}
    return to_text(value)


def to_json(value: Any) -> str:
    """Plain parts (mappings, lists, texts, decimals, whole numbers, booleans, None) as JSON, indented."""
    return "".join(_written(value, "\n"))


def _written(value: Any, newline: str) -> Iterator[str]:
    if isinstance(value, Decimal):
        yield format_number(value)
    elif isinstance(value, Mapping) and value:
        yield from _enclosed(
            "{}", newline, [(f"{json.dumps(str(k), ensure_ascii=False)}: ", v) for k, v in value.items()]
        )
    elif isinstance(value, (list, tuple)) and value:
        yield from _enclosed("[]", newline, [("", item) for item in value])
    elif isinstance(value, (Mapping, list, tuple)):
        yield "{}" if isinstance(value, Mapping) else "[]"
    else:
        yield json.dumps(value, ensure_ascii=False)


def _enclosed(brackets: str, newline: str, items: list[tuple[str, Any]]) -> Iterator[str]:
    inner = newline + _INDENT
    yield brackets[0]
    for number, (label, item) in enumerate(items):
        yield f"{',' if number else ''}{inner}{label}"
        yield from _written(item, inner)
    yield f"{newline}{brackets[1]}"
