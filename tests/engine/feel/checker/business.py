"""The names and facts that the tests of the checker speak of."""

from __future__ import annotations

from decimal import Decimal

from onedoor.engine.feel import parse
from onedoor.engine.feel.checker import Finding, check
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    LIST,
    MONTHS_DURATION,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    Type,
    list_of,
)

STAFF = Type("context", (STRING, NUMBER, BOOLEAN), ("姓名", "年龄", "已签 合同"), "员工")
SIZE = Type("string", name="企业规模", allowed=lambda value: value in ("large", "small"))
NAMES = {
    "人数": NUMBER,
    "上年 人数": NUMBER,
    "研发费用/营业收入": NUMBER,
    "名称": STRING,
    "规模": SIZE,
    "成立日期": DATE,
    "受理时间": DATE_TIME,
    "开门": TIME,
    "期限": DAYS_DURATION,
    "年限": MONTHS_DURATION,
    "已参保": BOOLEAN,
    "月份": list_of(NUMBER),
    "员工": list_of(STAFF),
    "法人": STAFF,
    "区段": Type("range", (NUMBER,)),
    "任意": ANY,
    "列表": LIST,
    "区间": RANGE,
    "折算": Type("function", (NUMBER, STRING, NUMBER)),
}
PARAMETERS = {"折算": ("金额", "币种")}

FACTS = {
    "人数": 12,
    "上年 人数": 8,
    "研发费用/营业收入": Decimal("0.06"),
    "名称": "A公司-1",
    "规模": "small",
    "成立日期": parse('@"2020-02-29"').run(Scope({})),
    "受理时间": parse('@"2026-01-01T10:00:00+08:00"').run(Scope({})),
    "开门": parse('@"09:00:00"').run(Scope({})),
    "期限": parse('@"P20D"').run(Scope({})),
    "年限": parse('@"P2Y"').run(Scope({})),
    "已参保": True,
    "月份": [3, 1, 2],
    "员工": [{"姓名": "甲", "年龄": 61, "已签 合同": True}, {"姓名": "乙", "年龄": 30, "已签 合同": False}],
    "法人": {"姓名": "丙", "年龄": 50, "已签 合同": True},
    "区段": parse("[1..20]").run(Scope({})),
    "任意": None,
    "列表": [],
    "区间": parse("[1..20]").run(Scope({})),
}


def found(text: str, wanted: Type = ANY) -> list[Finding]:
    return check(text, NAMES, wanted=wanted, parameters=PARAMETERS, types={"员工": STAFF})
