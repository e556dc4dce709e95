"""The round numbers that policies ask for."""

from __future__ import annotations

from decimal import Decimal

from onedoor.engine.population import facts

_W = 10_000  # 万元, in which policies are written

COUNTS = {
    facts.STAFF: (5, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1000),
    facts.INSURED: (1, 3, 5, 10, 15, 20, 30, 50, 80, 100, 200, 300),
    facts.TECH_STAFF: (1, 2, 3, 5, 8, 10, 15, 20, 50),
    facts.HIRED: (1, 2, 3, 5, 10, 20),
    facts.INVENTIONS: (1, 2, 3, 5, 8, 10),
    facts.RIGHTS: (1, 2, 3, 5, 6, 10, 20),
    facts.PAID_MONTHS: (3, 6, 12, 18, 24, 36, 60),
}
_REVENUES = tuple(
    each * _W
    for each in (50, 100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 8000, 10_000, 20_000, 40_000)
)
AMOUNTS = {
    facts.REVENUE: _REVENUES,
    facts.REVENUE_1: _REVENUES,
    facts.REVENUE_2: _REVENUES,
    facts.RESEARCH: tuple(each * _W for each in (5, 10, 20, 30, 50, 100, 150, 200, 300, 500, 800, 1000)),
    facts.ASSETS: tuple(each * _W for each in (100, 200, 500, 800, 1000, 2000, 3000, 5000, 10_000, 20_000)),
    facts.DEBTS: tuple(each * _W for each in (50, 100, 200, 500, 1000, 2000, 5000, 10_000)),
    facts.TAXES: tuple(each * _W for each in (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500)),
}
RESEARCH_SHARES = tuple(
    map(Decimal, ("0.01", "0.015", "0.02", "0.03", "0.04", "0.05", "0.06", "0.08", "0.1"))
)
STAFF_SHARES = tuple(map(Decimal, ("0.05", "0.1", "0.15", "0.2", "0.25", "0.3")))
DEBT_SHARES = tuple(map(Decimal, ("0.5", "0.55", "0.6", "0.7", "0.75", "0.8")))
LAYOFFS = tuple(map(Decimal, ("0.05", "0.055", "0.1", "0.15", "0.2")))
GROWTHS = tuple(map(Decimal, ("1", "1.05", "1.1", "1.15", "1.2", "1.3")))
YEARS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)
DAYS = (30, 60, 90, 120, 180, 365)
