"""Measures and what enterprises have on record, for the tests of policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tests import factories

from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.parties.models import Department, Enterprise
from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.models import MeasureVersion
from onedoor.apps.policies.services.release_measure import plain, release_measure
from onedoor.apps.tenancy.actor import Actor
from onedoor.reference import policies
from onedoor.text import Text

REFUND, TITLE = "job-stability-refund-2026", "hnte-2016"
TAX, HIRES, SIZES = "small-low-profit-2023", "hire-expansion-2026", "sme-size-2011"
CLAIMABLE = (HIRES, TITLE, REFUND, TAX)
TARGET = {"unemp_target_prev": "0.055"}
REGISTER = Text("登记簿", "A register")


def content(code: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The content of a shipped measure's version, as its release keeps it."""
    return {
        "sheet": plain(policies.sheet(code)),
        "dmn": policies.model_xml(code).decode(),
        "parameters": dict(parameters or {}),
    }


@cache
def shipped(code: str) -> Measure:
    return Measure.read(content(code))


def rulebook(codes: Iterable[str] = policies.OFFERED) -> Rulebook:
    return Rulebook({code: shipped(code) for code in codes})


def release(code: str, department: Department | None = None, **how: Any) -> MeasureVersion:
    """A shipped measure is in force; what the service takes may be given otherwise."""
    given = {
        "actor": factories.system(),
        "xml": policies.model_xml(code),
        "sheet": policies.sheet(code),
        "department": department or factories.DepartmentFactory(),
        "region_code": factories.GUANGZHOU,
    }
    return release_measure(**{**given, **how})


def release_all(**how: Any) -> None:
    department = factories.DepartmentFactory()
    for code in policies.OFFERED:
        release(code, department, **how)


def record(
    enterprise: Enterprise,
    values: Mapping[str, Any],
    source_kind: SourceKind = SourceKind.REGISTER,
    actor: Actor | None = None,
) -> None:
    """The values, in stored form, are on record about the enterprise."""
    record_facts(
        actor=actor or factories.system(enterprise.tenant),
        enterprise=enterprise,
        values=values,
        source=str(source_kind),
        source_name=REGISTER,
        source_kind=source_kind,
    )


def stored(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """An example's facts as they are recorded; what it does not know is not recorded."""
    return {
        element: fact.kind.to_stored(value, fact.unit)
        for element, value in facts.items()
        if value is not None and (fact := shipped(code).fact(element)) is not None
    }


def enterprise_with(values: Mapping[str, Any]) -> Enterprise:
    enterprise = factories.EnterpriseFactory()
    record(enterprise, values)
    return enterprise


# Whom the refund fits certainly: 60 % of 41,234.56 yuan.
GRANTABLE = {
    "paid_months": 98,
    "insured_count": 46,
    "layoff_rate": "0",
    "industry": "software_it",
    "staff": 48,
    "revenue": 2_386_450_000,
    "premium_prev_year": 4_123_456,
}
REFUND_CENTS = 2_474_074


def without(*elements: str, **changed: Any) -> dict[str, Any]:
    """``GRANTABLE`` lacking some facts, with others put in their place."""
    return {key: value for key, value in GRANTABLE.items() if key not in elements} | changed
