"""四级四同: name, code, type and basis as the basic catalogue has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.inheritance import differences
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.text import Text


def uniform(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """Every locked element that is not what the claimed entry of the basic catalogue says."""
    basic = context.basic
    if basic is None:
        return
    for each in differences(context.content, basic.content):
        place = each.element.path.split(".")[0] or f"record.{each.element.column}"
        yield _found(place, each.element.name, _shown(each.found), _shown(each.expected))
    if context.power_type and context.power_type != basic.power_type:
        yield _found("record.task_type", Text("事项类型", "Item type"), context.power_type, basic.power_type)
    own = context.code[19:31]
    if len(context.code) in (31, 33) and own != basic.code:
        yield _found("record.catalog_code", Text("基本编码", "Basic code"), own, basic.code)


def _found(place: str, name: Text, found: str, expected: str) -> Found:
    what = Text(
        f"{name.zh}：此处为“{found}”，基本目录为“{expected}”",
        f"{name.en}: here “{found}”, in the basic catalogue “{expected}”",
    )
    return Found("item.not_uniform", place, what)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("zh") or " ".join(str(each) for each in value.values()))
    return "" if value is None else str(value)
