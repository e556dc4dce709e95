"""The demo's enterprises: drawn from a seed, skewed like real ones, each consistent in itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from onedoor.apps.facts.services.load_register_facts import RegisterDelivery, RegisteredEnterprise
from onedoor.demo.names import address, company_name
from onedoor.engine.identifiers import make_uscc
from onedoor.text import Text

DISTRICTS = {
    "440103": ("荔湾区", 8),
    "440104": ("越秀区", 11),
    "440105": ("海珠区", 11),
    "440106": ("天河区", 20),
    "440111": ("白云区", 14),
    "440112": ("黄埔区", 10),
    "440113": ("番禺区", 11),
    "440114": ("花都区", 6),
    "440115": ("南沙区", 4),
    "440117": ("从化区", 2),
    "440118": ("增城区", 3),
}
MARKET = "market.register", Text("市场监管登记信息", "Business register"), date(2026, 9, 30)
TAX = "tax.returns", Text("税务申报信息", "Tax returns"), date(2025, 12, 31)
INSURANCE = "hrss.insurance", Text("社会保险登记信息", "Social insurance register"), date(2026, 9, 30)
CREDIT = "credit.register", Text("公共信用信息", "Public credit register"), date(2026, 9, 30)
SCIENCE = (
    "science.register",
    Text("科技企业评价信息", "Register of technology enterprises"),
    date(2026, 6, 30),
)


@dataclass(frozen=True, slots=True)
class Trade:
    """An industry group: how many in a hundred, median staff, yearly revenue a head in yuan, chance of research."""

    share: float
    staff: float
    revenue: int
    research: float


TRADES = {
    "agriculture": Trade(1, 9, 240_000, 0.04),
    "industry": Trade(15, 22, 620_000, 0.34),
    "construction": Trade(6, 14, 520_000, 0.06),
    "wholesale": Trade(19, 7, 1_900_000, 0.02),
    "retail": Trade(9, 6, 640_000, 0.02),
    "transport": Trade(4, 11, 560_000, 0.03),
    "storage": Trade(1, 10, 480_000, 0.03),
    "post": Trade(0.5, 24, 260_000, 0.02),
    "accommodation": Trade(1, 18, 230_000, 0),
    "catering": Trade(6, 13, 210_000, 0),
    "information_transmission": Trade(2, 12, 600_000, 0.4),
    "software_it": Trade(11, 12, 470_000, 0.55),
    "real_estate_development": Trade(1, 16, 2_600_000, 0),
    "property_management": Trade(2, 30, 190_000, 0),
    "leasing_business": Trade(12, 7, 360_000, 0.03),
    "other": Trade(9.5, 7, 290_000, 0.12),
}
FIRST_DAY, LAST_DAY = date(1994, 3, 1), date(2026, 9, 1)
MEAN_AGE_DAYS = 2300
# Both parts of the premium, of an average wage of a month.
PREMIUM_RATE, WAGE = 0.01, 7400


def synthetic_enterprises(count: int, seed: int) -> Iterator[RegisteredEnterprise]:
    """``count`` enterprises, the same for the same seed, and the first ones the same for every count.

    Codes are valid and names unique. What registers hold of them is skewed as in life: most are small, few
    do research, some facts nobody delivered.
    """
    random, taken = Random(seed), {told_in_full().name}  # noqa: S311
    for serial in range(1, count + 1):
        yield _enterprise(random, serial, taken)


def _enterprise(random: Random, serial: int, taken: set[str]) -> RegisteredEnterprise:
    region = _drawn(random, {code: weight for code, (_, weight) in DISTRICTS.items()})
    industry = _drawn(random, {code: trade.share for code, trade in TRADES.items()})
    uscc = make_uscc("9", "1", region, serial)
    body = Body.of(random, industry)
    records = [
        _record(MARKET, _market(random, body, uscc, DISTRICTS[region][0])),
        _record(TAX, _tax(random, body)),
        _record(INSURANCE, _insurance(random, body)),
        _record(CREDIT, _credit(random)),
    ]
    if body.researches and random.random() < 0.75:
        records.append(_record(SCIENCE, _science(random, body)))
    return RegisteredEnterprise(
        uscc=uscc,
        name=company_name(random, industry, taken),
        region_code=region,
        records=tuple(each for each in records if each.values),
    )


@dataclass(frozen=True, slots=True)
class Body:
    """What an enterprise is like behind its records; money in whole yuan."""

    industry: str
    established: date
    staff: int
    insured: int
    revenue: int
    researches: bool

    @classmethod
    def of(cls, random: Random, industry: str) -> Body:
        trade = TRADES[industry]
        age = int(random.expovariate(1 / MEAN_AGE_DAYS))
        established = max(FIRST_DAY, LAST_DAY - timedelta(days=age))
        staff = max(1, round(trade.staff * random.lognormvariate(-0.1, 1.15)))
        insured = min(staff, round(staff * random.betavariate(7, 1.6)))
        started = min(1.0, (date(2025, 12, 31) - established).days / 365)
        revenue = int(staff * trade.revenue * random.lognormvariate(0, 0.6) * started) if started > 0 else 0
        return cls(industry, established, staff, insured, revenue, random.random() < trade.research)


def _market(random: Random, body: Body, uscc: str, district: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "industry": body.industry,
        "established_on": body.established.isoformat(),
        "business_licence": uscc,
        "place_address": address(random, district),
    }
    _told(random, values, 0.97, "entity_in_scope", random.random() < 0.985)
    _told(random, values, 0.97, "restricted_industry", random.random() < 0.015)
    return values


def _tax(random: Random, body: Body) -> dict[str, Any]:
    """Nothing where no return was due yet."""
    if body.established > date(2025, 12, 31):
        return {}
    assets = int(body.revenue * random.lognormvariate(-0.25, 0.7))
    income = int(body.revenue * random.gauss(0.055, 0.07))
    values: dict[str, Any] = {"revenue": body.revenue * 100, "assets": assets * 100}
    _told(random, values, 0.98, "taxable_income", income * 100)
    _told(random, values, 0.97, "avg_staff", max(1, round(body.staff * random.uniform(0.9, 1.08))))
    _told(random, values, 0.98, "avg_assets", round(assets * random.uniform(0.88, 1.06)) * 100)
    growth = random.lognormvariate(0.06, 0.12)
    sales = [
        int(body.revenue / growth**back) if body.established.year <= 2025 - back else 0 for back in (2, 1, 0)
    ]
    values["sales3"] = [each * 100 for each in sales]
    if not body.researches:
        values["rd3"] = [0, 0, 0]
        return values
    share = random.betavariate(4, 42)
    values["rd3"] = [int(each * share * random.uniform(0.85, 1.2)) * 100 for each in sales]
    _told(random, values, 0.9, "domestic_rd_share", _share(random.betavariate(14, 1.2)))
    _told(random, values, 0.85, "hitech_income_share", _share(random.betavariate(5.2, 2.4)))
    return values


def _insurance(random: Random, body: Body) -> dict[str, Any]:
    if not body.insured:
        return {"insured_count": 0, "insured_here": 0, "staff": body.staff, "hires": []}
    since = (LAST_DAY.year - body.established.year) * 12 + LAST_DAY.month - body.established.month
    gaps = 0 if random.random() < 0.93 else random.randint(1, 14)
    values: dict[str, Any] = {
        "insured_count": body.insured,
        "insured_here": body.insured,
        "paid_months": max(0, since - gaps),
    }
    _told(random, values, 0.95, "staff", body.staff)
    if body.established.year < 2026:
        months = min(12, max(1, since - 8))
        premium = body.insured * WAGE * random.uniform(0.7, 1.5) * PREMIUM_RATE * months
        _told(random, values, 0.97, "premium_prev_year", int(premium * 100))
        _told(random, values, 0.72, "layoff_rate", _layoffs(random, body.insured))
    if random.random() < 0.8:
        values["hires"] = [_hire(random) for _ in range(_hired(random, body.staff))]
    return values


def _layoffs(random: Random, insured: int) -> str:
    """Most laid off nobody; the others a few, so that the rate is a share of whole people."""
    if random.random() < 0.62:
        return "0"
    gone = min(insured, 1 + int(random.expovariate(1 / (0.5 + insured * 0.05))))
    return _share(gone / (insured + gone))


def _hired(random: Random, staff: int) -> int:
    return 0 if random.random() < 0.7 else min(12, 1 + int(random.expovariate(1 / (0.4 + staff * 0.02))))


def _hire(random: Random) -> dict[str, Any]:
    """A new colleague, without anything that names the person; some records are not complete."""
    graduated, age = random.random() < 0.55, random.randint(18, 29)
    person: dict[str, Any] = {
        "graduation_year_current": graduated,
        "left_school_within_2y": graduated or random.random() < 0.25,
        "was_unemployed": random.random() < 0.8,
        "registered_unemployed": not graduated and random.random() < 0.3,
        "age": age,
        "insured_months_3kinds": random.randint(0, 9),
    }
    _told(random, person, 0.9, "contract", random.random() < 0.97)
    return person


def _credit(random: Random) -> dict[str, Any]:
    values: dict[str, Any] = {
        "seriously_dishonest": random.random() < 0.006,
        "legal_rep_barred": random.random() < 0.003,
    }
    _told(random, values, 0.9, "no_major_incident_1y", random.random() < 0.99)
    return values


def _science(random: Random, body: Body) -> dict[str, Any]:
    values: dict[str, Any] = {}
    _told(random, values, 0.93, "core_ip", random.random() < 0.85)
    _told(random, values, 0.93, "domain", random.random() < 0.88)
    _told(random, values, 0.9, "tech_staff", min(body.staff, round(body.staff * random.betavariate(3, 6))))
    _told(random, values, 0.5, "innovation_score", str(random.randint(52, 92)))
    return values


def _drawn(random: Random, weights: dict[str, float]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _told(random: Random, values: dict[str, Any], chance: float, element: str, value: Any) -> None:
    """The register delivers the value, or says nothing about it."""
    if random.random() < chance:
        values[element] = value


def _share(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _record(register: tuple[str, Text, date], values: dict[str, Any]) -> RegisterDelivery:
    source, name, as_of = register
    return RegisterDelivery(source=source, source_name=name, as_of=as_of, values=values)


def told_in_full() -> RegisteredEnterprise:
    """云帆软件, the enterprise of the walk.

    One answer (its layoff rate) away from the job-stability refund, a small low-profit enterprise, short of
    high-tech income for the title, three graduates newly hired.
    """
    uscc = make_uscc("9", "1", "440106", 0)
    graduate = {"graduation_year_current": True, "contract": True, "insured_months_3kinds": 4, "age": 22}
    return RegisteredEnterprise(
        uscc=uscc,
        name="广州云帆软件有限公司",
        region_code="440106",
        records=(
            _record(
                MARKET,
                {
                    "industry": "software_it",
                    "established_on": "2018-06-12",
                    "entity_in_scope": True,
                    "restricted_industry": False,
                    "business_licence": uscc,
                    "place_address": "广州市天河区科韵路 16 号 1203 室",
                },
            ),
            _record(
                TAX,
                {
                    "revenue": 2_386_450_000,
                    "assets": 1_562_300_000,
                    "taxable_income": 168_532_000,
                    "avg_staff": 47,
                    "avg_assets": 1_498_760_000,
                    "sales3": [1_754_200_000, 2_098_310_000, 2_386_450_000],
                    "rd3": [128_400_000, 155_260_000, 181_900_000],
                    "domestic_rd_share": "1",
                    "hitech_income_share": "0.52",
                },
            ),
            _record(
                INSURANCE,
                {
                    "insured_count": 46,
                    "insured_here": 46,
                    "staff": 48,
                    "paid_months": 98,
                    "premium_prev_year": 4_123_456,
                    "hires": [graduate, graduate | {"age": 23}, graduate | {"insured_months_3kinds": 3}],
                },
            ),
            _record(
                CREDIT,
                {"seriously_dishonest": False, "legal_rep_barred": False, "no_major_incident_1y": True},
            ),
            _record(SCIENCE, {"core_ip": True, "domain": True, "tech_staff": 21, "innovation_score": "74"}),
        ),
    )
