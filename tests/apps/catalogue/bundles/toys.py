"""A bundle small enough to see through: a licence first, then a stall and a sign beside each other."""

from __future__ import annotations

from typing import Any

from onedoor.apps.catalogue.bundles import BundleDefinition
from onedoor.apps.catalogue.definition import ItemDefinition

LICENCE_NO = {
    "identifier": "licence_no",
    "name": {"zh": "执照号", "en": "Licence"},
    "kind": "text",
    "source": "register",
}
AREA = {
    "identifier": "area",
    "name": {"zh": "面积", "en": "Area"},
    "kind": "number",
    "unit": "平方米",
    "source": "applicant",
}
PHONE = {
    "identifier": "phone",
    "name": {"zh": "电话", "en": "Telephone"},
    "kind": "text",
    "source": "applicant",
}
LIT = {"identifier": "lit", "name": {"zh": "发光", "en": "Lit"}, "kind": "boolean", "source": "applicant"}
HANGS = {
    "identifier": "hangs",
    "name": {"zh": "挂招牌", "en": "Hangs a sign"},
    "kind": "boolean",
    "source": "applicant",
}


def working_days(n: int) -> dict[str, Any]:
    return {"n": n, "unit": "working_day"}


def field(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"element": element["identifier"], "label": element["name"], "kind": "text", **more}


ITEMS: dict[str, dict[str, Any]] = {
    "LICENCE": {
        "name": {"zh": "执照", "en": "Licence"},
        "promised_limit": working_days(1),
        "statutory_limit": working_days(3),
        "elements": [LICENCE_NO, PHONE],
        "fields": [field(PHONE)],
        "materials": [{"id": "form", "name": "申请表", "necessity": "optional"}],
        "steps": [{"name": "收"}, {"name": "办"}],
        "result_element": "licence_no",
    },
    "STALL": {
        "name": {"zh": "摊位", "en": "Stall"},
        "promised_limit": working_days(5),
        "statutory_limit": working_days(20),
        "visits": 1,
        "elements": [LICENCE_NO, AREA, PHONE],
        "fields": [field(PHONE, required=False), field(AREA), field(LICENCE_NO)],
        "questions": [{"element": "area", "text": "多大？", "kind": "number", "least": 1, "most": 99}],
        "situations": [
            {"id": "small", "name": "小", "when": "面积 <= 10", "promised_limit": working_days(2)},
            {"id": "large", "name": "大", "when": "面积 > 10 and 面积 <= 50"},
            {
                "id": "hall",
                "name": "厅",
                "when": "面积 > 50",
                "stop": {"reason": "不是摊位", "basis": "第一条"},
            },
        ],
        "materials": [
            {"id": "form", "name": "申请 表", "necessity": "later"},
            {
                "id": "licence",
                "name": "执照",
                "kind": "licence",
                "waived_by": "licence_no",
                "waiver_method": "sharing",
            },
            {"id": "plan", "name": "平面图", "kind": "plan", "when": "面积 > 10"},
        ],
        "fees": [{"id": "rent", "name": "摊位费", "amount": 5000, "when": "面积 > 10"}],
        "steps": [{"name": "收"}, {"name": "查"}, {"name": "办"}],
        "result_element": "stall_no",
    },
    "SIGN": {
        "name": {"zh": "招牌", "en": "Sign"},
        "promised_limit": working_days(3),
        "statutory_limit": working_days(10),
        "elements": [LICENCE_NO, LIT, PHONE],
        "fields": [field(PHONE, visible_if="发光")],
        "questions": [{"element": "lit", "text": "发光？", "kind": "boolean"}],
        "situations": [
            {"id": "dark", "name": "不发光", "when": "not(发光)"},
            {"id": "lit", "name": "发光", "when": "发光"},
        ],
        "materials": [
            {"id": "plan", "name": "图纸", "kind": "plan", "necessity": "optional"},
            {
                "id": "licence",
                "name": "执照",
                "kind": "licence",
                "waived_by": "licence_no",
                "waiver_method": "sharing",
            },
        ],
        "steps": [{"name": "收"}, {"name": "办"}],
    },
}

CONTENT: dict[str, Any] = {
    "name": {"zh": "摆摊一件事", "en": "Opening a stall"},
    "promised_limit": working_days(6),
    "elements": [HANGS],
    "questions": [{"element": "hangs", "text": "挂招牌吗？", "kind": "boolean"}],
    "parts": [
        {"id": "licence", "item": "LICENCE", "lead": "market", "gate": True},
        {"id": "stall", "item": "STALL", "lead": "streets", "after": ["licence"]},
        {"id": "sign", "item": "SIGN", "lead": "streets", "after": ["licence"], "when": "挂招牌"},
    ],
}


def bundle(**changes: Any) -> BundleDefinition:
    return BundleDefinition.read({**CONTENT, **changes})


def items(**changes: dict[str, Any]) -> dict[str, ItemDefinition]:
    """The three items; ``STALL={"visits": 0}`` changes what one of them says."""
    return {
        code: ItemDefinition.read({**content, **changes.get(code, {})}) for code, content in ITEMS.items()
    }


def parts(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """The three parts, each with its changes, in order."""
    return [{**part, **change} for part, change in zip(CONTENT["parts"], changes, strict=True)]
