"""How values of data elements are stored, read by rules, and shown to people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from onedoor.engine.feel import UNKNOWN
from onedoor.text import Text

CENTS = {"元": 100, "万元": 1_000_000}
KNOWN = {
    ("number", "元"): "money",
    ("number", "万元"): "money",
    ("number", "比例"): "ratio",
    ("list<number>", "万元"): "money_list",
    ("list<number>", "元"): "money_list",
    ("list<record>", ""): "records",
    ("string", ""): "code",
}
COUNTED = {"人", "月", "日", "岁", "天"}


class ValueKind(TextChoices):
    """The kind of a data element's values.

    Stored: ``MONEY`` as whole cents, ``NUMBER`` as a whole number, ``RATIO`` and ``DECIMAL`` as decimal text,
    ``DATE`` as ISO text, lists of those as lists, ``RECORDS`` as objects. Rules see money in the unit that
    their sheet names (元, 万元), every number as a Decimal and every date as a date. Within a list, null is one value not known.
    """

    MONEY = "money", _("金额")
    NUMBER = "number", _("整数")
    RATIO = "ratio", _("比例")
    DECIMAL = "decimal", _("小数")
    BOOLEAN = "boolean", _("是否")
    CODE = "code", _("代码")
    TEXT = "text", _("文字")
    DATE = "date", _("日期")
    MONEY_LIST = "money_list", _("金额序列")
    RECORDS = "records", _("记录")

    @classmethod
    def of_sheet(cls, type_name: str, unit: str) -> Self:
        """The kind for the type and unit of a policy's sheet.

        >>> ValueKind.of_sheet("number", "万元").value, ValueKind.of_sheet("number", "分").value
        ('money', 'decimal')
        """
        if (type_name, unit) in KNOWN:
            return cls(KNOWN[type_name, unit])
        if type_name == "number":
            return cls(cls.NUMBER if unit in COUNTED else cls.DECIMAL)
        return cls(type_name)

    def to_rule(self, stored: Any, unit: str) -> Any:
        """A stored value as rules read it; ``None`` stays known-absent."""
        if stored is None:
            return None
        match self:
            case ValueKind.MONEY:
                return Decimal(stored) / CENTS[unit]
            case ValueKind.NUMBER | ValueKind.RATIO | ValueKind.DECIMAL:
                return Decimal(stored)
            case ValueKind.MONEY_LIST:
                return [UNKNOWN if each is None else Decimal(each) / CENTS[unit] for each in stored]
            case ValueKind.DATE:
                return date.fromisoformat(stored)
        return stored

    def to_stored(self, ruled: Any, unit: str) -> Any:
        """The inverse of ``to_rule``, for values that a sheet or a form gives in the unit of people."""
        if ruled is None:
            return None
        match self:
            case ValueKind.MONEY:
                return int(Decimal(ruled) * CENTS[unit])
            case ValueKind.NUMBER if Decimal(ruled) == Decimal(ruled).to_integral_value():
                return int(ruled)
            case ValueKind.RATIO | ValueKind.DECIMAL | ValueKind.NUMBER:
                return f"{Decimal(ruled):f}"
            case ValueKind.MONEY_LIST:
                return [None if each is None else int(Decimal(each) * CENTS[unit]) for each in ruled]
            case ValueKind.DATE if isinstance(ruled, date):
                return ruled.isoformat()
        return ruled

    def words(self, stored: Any, unit: str, options: Mapping[str, Text] | None = None) -> Text:
        """A stored value as people read it.

        >>> ValueKind.MONEY.words(123456, "元").zh, ValueKind.RATIO.words("0.055", "比例").en
        ('1,234.56 元', '5.5%')
        """
        if stored is None or stored == "":
            return Text("无", "none")
        match self:
            case ValueKind.BOOLEAN:
                return Text("是", "yes") if stored else Text("否", "no")
            case ValueKind.MONEY:
                return _money(stored)
            case ValueKind.MONEY_LIST:
                parts = [_money(each) for each in stored]
                return Text("、".join(p.zh for p in parts), ", ".join(p.en for p in parts))
            case ValueKind.RATIO:
                return Text.of(f"{(Decimal(stored) * 100).normalize():f}%")
            case ValueKind.RECORDS:
                return Text(f"{len(stored)} 条记录", f"{len(stored)} records")
        if options and stored in options:
            return options[stored]
        return Text(f"{stored} {unit}".strip(), f"{stored} {english_unit(unit, stored)}".strip())


class Grade(TextChoices):
    """分级: how much harm a leak of a data element's values could do (GB/T 43697-2024).

    Core and important data are above the four grades of general data. Not below 4: sensitive personal data; not below 2:
    any other personal data.
    """

    UNGRADED = "ungraded", _("未定级")
    GENERAL_1 = "general_1", _("一般数据1级")
    GENERAL_2 = "general_2", _("一般数据2级")
    GENERAL_3 = "general_3", _("一般数据3级")
    GENERAL_4 = "general_4", _("一般数据4级")
    IMPORTANT = "important", _("重要数据")
    CORE = "core", _("核心数据")

    def is_below(self, other: Grade) -> bool:
        """Whether this grade protects less than the other; what is not graded is below nothing."""
        order = list(Grade)
        return self is not Grade.UNGRADED and order.index(self) < order.index(other)


class Personal(TextChoices):
    """个人信息: whether values tell of a person (Personal Information Protection Law, art. 4 and 28)."""

    NONE = "none", _("非个人信息")
    PERSONAL = "personal", _("个人信息")
    SENSITIVE = "sensitive", _("敏感个人信息")

    @property
    def least_grade(self) -> Grade:
        return {
            Personal.NONE: Grade.GENERAL_1,
            Personal.PERSONAL: Grade.GENERAL_2,
            Personal.SENSITIVE: Grade.GENERAL_4,
        }[self]


class Origin(TextChoices):
    """Whether a standard stands as it ships or as somebody here wrote it."""

    SHIPPED = "shipped", _("随系统提供")
    OWN = "own", _("本地")


class OverlayKind(TextChoices):
    """What a region makes of a day. ``USUAL`` takes back what was said of it before."""

    CLOSED = "closed", _("停办")
    OPENED = "opened", _("上班")
    USUAL = "usual", _("恢复国家安排")


UNITS_EN = {
    "人": ("person", "people"),
    "月": ("month", "months"),
    "日": ("day", "days"),
    "天": ("day", "days"),
    "岁": ("year", "years"),
    "分": ("point", "points"),
    "平方米": ("m²", "m²"),
}


def english_unit(unit: str, number: Any) -> str:
    """The unit as English counts it; nothing where a unit has no English.

    >>> english_unit("人", "1"), english_unit("人", 12)
    ('person', 'people')
    """
    one, more = UNITS_EN.get(unit, ("", ""))
    return one if str(number) == "1" else more


def _money(cents: int | None) -> Text:
    if cents is None:
        return Text("不详", "not known")
    amount = f"{Decimal(cents) / 100:,.2f}"
    return Text(f"{amount} 元", f"CNY {amount}")
