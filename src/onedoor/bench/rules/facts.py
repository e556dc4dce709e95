"""The facts that the measured rules speak of, and profiles of them drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from random import Random
from typing import Any


class Kind(Enum):
    COUNT = auto()
    AMOUNT = auto()
    CODE = auto()
    FLAG = auto()
    DATE = auto()
    CODES = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """``zh`` is the name in rules; ``key`` stands for it where an engine takes ASCII names only."""

    zh: str
    key: str
    kind: Kind
    codes: tuple[str, ...] = ()


Profile = Mapping[Fact, Any]
"""What is known of one subject: int, Decimal, str, bool, date, list of str; what is not known is not there."""

LETTERS = tuple("ABCDEF")
INDUSTRIES = (
    *("agriculture", "industry", "construction", "wholesale", "retail", "transport", "storage", "post"),
    *("accommodation", "catering", "information_transmission", "software_it", "real_estate_development"),
    *("property_management", "leasing_business", "other"),
)

INDUSTRY = Fact("行业类别", "industry", Kind.CODE, INDUSTRIES)
DISTRICT = Fact("所在区域", "district", Kind.CODE, LETTERS)
STAFF = Fact("从业人员", "staff", Kind.COUNT)
REVENUE = Fact("营业收入", "revenue", Kind.AMOUNT)
ASSETS = Fact("资产总额", "assets", Kind.AMOUNT)
RESEARCH = Fact("研发费用", "research", Kind.AMOUNT)
QUALIFICATIONS = Fact("资质", "qualifications", Kind.CODES, tuple(f"Q{number}" for number in range(60)))

COUNTS = (
    STAFF,
    Fact("参保人数", "insured", Kind.COUNT),
    Fact("科技人员", "tech_staff", Kind.COUNT),
    Fact("专利数量", "patents", Kind.COUNT),
    Fact("新招人数", "hires", Kind.COUNT),
    Fact("裁员人数", "layoffs", Kind.COUNT),
    Fact("缴费月数", "paid_months", Kind.COUNT),
)
AMOUNTS = (
    *(REVENUE, ASSETS, RESEARCH),
    Fact("注册资本", "capital", Kind.AMOUNT),
    Fact("上年纳税", "tax_paid", Kind.AMOUNT),
    Fact("应纳税所得额", "taxable_income", Kind.AMOUNT),
    Fact("能耗总量", "energy", Kind.AMOUNT),
    Fact("出口额", "exports", Kind.AMOUNT),
)
NUMBERS = (*COUNTS, *AMOUNTS)
CODES = (
    *(INDUSTRY, DISTRICT),
    Fact("企业类型", "legal_form", Kind.CODE, LETTERS),
    Fact("信用等级", "credit", Kind.CODE, LETTERS),
    Fact("认定资格", "qualification", Kind.CODE, LETTERS),
    Fact("纳税人类型", "taxpayer", Kind.CODE, LETTERS),
)
FLAGS = (
    Fact("已参保", "is_insured", Kind.FLAG),
    Fact("高新技术企业", "is_high_tech", Kind.FLAG),
    Fact("失信", "is_dishonest", Kind.FLAG),
    Fact("重点企业", "is_key", Kind.FLAG),
)
DATES = (
    Fact("成立日期", "founded_on", Kind.DATE),
    Fact("认定日期", "recognised_on", Kind.DATE),
    Fact("参保日期", "insured_on", Kind.DATE),
    Fact("有效期至", "valid_until", Kind.DATE),
)
FACTS = (*NUMBERS, *CODES, *FLAGS, *DATES, QUALIFICATIONS)


def profiles(count: int, seed: int, *, missing: float = 0.0) -> Iterator[dict[Fact, Any]]:
    """``count`` profiles of all facts; each fact is left out with the probability ``missing``."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        values = {fact: _value(fact, random) for fact in FACTS}
        yield {fact: value for fact, value in values.items() if random.random() >= missing}


def _value(fact: Fact, random: Random) -> Any:
    match fact.kind:
        case Kind.COUNT:
            return _size(random)
        case Kind.AMOUNT:
            return Decimal(_size(random)) + Decimal(random.randint(1, 99)) / 100
        case Kind.CODE:
            return random.choice(fact.codes)
        case Kind.FLAG:
            return random.random() < 0.5
        case Kind.DATE:
            return date(random.randint(2005, 2025), random.randint(1, 12), 1)
        case Kind.CODES:
            return random.sample(fact.codes, random.randint(0, 5))


def _size(random: Random) -> int:
    """From 1 to some 100,000, as enterprises are: many small, few large."""
    return max(1, int(random.lognormvariate(6, 2)))
