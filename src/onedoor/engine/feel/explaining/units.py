"""What numbers count, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``zh`` follows the number in Chinese, ``one`` and ``many`` in English.

    ``factor`` is how many of the English unit one is: English tells 万元 in yuan. ``is_whole`` units are
    told in 万 and 亿 as well.
    """

    zh: str
    one: str
    many: str
    factor: int = 1
    is_whole: bool = True


class Quantity(NamedTuple):
    """What a number is: so many of a unit, or (``is_share``) a part of one, told in per cent."""

    unit: Unit | None = None
    is_share: bool = False


PLAIN = Quantity()
SHARE = Quantity(is_share=True)
# A number that counts hundredths already: 4.2 reads as 4.2%.
PERCENT = Unit("%", "%", "%", is_whole=False)
RATIO = "比例"

UNITS = {
    "%": PERCENT,
    "元": Unit("元", "yuan", "yuan"),
    "万元": Unit("万元", "yuan", "yuan", 10_000),
    "亿元": Unit("亿元", "yuan", "yuan", 100_000_000),
    "人": Unit("人", "person", "people"),
    "名": Unit("名", "person", "people"),
    "家": Unit("家", "company", "companies"),
    "户": Unit("户", "household", "households"),
    "项": Unit("项", "item", "items"),
    "件": Unit("件", "item", "items"),
    "个": Unit("个", "", ""),
    "次": Unit("次", "time", "times"),
    "分": Unit("分", "point", "points", is_whole=False),
    "岁": Unit("岁", "year of age", "years of age", is_whole=False),
    "年": Unit("年", "year", "years", is_whole=False),
    "月": Unit("个月", "month", "months", is_whole=False),
    "个月": Unit("个月", "month", "months", is_whole=False),
    "周": Unit("周", "week", "weeks", is_whole=False),
    "日": Unit("日", "day", "days", is_whole=False),
    "天": Unit("天", "day", "days", is_whole=False),
    "小时": Unit("小时", "hour", "hours", is_whole=False),
    "吨": Unit("吨", "tonne", "tonnes"),
    "亩": Unit("亩", "mu", "mu"),
    "平方米": Unit("平方米", "m²", "m²"),
}


def quantity_in(name: str) -> Quantity:
    """The quantity that is counted in a unit of that (Chinese) name; one that is not listed stands as it is.

    >>> quantity_in("比例").is_share, quantity_in("人").unit.many, quantity_in("").unit
    (True, 'people', None)
    """
    if name == RATIO:
        return SHARE
    if not name:
        return PLAIN
    return Quantity(UNITS.get(name) or Unit(name, name, name, is_whole=False))


def in_english(number: Decimal, unit: Unit) -> str:
    """The English name of so many.

    >>> in_english(Decimal(1), UNITS["人"]), in_english(Decimal("0.5"), UNITS["人"])
    ('person', 'people')
    """
    return unit.one if number * unit.factor == 1 else unit.many
