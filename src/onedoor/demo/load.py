"""The whole demo: a city, its enterprises, its policies, some weeks of its past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.facts.services.load_register_facts import load_register_facts
from onedoor.apps.parties.models import Department, Enterprise, User
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.my_policies import my_policy
from onedoor.apps.policies.services.release_measure import release_measure
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.models import Tenant
from onedoor.demo import city, history
from onedoor.demo.enterprises import synthetic_enterprises, told_in_full
from onedoor.reference import policies
from onedoor.reference.modelled import modelled_item
from onedoor.text import Text

REFUND = "job-stability-refund-2026"
DEPARTMENTS = {
    "hire-expansion-2026": "hrss",
    "hnte-2016": "science",
    REFUND: "hrss",
    "small-low-profit-2023": "tax",
    "sme-size-2011": "industry",
}
PROLONGED = Text(
    "演示：原政策已到期，此处有效期顺延至本年末。",
    "Demo: the real policy has run out; here it goes on to the year's end.",
)
PARAMETERS = {REFUND: {"unemp_target_prev": "0.055"}}
ITEMS = {REFUND: "stability-refund"}


def load_demo(*, enterprises: int, seed: int) -> str:
    """The demo stands whole, or nothing of it does; where it stands already nothing is touched.

    One enterprise is told in full, ``enterprises`` more are drawn from ``seed``. Returns a line that says
    what there is now.
    """
    if Tenant.objects.filter(code=city.CODE).exists():
        return f"{city.CODE}: loaded already"
    with transaction.atomic():
        tenant = city.make_tenant()
        house = Actor.system(tenant.pk)
        load_reference()
        departments = city.make_departments(tenant)
        told = told_in_full()
        load_register_facts(actor=house, enterprises=chain([told], synthetic_enterprises(enterprises, seed)))
        yunfan = Enterprise.objects.get(tenant=tenant, uscc=told.uscc)
        users = city.make_accounts(tenant, departments, yunfan)
        items = city.release_catalogue(house, departments)
        city.release_bundles(house, departments)
        city.publish_basic_catalogue(house)
        release_policies(house, departments)
        cases = live_past(house, users)
        run = run_matching(actor=house)
    return (
        f"{city.CODE}: {run.subject_count} enterprises, {items} items, {run.results.count()} measures, "
        f"{cases} cases"
    )


def release_policies(actor: Actor, departments: Mapping[str, Department]) -> None:
    """The policies that a city offers are in force, each in the hands of its department."""
    for code in policies.OFFERED:
        release_measure(
            actor=actor,
            xml=policies.model_xml(code),
            sheet=prolonged(policies.sheet(code), clock.today()),
            department=departments[DEPARTMENTS[code]],
            region_code=city.CITY,
            parameters=PARAMETERS.get(code, {}),
            item_code=modelled_item(ITEMS[code])["code"] if code in ITEMS else "",
        )


def prolonged(sheet: dict[str, Any], today: date) -> dict[str, Any]:
    """The sheet as it is, or with its end moved to the end of this year where that has passed.

    The real policies are of one year; the demo shall still show the way when they have run out, and says so.
    """
    ends = sheet.get("effective_to")
    if not ends or date.fromisoformat(ends) >= today:
        return sheet
    moved = date(today.year, 12, 31).isoformat()
    window = (
        {**sheet["window"], "to": moved} if (sheet.get("window") or {}).get("to") else sheet.get("window")
    )
    return {**sheet, "effective_to": moved, "window": window, "notes": [*sheet["notes"], PROLONGED.as_dict()]}


def live_past(actor: Actor, users: dict[str, User]) -> int:
    """The city's past weeks, if it has enterprises enough to live them; how many cases came of it."""
    needed = len(history.STORIES)
    chosen = [enterprise for _, enterprise in zip(range(needed), untroubled(actor), strict=False)]
    return history.live_history(users, chosen) if len(chosen) == needed else 0


def untroubled(actor: Actor) -> Iterator[Enterprise]:
    """Enterprises that the refund certainly fits, in a known amount, and that no register speaks against."""
    today = clock.today()
    for enterprise in Enterprise.objects.visible_to(actor).order_by("pk").iterator():
        standing = my_policy(actor, enterprise.pk, REFUND, today)
        pays = standing.kind is Standing.CERTAIN and standing.amount_cents
        if pays and not _is_barred(actor, enterprise):
            yield enterprise


def _is_barred(actor: Actor, enterprise: Enterprise) -> bool:
    values = profile_of(actor, enterprise.pk).values_by_element()
    return any(values.get(element) for element in ("seriously_dishonest", "legal_rep_barred"))
