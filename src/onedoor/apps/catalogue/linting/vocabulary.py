"""The names that checks may use: national columns by their Chinese names, and a few counts."""

from __future__ import annotations

from decimal import Decimal

from onedoor.apps.catalogue.linting.readers import Fact, column, count, english, typed, words
from onedoor.engine.feel.types import BOOLEAN, NUMBER, STRING, Type, list_of
from onedoor.reference.elements import item_elements

# Of each collection the field by which a part is known.
PARTS = {
    "materials": "id",
    "fees": "id",
    "steps": "id",
    "questions": "element",
    "fields": "element",
    "review_points": "id",
}
# Told by the item's own row, and not by its content.
ROW = ("事项编码", "实施主体", "事项类型", "基本编码")
COLUMNS: dict[str, Fact] = {
    each.name.zh: column(each)
    for each in item_elements().values()
    if not each.path and each.group != "exchange" and each.name.zh not in ROW
}
ITEM: dict[str, Fact] = {
    **{each.name.zh: typed(each) for each in item_elements().values() if each.path},
    "英文名称": (STRING, "name.en", english),
    "简介": words("summary"),
    "主题": (list_of(STRING), "themes", lambda of: list(of.themes)),
    "日常说法": (list_of(STRING), "everyday", lambda of: list(of.everyday)),
    "可在线申请": (BOOLEAN, "flow", lambda of: of.can_apply),
    "材料数": count("materials"),
    "表单项数": count("fields"),
    "问题数": count("questions"),
    "情形数": count("situations"),
    "环节数": count("steps"),
    "收费项数": count("fees"),
    "审查要点数": count("review_points"),
    "常见问题数": count("faq"),
    "示例数": count("examples"),
}
PART_FACTS: dict[str, dict[str, Fact]] = {
    "materials": {
        **{each.name.zh: typed(each) for each in item_elements("material").values() if each.path},
        "材料适用条件": words("when"),
        "免提交方式": words("waiver_method"),
        "免提交说明": words("waiver"),
    },
    "fees": {
        **{each.name.zh: typed(each) for each in item_elements("fee").values() if each.path},
        "收费金额": (NUMBER, "amount", lambda of: None if of.amount is None else Decimal(of.amount) / 100),
    },
    "steps": {
        "环节名称": words("name"),
        "办理人": words("handler"),
        "审查标准": words("standard"),
        "办理结果": words("result"),
    },
    "questions": {
        "问题": words("text"),
        "问题类型": (STRING, "kind", lambda of: str(of.kind.value)),
        "问题提示": words("hint"),
        "选项数": count("options"),
    },
    "fields": {
        "表单项": words("label"),
        "表单项类型": words("kind"),
        "表单项提示": words("hint"),
        "选项数": count("options"),
    },
    "review_points": {
        "要点名称": words("label"),
        "要点表达式": words("expression"),
        "要点后果": words("severity"),
        "要点依据": words("basis"),
        "不满足时": words("if_not"),
    },
}
_OF_ITEM = {name: fact[0] for name, fact in (COLUMNS | ITEM).items()}
_OF_ITEM |= dict.fromkeys(ROW, STRING)

# The names that a check may use, with their types; of a part, its own and those of its item.
NAMES_OF: dict[str, dict[str, Type]] = {
    "item": _OF_ITEM,
    **{of: _OF_ITEM | {name: fact[0] for name, fact in facts.items()} for of, facts in PART_FACTS.items()},
}
