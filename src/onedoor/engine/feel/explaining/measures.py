"""How the items of a loop are counted, by the name of its variable."""

from __future__ import annotations

from typing import NamedTuple


class Measure(NamedTuple):
    """How items are counted: ``3 年``, ``3 个月``; ``year``, ``years``."""

    zh: str
    one: str
    many: str


_ITEM = Measure("项", "item", "items")
_YEAR, _MONTH = Measure("年", "year", "years"), Measure("个月", "month", "months")
_QUARTER, _DAY = Measure("个季度", "quarter", "quarters"), Measure("天", "day", "days")
_PERSON, _COMPANY = Measure("人", "person", "people"), Measure("家", "company", "companies")
_MEASURES = {
    **dict.fromkeys(("年", "年度", "year"), _YEAR),
    **dict.fromkeys(("月", "月份", "month"), _MONTH),
    **dict.fromkeys(("季", "季度", "quarter"), _QUARTER),
    **dict.fromkeys(("日", "天", "day"), _DAY),
    **dict.fromkeys(("人", "人员", "员工", "职工", "学员", "person", "employee"), _PERSON),
    **dict.fromkeys(("企业", "公司", "单位", "company"), _COMPANY),
}


def measure_of(variable: str) -> Measure:
    """The measure for the items that a loop calls by this name.

    >>> measure_of("月").zh, measure_of("x").one
    ('个月', 'item')
    """
    return _MEASURES.get(variable, _ITEM)
