"""The sections of an item, and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.enums import (
    CopyKind,
    MaterialSource,
    Medium,
    Necessity,
    QuestionKind,
    ServiceObject,
    Waiver,
)
from onedoor.apps.catalogue.wording import COLLECTIONS, NAMES, SINGLE
from onedoor.apps.standards.enums import ValueKind
from onedoor.pages.studio.inputs import Input, of_enum
from onedoor.reference.elements import item_elements
from onedoor.text import Text

FEEL = Text(
    "FEEL 条件，用数据元的名称书写，例如：经营场所面积 > 300。留空表示总是适用。",
    "A FEEL condition over the names of data elements, such as 经营场所面积 > 300. Empty: always.",
)
OPTIONS = Text("每行一个：值 | 中文 | 英文", "One a line: value | Chinese | English")
PAIRS = Text("每行一个：数据元标识 = 值", "One a line: data element = value")
SEVERITIES = (
    ("veto", Text("不满足即不予", "refused if not met")),
    ("correct", Text("要求补正", "to be corrected")),
    ("note", Text("提请人工核实", "to be looked at")),
)
FIELD_KINDS = (
    ("text", Text("文字", "text")),
    ("number", Text("数字", "number")),
    ("money", Text("金额", "money")),
    ("ratio", Text("比例", "ratio")),
    ("decimal", Text("小数", "decimal")),
    ("boolean", Text("是或否", "yes or no")),
    ("choice", Text("选一项", "choice")),
    ("date", Text("日期", "date")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of part of an item: its name in addresses, what people call it, and the inputs of one part."""

    slug: str
    collection: str
    title: Text
    one: Text


SECTIONS = {
    each.slug: each
    for each in (
        Section("elements", "elements", Text("数据元", "Data elements"), Text("数据元", "data element")),
        Section("questions", "questions", Text("情形问题", "Questions"), Text("情形问题", "question")),
        Section("situations", "situations", Text("情形", "Situations"), Text("情形", "situation")),
        Section("materials", "materials", Text("材料", "Materials"), Text("材料", "material")),
        Section("fields", "fields", Text("表单", "Form"), Text("表单项", "form field")),
        Section(
            "review-points",
            "review_points",
            Text("审查要点", "Review points"),
            Text("审查要点", "review point"),
        ),
        Section("steps", "steps", Text("办理环节", "Steps"), Text("办理环节", "step")),
        Section("fees", "fees", Text("收费", "Fees"), Text("收费项目", "fee")),
        Section(
            "options",
            "options",
            Text("业务办理项", "Handling options"),
            Text("业务办理项", "handling option"),
        ),
        Section("faq", "faq", Text("常见问题", "Frequent questions"), Text("常见问题", "frequent question")),
        Section("examples", "examples", Text("示例", "Examples"), Text("示例", "example")),
    )
}

BASICS = (
    Input("name", SINGLE["name"], "words", required=True),
    Input("summary", SINGLE["summary"], "lines"),
    Input("basis", SINGLE["basis"], "lines"),
    Input("statutory_limit", SINGLE["statutory_limit"], "limit"),
    Input("promised_limit", SINGLE["promised_limit"], "limit"),
    Input("visits", SINGLE["visits"], "number", otherwise=0),
    Input("result_name", SINGLE["result_name"], "words"),
    Input(
        "everyday",
        SINGLE["everyday"],
        "list",
        hint=Text("每行一个，百姓平常怎么说", "One a line: what people say"),
    ),
    Input("themes", SINGLE["themes"], "list", hint=Text("每行一个", "One a line")),
)


def basics() -> tuple[Input, ...]:
    """What an item says of itself as a whole."""
    return (*BASICS, Input("objects", SINGLE["objects"], "choices", options=of_enum(ServiceObject)))


def record_inputs() -> dict[str, list[Input]]:
    """The other elements of the national list, by group; those that the house tells itself are left out."""
    groups: dict[str, list[Input]] = {}
    for element in item_elements().values():
        if element.path or element.group in ("identity", "exchange") or element.locked:
            continue
        kind = {"flag": "choice", "code": "choice", "codes": "choices"}.get(element.kind, "text")
        if element.kind == "text":
            kind = "long" if element.column in LONG else "text"
        options = tuple((code, value.label) for code, value in element.codes.items())
        if kind in ("choice", "choices") and not options:
            kind = "list"
        groups.setdefault(element.group, []).append(
            Input(
                element.column,
                element.name,
                kind,
                options=options,
                hint=REQUIRED if element.required else None,
            )
        )
    return groups


LONG = {
    "accept_condition",
    "handle_flow",
    "transact_addr",
    "transact_time",
    "link_way",
    "supervise_way",
    "special_procedure",
}
REQUIRED = Text("国家标准要求填写", "required by the national standard")
GROUPS = {
    "power": Text("权力和主体", "Power and body"),
    "handling": Text("办理方式", "Handling"),
    "limit": Text("时限说明", "Limits"),
    "online": Text("网上办理", "Online"),
    "place": Text("地点和现场", "Place"),
    "fee": Text("收费", "Fees"),
    "contact": Text("咨询投诉", "Contact"),
    "result": Text("结果", "Result"),
    "topic": Text("主题分类", "Topics"),
}


def inputs_of(section: Section, content: Mapping[str, Any]) -> tuple[Input, ...]:
    """The inputs of one part; choices among the item's own parts are taken from its content, if it has any."""
    every = _inputs(section, content)
    return tuple(each for each in every if each.kind != "choices" or each.options)


def _inputs(section: Section, content: Mapping[str, Any]) -> tuple[Input, ...]:
    elements = tuple(
        (each["identifier"], Text(Text.of(each["name"]).zh, Text.of(each["name"]).en))
        for each in content.get("elements", ())
    )
    element = Input("element", NAMES["element"], "choice", required=True, options=elements)
    when = Input("when", NAMES["when"], "feel", hint=FEEL)
    match section.collection:
        case "elements":
            return (
                Input("identifier", NAMES["id"], required=True),
                Input("name", NAMES["name"], "words", required=True),
                Input("kind", NAMES["kind"], "choice", required=True, options=of_enum(ValueKind)),
                Input("unit", Text("单位", "unit")),
                Input("source", NAMES["source"]),
            )
        case "questions":
            return (
                element,
                Input("text", NAMES["text"], "words", required=True),
                Input("kind", NAMES["kind"], "choice", required=True, options=of_enum(QuestionKind)),
                Input("options", NAMES["options"], "options", hint=OPTIONS),
                Input("hint", NAMES["hint"], "lines"),
                Input("least", NAMES["least"]),
                Input("most", NAMES["most"]),
                Input("when", NAMES["when"], "feel", hint=FEEL),
            )
        case "situations":
            return _situation(content, when)
        case "materials":
            return _material(elements, when)
        case "fields":
            return (
                element,
                Input("label", NAMES["label"], "words", required=True),
                Input("kind", NAMES["kind"], "choice", required=True, options=FIELD_KINDS),
                Input("hint", NAMES["hint"], "lines"),
                Input("required", NAMES["required"], "flag", otherwise=True),
                Input("options", NAMES["options"], "options", hint=OPTIONS),
                Input("visible_if", NAMES["visible_if"], "feel", hint=FEEL),
            )
        case "review_points":
            return (
                Input("id", NAMES["id"], required=True),
                Input("label", NAMES["label"], "words", required=True),
                Input("expression", NAMES["expression"], "feel", required=True, hint=FEEL),
                Input("severity", NAMES["severity"], "choice", required=True, options=SEVERITIES),
                Input("basis", NAMES["basis"], "words", required=True),
                Input("if_not", NAMES["if_not"], "lines", required=True),
            )
    return _others(section.collection, content, when)


def _situation(content: Mapping[str, Any], when: Input) -> tuple[Input, ...]:
    def ids(collection: str) -> Input:
        every = _titles(content, collection)
        label = COLLECTIONS[collection][0]
        return Input(collection, label, "choices", options=every)

    return (
        Input("id", NAMES["id"], required=True),
        Input("name", NAMES["name"], "words", required=True),
        when,
        Input("option", NAMES["option"], "choice", options=_titles(content, "options")),
        ids("materials"),
        ids("steps"),
        ids("fees"),
        Input("promised_limit", NAMES["promised_limit"], "limit"),
        Input("statutory_limit", NAMES["statutory_limit"], "limit"),
        Input("visits", NAMES["visits"], "number"),
        Input("stop_reason", Text("不能在此办理的原因", "why it cannot be applied for here"), "lines"),
        Input("stop_basis", Text("原因的依据", "basis of the reason"), "words"),
        Input("stop_instead", Text("可以怎么办", "what to do instead"), "lines"),
    )


def _material(elements: tuple[tuple[str, Text], ...], when: Input) -> tuple[Input, ...]:
    return (
        Input("id", NAMES["id"], required=True),
        Input("name", NAMES["name"], "words", required=True),
        Input("necessity", NAMES["necessity"], "choice", required=True, options=of_enum(Necessity)),
        Input("source", NAMES["source"], "choice", required=True, options=of_enum(MaterialSource)),
        Input("source_note", NAMES["source_note"], "words"),
        Input("acceptance", NAMES["acceptance"], "lines"),
        Input("basis", NAMES["basis"], "words"),
        Input("filling", NAMES["filling"], "lines"),
        Input(
            "medium",
            NAMES["medium"],
            "choice",
            required=True,
            options=of_enum(Medium),
            otherwise="electronic",
        ),
        Input(
            "copy", NAMES["copy"], "choice", required=True, options=of_enum(CopyKind), otherwise="original"
        ),
        Input("copies", NAMES["copies"], "number", otherwise=1),
        Input("kind", NAMES["kind"]),
        Input("waiver_method", NAMES["waiver_method"], "choice", options=of_enum(Waiver)),
        Input("waived_by", NAMES["waived_by"], "choice", options=elements),
        Input("waiver", NAMES["waiver"], "lines"),
        when,
    )


def _others(collection: str, content: Mapping[str, Any], when: Input) -> tuple[Input, ...]:
    match collection:
        case "steps":
            return (
                Input("id", NAMES["id"], required=True),
                Input("name", NAMES["name"], "words", required=True),
                Input("handler", NAMES["handler"], "words"),
                Input("limit", NAMES["limit"], "limit"),
                Input("standard", NAMES["standard"], "lines"),
                Input("result", NAMES["result"], "words"),
                Input("after", NAMES["after"], "choices", options=_titles(content, "steps")),
                when,
            )
        case "fees":
            return (
                Input("id", NAMES["id"], required=True),
                Input("name", NAMES["name"], "words", required=True),
                Input("amount", NAMES["amount"], "cents"),
                Input("standard", NAMES["standard"], "words"),
                Input("basis", NAMES["basis"], "words"),
                Input("reducible", NAMES["reducible"], "flag"),
                Input("reduction", NAMES["reduction"], "words"),
                when,
            )
        case "options":
            return (
                Input("code", NAMES["code"], required=True),
                Input("name", NAMES["name"], "words", required=True),
            )
        case "faq":
            return (
                Input("question", Text("问题", "question"), "words", required=True),
                Input("answer", Text("回答", "answer"), "lines", required=True),
            )
    return (
        Input("name", NAMES["name"], "words", required=True),
        Input("answers", NAMES["answers"], "pairs", hint=PAIRS),
        Input("facts", NAMES["facts"], "pairs", hint=PAIRS),
        Input("situation", NAMES["situation"], "choice", options=_titles(content, "situations")),
        Input("materials", NAMES["materials"], "choices", options=_titles(content, "materials")),
        Input(
            "points",
            NAMES["points"],
            "pairs",
            hint=Text("每行一个：要点 = true 或 false", "One a line: point = true or false"),
        ),
        Input("limit", NAMES["limit"], "limit"),
    )


def _titles(content: Mapping[str, Any], collection: str) -> tuple[tuple[str, Text], ...]:
    from onedoor.apps.catalogue.editing import part_key, parts

    return tuple((part_key(collection, each), Text.of(each["name"])) for each in parts(content, collection))
