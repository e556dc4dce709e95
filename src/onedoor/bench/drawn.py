"""Profiles and measures to measure with: drawn from a seed, in the stored form of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import Measure
from onedoor.reference import policies

CALLED = "sme-size-2011"
CLAIMABLE = tuple(code for code in policies.OFFERED if code != CALLED)
PARAMETERS = {"unemp_target_prev": "0.055"}
INDUSTRIES = ("industry", "wholesale", "retail", "construction", "software_it", "catering", "other")
KNOWN = 0.9
THRESHOLD = re.compile(r"((?:&gt;|&lt;)=?\s*)(\d+(?:\.\d+)?)")


def rulebook_of(claimable: int, seed: int) -> Rulebook:
    """``claimable`` measures: the shipped ones in turn, each time with other thresholds, and what they call."""
    random = Random(seed)  # noqa: S311
    measures = {CALLED: _measure(CALLED, CALLED, policies.model_xml(CALLED).decode())}
    for number in range(claimable):
        code = CLAIMABLE[number % len(CLAIMABLE)]
        xml = policies.model_xml(code).decode()
        if number >= len(CLAIMABLE):
            xml = THRESHOLD.sub(lambda found: found[1] + _moved(random, found[2]), xml)
        measures[f"{code}-{number}"] = _measure(code, f"{code}-{number}", xml)
    return Rulebook(measures)


def profiles(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """``count`` profiles with every fact that the shipped measures read; about one in ten is not known."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        values = _profile(random)
        yield {element: value for element, value in values.items() if random.random() < KNOWN}


def _measure(shipped: str, code: str, xml: str) -> Measure:
    sheet = {**policies.sheet(shipped), "code": code}
    return Measure.read({"sheet": sheet, "dmn": xml, "parameters": PARAMETERS})


def _moved(random: Random, threshold: str) -> str:
    """The threshold times a half to one and a half, with as many decimals as it was written with."""
    whole, _, fraction = threshold.partition(".")
    units = max(1, int(whole + fraction) * random.randint(50, 150) // 100)
    digits = f"{units:0{len(fraction) + 1}}"
    return f"{digits[: -len(fraction)]}.{digits[-len(fraction) :]}" if fraction else digits


def _profile(random: Random) -> dict[str, Any]:
    staff = max(1, int(random.lognormvariate(3, 1.3)))
    sales = [int(staff * random.lognormvariate(17.5, 0.7)) for _ in range(3)]
    research = random.random() < 0.3
    hires = [_hire(random) for _ in range(random.choice((0, 0, 0, 1, 3)))]
    return {
        "industry": random.choice(INDUSTRIES),
        "established_on": f"{random.randint(1995, 2026)}-0{random.randint(1, 9)}-15",
        "entity_in_scope": random.random() < 0.98,
        "restricted_industry": random.random() < 0.02,
        "staff": staff,
        "avg_staff": staff,
        "insured_count": staff,
        "tech_staff": staff // random.randint(1, 20),
        "revenue": sales[-1],
        "assets": sales[-1] // random.randint(1, 3),
        "avg_assets": sales[-1] // random.randint(1, 3),
        "taxable_income": sales[-1] // random.randint(5, 60),
        "sales3": sales,
        "rd3": [each // random.randint(8, 50) if research else 0 for each in sales],
        "domestic_rd_share": f"0.{random.randint(10, 99)}",
        "hitech_income_share": f"0.{random.randint(10, 99)}",
        "innovation_score": str(random.randint(40, 95)),
        "core_ip": research,
        "domain": random.random() < 0.6,
        "no_major_incident_1y": random.random() < 0.99,
        "paid_months": random.randint(0, 120),
        "layoff_rate": random.choice(("0", "0", "0.03", "0.08", "0.25")),
        "premium_prev_year": staff * 80_000,
        "hires": hires,
    }


def _hire(random: Random) -> dict[str, Any]:
    return {
        "graduation_year_current": random.random() < 0.6,
        "left_school_within_2y": random.random() < 0.7,
        "was_unemployed": random.random() < 0.8,
        "registered_unemployed": random.random() < 0.3,
        "age": random.randint(18, 29),
        "contract": random.random() < 0.95,
        "insured_months_3kinds": random.randint(0, 9),
    }
