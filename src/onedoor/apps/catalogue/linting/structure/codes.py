"""The item's code: its form, its body, its level."""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.engine.identifiers import parse_item_code
from onedoor.engine.identifiers.checked import Severity as Grade


def codes(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """A code that its scheme does not know, a body that fails its check, a level that is not the item's."""
    if not context.code:
        return
    checked = parse_item_code(context.code, "sichuan" if "-" in context.code else "national")
    for problem in checked.problems:
        code = "item.code_body" if problem.severity is Grade.WARNING else "item.code"
        yield Found(code, "record.task_code", problem.message, {"实施编码": context.code})
    level = checked.parts.get("level") if checked.ok else None
    if level and context.level and level != context.level:
        yield Found(
            "item.code_level", "record.use_level", example={"编码层级": level, "行使层级": context.level}
        )
