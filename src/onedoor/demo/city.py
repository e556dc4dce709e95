"""The demo's city: its government, its people, its catalogue. Departments and items are real."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from onedoor.apps.catalogue.inheritance import locked_keys
from onedoor.apps.catalogue.services.publish_basic import publish_basic
from onedoor.apps.catalogue.services.release_bundle import release_bundle
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.parties.models import Department, Enterprise, Membership, Posting, User
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant
from onedoor.demo.accounts import ACCOUNTS, PASSWORD
from onedoor.engine.identifiers import make_uscc
from onedoor.reference import bundles, flows
from onedoor.reference.items import Item, items
from onedoor.reference.modelled import NAMES, modelled_item
from onedoor.reference.modelled.names import NEWBORN
from onedoor.text import Text

CITY = "440100"
CODE = "guangzhou-demo"
SINCE = date(2026, 1, 1)
# Where no source gives a department's code, it stands under one of the demo's own.
OFFICES = {
    "hrss": (
        "11440100696927671X",
        Text("广州市人力资源和社会保障局", "Guangzhou Human Resources and Social Security Bureau"),
    ),
    "finance": (make_uscc("1", "1", CITY, 1), Text("广州市财政局", "Guangzhou Finance Bureau")),
    "market": (
        make_uscc("1", "1", CITY, 2),
        Text("广州市市场监督管理局", "Guangzhou Market Regulation Bureau"),
    ),
    "science": (
        make_uscc("1", "1", CITY, 3),
        Text("广州市科学技术局", "Guangzhou Science and Technology Bureau"),
    ),
    "tax": (make_uscc("1", "1", CITY, 4), Text("国家税务总局广州市税务局", "Guangzhou Tax Service")),
    "industry": (
        "11440100007482567N",
        Text("广州市工业和信息化局", "Guangzhou Industry and Information Technology Bureau"),
    ),
    "police": ("11440100007483172Q", Text("广州市公安局", "Guangzhou Public Security Bureau")),
    "housing": (
        "11440100007482612P",
        Text("广州市住房和城乡建设局", "Guangzhou Housing and Urban-Rural Construction Bureau"),
    ),
    "planning": (
        "11440100MB2C91103Q",
        Text("广州市规划和自然资源局", "Guangzhou Planning and Natural Resources Bureau"),
    ),
    "ecology": (
        "11440100MB2C93184J",
        Text("广州市生态环境局", "Guangzhou Ecology and Environment Bureau"),
    ),
    "health": (make_uscc("1", "1", CITY, 5), Text("广州市卫生健康委员会", "Guangzhou Health Commission")),
    "medical": (
        make_uscc("1", "1", CITY, 6),
        Text("广州市医疗保障局", "Guangzhou Healthcare Security Bureau"),
    ),
    "fund": (
        make_uscc("1", "2", CITY, 7),
        Text("广州住房公积金管理中心", "Guangzhou Housing Fund Centre"),
    ),
    "transport": (make_uscc("1", "1", CITY, 8), Text("广州市交通运输局", "Guangzhou Transport Bureau")),
    "urban": (
        make_uscc("1", "1", CITY, 9),
        Text("广州市城市管理和综合执法局", "Guangzhou Urban Management Bureau"),
    ),
    "fire": (
        make_uscc("1", "1", CITY, 10),
        Text("广州市消防救援支队", "Guangzhou Fire and Rescue Service"),
    ),
    "water": (make_uscc("1", "1", CITY, 11), Text("广州市水务局", "Guangzhou Water Bureau")),
    "development": (
        make_uscc("1", "1", CITY, 12),
        Text("广州市发展和改革委员会", "Guangzhou Development and Reform Commission"),
    ),
    "data": (
        make_uscc("1", "1", CITY, 13),
        Text("广州市政务服务和数据管理局", "Guangzhou Government Service and Data Bureau"),
    ),
}


def make_tenant() -> Tenant:
    return Tenant.objects.create(
        code=CODE, name="广州市（演示）", name_en="Guangzhou (demo)", region_code=CITY
    )


def make_departments(tenant: Tenant) -> dict[str, Department]:
    """The offices by key, and every department that a real item names by its code."""
    found = {item.code[:18]: item for item in _guangdong()}
    rows = {
        code: Department(tenant=tenant, region_code=item.region, code=code, name=item.department)
        for code, item in found.items()
    }
    for code, name in OFFICES.values():
        rows[code] = Department(tenant=tenant, region_code=CITY, code=code, name=name.zh, name_en=name.en)
    Department.objects.bulk_create(rows.values())
    held = {row.code: row for row in Department.objects.filter(tenant=tenant)}
    return held | {key: held[code] for key, (code, _) in OFFICES.items()}


def make_accounts(tenant: Tenant, departments: Mapping[str, Department], told: Enterprise) -> dict[str, User]:
    """One account for each part to play; all share the public password of the demo."""
    password = make_password(PASSWORD)
    users = {}
    for account in ACCOUNTS:
        user = User.objects.create(
            username=account.username,
            password=password,
            tenant=tenant,
            display_name=account.who.zh,
            email=f"{account.username}@onedoor.invalid",
        )
        users[account.username] = user
        scope = {"tenant": tenant, "region_code": CITY, "user": user}
        if account.role is Role.ENTERPRISE:
            Membership.objects.create(**scope, enterprise=told, since=SINCE)
        else:
            department = departments[account.department] if account.department else None
            Posting.objects.create(**scope, role=account.role, department=department)
    return users


def release_catalogue(actor: Actor, departments: Mapping[str, Department]) -> int:
    """The flows, the items modelled whole, and the guides of the real items; how many items."""
    for code in flows.CODES:
        release_flow(actor=actor, code=code, xml=flows.model_xml(code), effective_from=SINCE)
    for name in NAMES:
        modelled = modelled_item(name)
        content = dict(modelled["content"])
        content["places"] = {place: departments[key].code for place, key in content.get("places", {}).items()}
        if name in NEWBORN:
            # Accounts are of enterprises; of what people apply for the guide is shown.
            content["flow"] = ""
        release_item(
            actor=actor,
            code=modelled["code"],
            department=departments[modelled["department"]],
            power_type=modelled["power_type"],
            content=content,
            effective_from=SINCE,
            region_code=CITY,
        )
    real = _guangdong()
    for item in real:
        release_item(
            actor=actor,
            code=item.code,
            department=departments[item.code[:18]],
            power_type=item.type,
            content=guide(item),
            effective_from=SINCE,
            region_code=item.region,
        )
    return len(NAMES) + len(real)


def release_bundles(actor: Actor, departments: Mapping[str, Department]) -> int:
    """The shipped bundles, with the city's departments in the lead of their parts and stages; how many."""
    for name in bundles.NAMES:
        shipped = bundles.shipped_bundle(name)
        content = dict(shipped["content"])
        for key in ("parts", "stages"):
            content[key] = [{**each, "lead": departments[each["lead"]].code} for each in content.get(key, ())]
        release_bundle(
            actor=actor,
            code=shipped["code"],
            department=departments[shipped["department"]],
            content=content,
            effective_from=SINCE,
            region_code=CITY,
        )
    return len(bundles.NAMES)


def publish_basic_catalogue(actor: Actor) -> int:
    """The entries of the basic catalogue that the items modelled whole carry out, to be claimed; how many."""
    entries = {}
    for name in NAMES:
        modelled = modelled_item(name)
        content = {key: modelled["content"].get(key) for key in locked_keys()}
        entries[modelled["code"][19:31]] = (modelled["power_type"], content)
    for code, (power_type, content) in sorted(entries.items()):
        kept = {key: value for key, value in content.items() if value}
        publish_basic(
            actor=actor,
            code=code,
            power_type=power_type,
            content=kept,
            effective_from=SINCE,
            region_code="440000",
        )
    return len(entries)


def guide(item: Item) -> dict[str, Any]:
    """The content of an item that is published as a guide: what the source gives, and nothing made up."""
    content: dict[str, Any] = {
        "name": item.name,
        "visits": item.visits or 0,
        "everyday": list(item.terms),
        "objects": list(item.objects),
        "themes": list(item.themes),
        "materials": list(item.materials),
    }
    for key, limit in (("statutory_limit", item.statutory), ("promised_limit", item.promised)):
        if limit is not None:
            content[key] = {"n": limit.n, "unit": str(limit.unit)}
    if _stretches(item):
        del content["promised_limit"]
    return content


def _stretches(item: Item) -> bool:
    """Some published promises are longer than the law allows; the demo shows the law then."""
    if item.statutory is None or item.promised is None:
        return False
    return item.statutory.unit == item.promised.unit and item.promised.n > item.statutory.n


def _guangdong() -> list[Item]:
    return [item for item in items().values() if item.scheme == "national"]
