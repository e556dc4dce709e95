"""The tables of the workbook: the national columns that people fill in, and what the national tables have no room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from onedoor.apps.catalogue.enums import QuestionKind, ServiceObject, Waiver
from onedoor.apps.catalogue.exchange.tables import (
    COLLECTIONS,
    KEY,
    Column,
    Table,
    make_table,
    national_key,
    national_tables,
)
from onedoor.apps.standards.enums import ValueKind
from onedoor.reference.elements import CodeValue, item_elements
from onedoor.text import Text

# What no person fills in: the exchange tells it of itself.
_LEFT_OUT = ("row_guid", "task_version", "task_state", "cd_batch", "cd_operation", "cd_time", "data_source")
_FIRST = ("task_code", "task_name", "task_type", "dept_code", "dept_name")
FEEL = Text("FEEL 表达式，可用数据元名称，例如：经营面积 > 50", "FEEL over names of data elements")
IDS = Text(
    "写标识，用顿号隔开；不填即按各项自己的条件，写“无”即没有",
    "Identifiers; empty: by their own conditions; 无: none",
)


def _codes(pairs: Iterable[tuple[str, Text]]) -> Mapping[str, CodeValue]:
    return MappingProxyType({value: CodeValue(text, value) for value, text in pairs})


WAIVERS = _codes(
    (
        (Waiver.CERTIFICATE.value, Text("电子证照", "electronic certificate")),
        (Waiver.SHARING.value, Text("数据共享", "data sharing")),
        (Waiver.PROMISE.value, Text("告知承诺", "promise")),
        (Waiver.HELP.value, Text("行政协助", "administrative help")),
    )
)
ANSWERS = _codes(
    (
        (QuestionKind.CHOICE.value, Text("选一项", "choice")),
        (QuestionKind.BOOLEAN.value, Text("是或否", "yes or no")),
        (QuestionKind.NUMBER.value, Text("数字", "number")),
    )
)
KINDS = _codes(
    (
        (ValueKind.CODE.value, Text("代码", "code")),
        (ValueKind.BOOLEAN.value, Text("是否", "yes or no")),
        (ValueKind.NUMBER.value, Text("整数", "whole number")),
        (ValueKind.DECIMAL.value, Text("小数", "decimal")),
        (ValueKind.MONEY.value, Text("金额", "money")),
        (ValueKind.RATIO.value, Text("比例", "ratio")),
        (ValueKind.TEXT.value, Text("文字", "text")),
        (ValueKind.DATE.value, Text("日期", "date")),
    )
)
SEVERITIES = _codes(
    (
        ("veto", Text("不满足即不予", "refused if not met")),
        ("correct", Text("要求补正", "to be corrected")),
        ("note", Text("提请人工核实", "to be looked at")),
    )
)


def _column(name: str, zh: str, en: str, path: str = "", kind: str = "text", **more: object) -> Column:
    return replace(Column(name=name, title=Text(zh, en), kind=kind, path=path or name), **more)  # type: ignore[arg-type]


def _limit(name: str, zh: str, en: str) -> tuple[Column, Column]:
    units = item_elements()["anticipate_type"].codes
    return (
        _column(f"{name}_day", zh, en, f"{name}.n", "number"),
        _column(
            f"{name}_unit", f"{zh}单位", f"Unit of the {en.lower()}", f"{name}.unit", "code", codes=units
        ),
    )


_WHEN = _column("when", "适用条件", "Condition", kind="feel", note=FEEL)
_SOLE_TRADER = ("个体工商户", "sole trader")
_MORE = {
    "item": (
        _column("summary", "简介", "Summary"),
        _column("themes", "主题", "Topics", kind="list"),
        _column("everyday", "日常说法", "Everyday words", kind="list", example="开饭店、办食品证"),
    ),
    "material": (
        _column(
            "material_id",
            "材料标识",
            "Identifier",
            "id",
            note=Text(
                "情形里用它指这份材料；不填按顺序为 M1、M2…", "What situations call it; M1, M2… if empty"
            ),
        ),
        _column("document", "同类材料标识", "Kind of document", "kind"),
        _WHEN,
        _column("waiver_method", "免提交方式", "Way of waiving", kind="code", codes=WAIVERS),
        _column("waived_by", "免提交依据的数据元", "Data element that waives it"),
        _column("waiver", "免提交说明", "Why it need not be brought"),
    ),
    "fee": (
        _column("fee_id", "收费标识", "Identifier", "id"),
        _column("amount", "金额（元）", "Amount (yuan)", kind="yuan"),
        _WHEN,
    ),
    "faq": (),
}
_QUESTIONS = (
    _column("element", "数据元标识", "Data element", needed=True, example="floor_area"),
    _column("element_name", "数据元名称", "Name of the data element", "element_name", example="经营面积"),
    _column("element_kind", "数据类型", "Kind of value", "element_kind", "code", codes=KINDS, example="整数"),
    _column("element_unit", "单位", "Unit", "element_unit", example="平方米"),
    _column("text", "问题", "Question", needed=True, example="经营场所多大？"),
    _column(
        "kind", "回答方式", "How it is answered", kind="code", codes=ANSWERS, needed=True, example="数字"
    ),
    _column(
        "options",
        "选项",
        "Options",
        kind="options",
        note=Text("每行一个：值=中文", "One a line: value=words"),
    ),
    _column("hint", "提示", "Hint"),
    _column("least", "最小值", "Least"),
    _column("most", "最大值", "Most"),
    replace(_WHEN, title=Text("提问条件", "Asked where")),
)
_SITUATIONS = (
    _column("id", "情形标识", "Identifier", needed=True, example="small"),
    _column("name", "情形名称", "Name", needed=True, example="小餐馆"),
    replace(_WHEN, example="经营面积 <= 50"),
    _column("option", "业务办理项", "Handling option"),
    _column("materials", "材料", "Materials", kind="ids", note=IDS, example="M1"),
    _column("steps", "办理环节", "Steps", kind="ids", note=IDS),
    _column("fees", "收费项目", "Fees", kind="ids", note=IDS),
    *_limit("statutory_limit", "法定时限", "Statutory limit"),
    *_limit("promised_limit", "承诺时限", "Promised limit"),
    _column("visits", "到现场次数", "Visits on site", kind="number"),
    _column("stop_reason", "不能办理的原因", "Why it stops", "stop.reason"),
    _column("stop_basis", "不能办理的依据", "Basis of that", "stop.basis"),
    _column("stop_instead", "可以怎么办", "What to do instead", "stop.instead"),
    _column("stop_item", "改办事项编码", "Code of the item instead", "stop.item"),
)
_STEPS = (
    _column("id", "环节标识", "Identifier", example="S1"),
    _column("name", "环节名称", "Name", needed=True, example="受理"),
    _column("handler", "办理人", "Handler", example="综合窗口"),
    *_limit("limit", "时限", "Limit"),
    _column("standard", "审查标准", "Standard"),
    _column("result", "结果", "Result"),
    _column("after", "前置环节", "Steps before", kind="list"),
    _WHEN,
)
_POINTS = (
    _column("id", "要点标识", "Identifier", needed=True, example="R1"),
    _column("label", "审查要点", "Review point", needed=True, example="经营面积不为零"),
    _column(
        "expression", "判断表达式", "Expression", kind="feel", needed=True, note=FEEL, example="经营面积 > 0"
    ),
    _column(
        "severity",
        "不满足时的处理",
        "What follows",
        kind="code",
        codes=SEVERITIES,
        needed=True,
        example="要求补正",
    ),
    _column("basis", "依据", "Basis", needed=True, example="《食品安全法》第三十三条"),
    _column("if_not", "不满足时的说明", "What is said then", needed=True, example="请填写实际经营面积。"),
)
_OWN = {
    "question": (Text("情形问题", "Questions"), "questions", _QUESTIONS),
    "situation": (Text("情形", "Situations"), "situations", _SITUATIONS),
    "step": (Text("办理环节", "Steps"), "steps", _STEPS),
    "point": (Text("审查要点", "Review points"), "review_points", _POINTS),
}
_EXAMPLES = {
    "task_code": "12441500196720244T3442199806003",
    "task_name": "食品经营许可（示例，请删去本行）",
    "task_type": "行政许可",
    "dept_code": "12441500196720244T",
    "dept_name": "示例局",
    "by_law": "《食品安全法》第三十五条",
    "use_level": "市级",
    "anticipate_day": "20",
    "anticipate_type": "工作日",
    "promise_day": "5",
    "promise_type": "工作日",
    "server_type": "企业法人、个体工商户",
    "is_online": "是",
    "limit_scene_num": "0",
    "transact_addr": "政务服务中心二楼综合窗口",
    "transact_time": "工作日 9:00—17:00",
    "material_name": "营业执照",
    "is_need": "必要",
    "source_type": "政府部门核发",
    "fee_name": "证照工本费",
    "fee_stand": "每本10元",
    "question": "多久能办好？",
    "answer": "材料齐全的，5个工作日。",
}


@cache
def workbook_tables() -> Mapping[str, Table]:
    """The sheets that hold rows, in their order; national columns first, by the names they have there."""
    found = {name: _extended(name) for name in COLLECTIONS}
    for name, (title, collection, columns) in _OWN.items():
        key = replace(national_key(), needed=True, example=_EXAMPLES[KEY])
        found[name] = make_table(name, title, collection, (key, *columns))
    return MappingProxyType(found)


def _extended(name: str) -> Table:
    national = national_tables()[name]
    columns = {
        each.name: replace(each, example=_EXAMPLES.get(each.name, ""))
        for each in national.columns.values()
        if each.name not in _LEFT_OUT
    }
    if "server_type" in columns:
        # The house serves people whom the national table has no code for.
        served = {
            code.value: CodeValue(Text(*_SOLE_TRADER), code.value) for code in (ServiceObject.SOLE_TRADER,)
        }
        column = columns["server_type"]
        columns["server_type"] = replace(column, codes=MappingProxyType({**column.codes, **served}))
    if name == "item":
        columns = {column: columns[column] for column in _FIRST} | columns
    return make_table(name, national.title, national.collection, (*columns.values(), *_MORE[name]))


@cache
def reading_tables() -> Mapping[str, Table]:
    """Every table with every column there is, for lists of other systems."""
    found = dict(workbook_tables())
    for name, national in national_tables().items():
        columns = {**national.columns, **found[name].columns}
        found[name] = make_table(name, national.title, national.collection, columns.values())
    return MappingProxyType(found)
