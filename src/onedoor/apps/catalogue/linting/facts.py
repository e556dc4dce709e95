"""An item as checks see it: its elements by their national names, as FEEL values.

Texts that are not there are "", numbers and flags null, several values a list; codes are their labels. What the source of a
definition does not tell at all is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.engine.feel.types import BOOLEAN, NUMBER, STRING, Type, list_of
from onedoor.reference.elements import ItemElement, item_elements
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.linting.context import Context

Read = Callable[[Any], Any]
Fact = tuple[Type, str, Read]  # its type, the key by which a source tells it, and how it is read

# Of each collection: the table that has its national columns, and the field by which a part is known.
PARTS = {
    "materials": ("material", "id"),
    "fees": ("fee", "id"),
    "steps": ("", "id"),
    "questions": ("", "element"),
    "fields": ("", "element"),
    "review_points": ("", "id"),
}
_KINDS = {"text": STRING, "number": NUMBER, "date": STRING, "flag": BOOLEAN, "code": STRING, "codes": list_of(STRING)}  # fmt: skip


def item_facts(definition: ItemDefinition, context: Context) -> dict[str, Any]:
    """The values of ``NAMES_OF["item"]``; those that the source does not tell are left out."""
    facts = {
        "事项编码": context.code,
        "实施主体": context.department,
        "事项类型": context.power_type,
        "基本编码": context.basic.code if context.basic else "",
    }
    record = definition.record
    for name, (_, key, read) in _COLUMNS.items():
        if context.tells(key):
            facts[name] = read(record)
    for name, (_, key, read) in _ITEM.items():
        if context.tells(key):
            facts[name] = read(definition)
    return facts


def parts_of(definition: ItemDefinition, of: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each part of a kind: its place, and its values by name."""
    _, key = PARTS[of]
    read = [(name, fact[2]) for name, fact in _PART_FACTS[of].items()]
    for part in getattr(definition, of):
        yield f"{of}.{getattr(part, key)}", {name: each(part) for name, each in read}


def is_told(context: Context, of: str, name: str) -> bool:
    """Does the source of the definition tell this of parts at all? It says so by ``materials.name``, or ``materials.*`` for all."""
    fact = _PART_FACTS[of].get(name)
    if fact is None or context.told is None:
        return True
    return context.tells(f"{of}.{fact[1]}") or context.tells(f"{of}.*")


def _column(element: ItemElement) -> Fact:
    column, kind = element.column, _KINDS[element.kind]
    labels = {code: value.label.zh for code, value in element.codes.items()}

    def read(record: Mapping[str, Any]) -> Any:
        value = record.get(column)
        if element.kind == "flag":
            return {"1": True, "0": False}.get(str(value))
        if element.kind == "number":
            return _number(value)
        if element.kind == "codes":
            several = value if isinstance(value, (list, tuple)) else [value] if value else []
            return [labels.get(str(each), str(each)) for each in several]
        return "" if value is None else labels.get(str(value), str(value).strip())

    return kind, column, read


def _typed(element: ItemElement) -> Fact:
    """An element that a definition keeps in a place of its own."""
    kind = _KINDS[element.kind]
    labels = {value.means: value.label.zh for value in element.codes.values()}
    *path, last = element.path.split(".")

    def read(of: Any) -> Any:
        for each in path:
            of = getattr(of, each, None)
        value = getattr(of, last, None)
        return _plain(value, kind, labels)

    return kind, (path or [last])[0], read


def _plain(value: Any, kind: Type, labels: Mapping[str, str]) -> Any:
    if isinstance(value, Text):
        return value.zh.strip()
    if isinstance(value, bool) or kind == NUMBER:
        return value if isinstance(value, bool) else _number(value)
    if isinstance(value, (tuple, list)):
        return [labels.get(str(each), str(each)) for each in value]
    if isinstance(value, Enum):
        return labels.get(value.value, value.value)
    return "" if value is None else str(value)


def _number(value: Any) -> Decimal | None:
    text = str(value)
    return Decimal(text) if value is not None and text.isascii() and text.isdigit() else None


def _words(attribute: str) -> Fact:
    return STRING, attribute, lambda of: _plain(getattr(of, attribute), STRING, {})


def _count(attribute: str) -> Fact:
    return NUMBER, attribute, lambda of: Decimal(len(getattr(of, attribute)))


def _english(of: Any) -> str:
    return "" if of.name.en == of.name.zh else of.name.en


_COLUMNS: dict[str, Fact] = {
    each.name.zh: _column(each)
    for each in item_elements().values()
    if not each.path and each.group != "exchange" and each.name.zh not in ("事项类型", "实施主体", "基本编码")
}
_ITEM: dict[str, Fact] = {
    **{each.name.zh: _typed(each) for each in item_elements().values() if each.path},
    "英文名称": (STRING, "name.en", _english),
    "简介": _words("summary"),
    "主题": (list_of(STRING), "themes", lambda of: list(of.themes)),
    "日常说法": (list_of(STRING), "everyday", lambda of: list(of.everyday)),
    "可在线申请": (BOOLEAN, "flow", lambda of: of.can_apply),
    "材料数": _count("materials"),
    "表单项数": _count("fields"),
    "问题数": _count("questions"),
    "情形数": _count("situations"),
    "环节数": _count("steps"),
    "收费项数": _count("fees"),
    "审查要点数": _count("review_points"),
    "常见问题数": _count("faq"),
    "示例数": _count("examples"),
}
_PART_FACTS: dict[str, dict[str, Fact]] = {
    "materials": {
        **{each.name.zh: _typed(each) for each in item_elements("material").values() if each.path},
        "材料适用条件": _words("when"),
        "免提交方式": _words("waiver_method"),
        "免提交说明": _words("waiver"),
    },
    "fees": {
        **{each.name.zh: _typed(each) for each in item_elements("fee").values() if each.path},
        "收费金额": (NUMBER, "amount", lambda of: None if of.amount is None else Decimal(of.amount) / 100),
    },
    "steps": {
        "环节名称": _words("name"),
        "办理人": _words("handler"),
        "审查标准": _words("standard"),
        "办理结果": _words("result"),
    },
    "questions": {
        "问题": _words("text"),
        "问题类型": (STRING, "kind", lambda of: str(of.kind.value)),
        "问题提示": _words("hint"),
        "选项数": _count("options"),
    },
    "fields": {
        "表单项": _words("label"),
        "表单项类型": _words("kind"),
        "表单项提示": _words("hint"),
        "选项数": _count("options"),
    },
    "review_points": {
        "要点名称": _words("label"),
        "要点表达式": _words("expression"),
        "要点后果": _words("severity"),
        "要点依据": _words("basis"),
        "不满足时": _words("if_not"),
    },
}
_OF_ITEM = {name: fact[0] for name, fact in (_COLUMNS | _ITEM).items()}
_OF_ITEM |= dict.fromkeys(("事项编码", "实施主体", "事项类型", "基本编码"), STRING)

# The names that a check may use, with their types; of a part, its own and those of its item.
NAMES_OF: dict[str, dict[str, Type]] = {
    "item": _OF_ITEM,
    **{of: _OF_ITEM | {name: fact[0] for name, fact in facts.items()} for of, facts in _PART_FACTS.items()},
}

__all__ = ["NAMES_OF", "PARTS", "is_told", "item_facts", "parts_of"]
