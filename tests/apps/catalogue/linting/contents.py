"""An item in which the linter finds nothing, to be spoiled by tests one place at a time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting import Context, Finding, lint

CODE = "11440100696927671X3440111105001"


def words(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en or f"en {zh}"}


CLEAN: dict[str, Any] = {
    "name": words("食品经营许可", "Food permit"),
    "summary": words("开饭店要办的许可"),
    "basis": words("《食品安全法》第三十五条"),
    "statutory_limit": {"n": 20, "unit": "working_day"},
    "promised_limit": {"n": 5, "unit": "working_day"},
    "visits": 0,
    "everyday": ["开饭店"],
    "objects": ["企业法人"],
    "themes": ["餐饮"],
    "elements": [
        {"identifier": "kind", "name": words("经营种类"), "kind": "code", "source": "applicant"},
        {"identifier": "area", "name": words("经营面积"), "kind": "number", "unit": "平方米", "source": "applicant"},
        {"identifier": "staff", "name": words("从业人数"), "kind": "number", "unit": "人", "source": "applicant"},
        {"identifier": "licence", "name": words("营业执照"), "kind": "text", "source": "market.register"},
    ],
    "questions": [
        {
            "element": "kind",
            "text": words("做什么"),
            "kind": "choice",
            "options": [{"value": "shop", "label": words("零售")}, {"value": "meals", "label": words("餐饮")}],
        },
        {
            "element": "area",
            "text": words("面积多大"),
            "kind": "number",
            "hint": words("建筑面积"),
            "least": 1,
            "most": 9000,
            "when": '经营种类 = "meals"',
        },
    ],
    "options": [{"code": "01", "name": words("零售")}, {"code": "02", "name": words("餐饮")}],
    "situations": [
        {"id": "Q1", "name": words("零售"), "when": '经营种类 = "shop"', "option": "01"},
        {"id": "Q2", "name": words("小餐饮"), "when": '经营种类 = "meals" and 经营面积 <= 300', "option": "02"},
        {"id": "Q3", "name": words("大餐饮"), "when": '经营种类 = "meals" and 经营面积 > 300', "option": "02"},
    ],
    "materials": [
        {
            "id": "M1",
            "name": words("营业执照"),
            "source": "government",
            "basis": words("办法第十二条"),
            "acceptance": words("在有效期内"),
            "waived_by": "licence",
            "waiver_method": "sharing",
            "waiver": words("登记信息共享"),
        },
        {
            "id": "M2",
            "name": words("场所平面布局图"),
            "basis": words("办法第十二条"),
            "acceptance": words("标明尺寸"),
            "when": '经营种类 = "meals" and 经营面积 > 300',
        },
    ],
    "fields": [{"element": "staff", "label": words("多少人"), "kind": "number"}],
    "steps": [
        {"id": "S1", "name": words("受理"), "standard": words("材料齐全")},
        {"id": "S2", "name": words("决定"), "standard": words("符合要点"), "after": ["S1"]},
    ],
    "fees": [
        {"id": "F1", "name": words("工本费"), "amount": 1000, "standard": words("每本"), "basis": words("价费第1号")}
    ],
    "review_points": [
        {
            "id": "R1",
            "label": words("有从业人员"),
            "expression": "从业人数 > 0",
            "severity": "veto",
            "basis": words("第三十五条"),
            "if_not": words("招用后再申请"),
        },
        {
            "id": "R2",
            "label": words("有营业执照"),
            "expression": "string length(营业执照) > 0",
            "severity": "veto",
            "basis": words("第三十五条"),
            "if_not": words("先办执照"),
        },
    ],
    "faq": [{"question": words("多久"), "answer": words("五天")}],
    "examples": [{"name": words("零售"), "answers": {"kind": "shop"}, "situation": "Q1", "materials": ["M1"]}],
    "flow": "permit",
    "result_name": words("食品经营许可证"),
    "record": {
        "use_level": ["3"],
        "power_source": "1",
        "dept_type": "1",
        "project_type": "2",
        "special_procedure": "无",
        "accept_condition": "有固定场所",
        "handle_flow": "受理、决定",
        "is_online": "1",
        "is_single_login": "1",
        "app_is_single_login": "1",
        "is_entry_center": "1",
        "is_pay_online": "1",
        "is_express": "1",
        "is_fee": "1",
        "transact_addr": "政务服务中心",
        "transact_time": "工作日 9:00-17:00",
        "link_way": "020-12345678",
        "supervise_way": "020-87654321",
        "result_type": ["10"],
    },
}  # fmt: skip


def spoiled(**changes: Any) -> dict[str, Any]:
    """The clean content with other values: ``visits=1``, ``record__link_way=""``, ``materials__0__name=…``; None takes a key away."""
    content = deepcopy(CLEAN)
    for path, value in changes.items():
        *above, last = path.split("__")
        place: Any = content
        for step in above:
            place = place[int(step)] if step.isdigit() else place[step]
        key: Any = int(last) if last.isdigit() else last
        if value is None and isinstance(place, dict):
            place.pop(key, None)
        elif isinstance(place, list) and key == len(place):
            place.append(value)
        else:
            place[key] = value
    return content


def findings(content: dict[str, Any], **context: Any) -> list[Finding]:
    given = {"code": CODE, "power_type": "行政许可", "level": "3", "content": content, **context}
    return lint(ItemDefinition.read(content), Context(**given))


def codes(content: dict[str, Any], **context: Any) -> list[str]:
    return [each.code for each in findings(content, **context)]
