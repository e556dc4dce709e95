"""The national columns: required ones that are empty, codes that their lists do not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.reference.elements import ItemElement, item_elements
from onedoor.text import Text

# Told by the item itself; and contacts, fees, conditions and special procedures, which have checks of their own.
_ELSEWHERE = frozenset(
    {
        *("catalog_code", "task_code", "task_type", "task_state", "task_version"),
        *("dept_name", "dept_code", "link_way", "supervise_way", "is_fee"),
        *("accept_condition", "special_procedure"),
    }
)


def columns(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """Of each group the required columns that are empty, and every value that is no code of its list."""
    record = definition.record
    empty: dict[str, list[Text]] = {}
    for element in _columns():
        if not context.tells(element.column):
            continue
        value = record.get(element.column)
        if value in (None, "", [], ()):
            if element.required and element.column not in _ELSEWHERE and _applies(element, definition):
                empty.setdefault(element.group, []).append(element.name)
        elif element.codes:
            several = value if isinstance(value, (list, tuple)) else [value]
            wrong = [str(each) for each in several if str(each) not in element.codes]
            if wrong:
                allowed = "、".join(f"{code} {each.label.zh}" for code, each in element.codes.items())
                yield Found(
                    "item.code_value",
                    f"record.{element.column}",
                    Text(
                        f"“{'、'.join(wrong)}”不是：{allowed}", f"“{', '.join(wrong)}” is none of {allowed}"
                    ),
                )
    for group, names in empty.items():
        words = Text("、".join(each.zh for each in names), ", ".join(each.en for each in names))
        yield Found("item.columns_empty", f"record.{group}", words)


def _applies(element: ItemElement, definition: ItemDefinition) -> bool:
    """Place and hours are for those who come; other checks see to them where somebody has to."""
    return element.column not in ("transact_addr", "transact_time") or definition.visits == 0


@cache
def _columns() -> tuple[ItemElement, ...]:
    return tuple(each for each in item_elements().values() if not each.path and each.group != "exchange")
