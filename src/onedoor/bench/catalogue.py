"""The pages of a great catalogue: how long they take and how often they ask the database."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.apps.tenancy.models import Tenant

MOST_SECONDS, MOST_QUERIES = 0.3, 15
BATCH = 2_000
PAGES = {
    "designer": (
        "/studio/items/",
        "/studio/items/?page=2000",
        "/studio/items/?q=许可 登记",
        "/studio/items/?q=气球",
        "/studio/items/?type=行政许可",
        "/studio/items/?department={department}",
        "/studio/items/?of=draft",
        "/studio/items/?of=force",
        "/studio/items/?of=none",
        "/studio/items/{code}/",
    ),
    "": ("/items/", "/items/?page=2000", "/items/?q=职业中介", "/items/{code}/"),
}


def page_figures(count: int, rounds: int, tell: Callable[[str], None]) -> list[str]:
    """Each page over ``count`` more items: median and queries; those beyond a bound are marked."""
    department, code = fill(count, tell)
    lines = [
        f"{count:,} implementation lists, median of {rounds} (at most {MOST_SECONDS * 1000:.0f} ms, {MOST_QUERIES} queries)"
    ]
    for account, paths in PAGES.items():
        client = _client(account)
        for template in paths:
            path = template.format(department=department, code=code)
            lines.append(_line(client, path, rounds))
    return lines


def fill(count: int, tell: Callable[[str], None]) -> tuple[str, str]:
    """``count`` released items among the departments there are, made of those that are real; one department, one code."""
    tenant = Tenant.objects.get()
    departments = list(Department.objects.filter(tenant=tenant).order_by("pk"))
    real = list(ItemVersion.objects.filter(tenant=tenant).select_related("item").order_by("pk"))
    for start in range(0, count, BATCH):
        items = [
            ServiceItem(
                tenant=tenant,
                region_code=tenant.region_code,
                code=f"BENCH-{number:07d}",
                name=f"{real[number % len(real)].item.name}（第{number}号）",
                department=departments[number % len(departments)],
                power_type=real[number % len(real)].item.power_type,
                words=f"{real[number % len(real)].item.words} 第{number}号",
            )
            for number in range(start, min(start + BATCH, count))
        ]
        ServiceItem.objects.bulk_create(items)
        ItemVersion.objects.bulk_create(list(_versions(items, real, tenant)))
        tell(f"{min(start + BATCH, count):,} of {count:,}")
    connection.cursor().execute("ANALYZE")
    return departments[0].code, f"BENCH-{count // 2 + 1:07d}"


def _versions(items: list[ServiceItem], real: list[ItemVersion], tenant: Tenant) -> Iterator[ItemVersion]:
    for item in items:
        content = {**real[int(item.code[-7:]) % len(real)].content, "name": item.name}
        number = int(item.code[-7:])
        yield ItemVersion(
            tenant=tenant,
            region_code=tenant.region_code,
            item=item,
            code=item.code,
            version=1,
            state=ReleaseState.DRAFT if number % 50 == 0 else ReleaseState.RELEASED,
            effective_from=date(2026, 1, 1),
            content=content,
            content_hash=content_hash(content),
        )


def _client(account: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    if account:
        person = get_user_model().objects.get(username=account)
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def _line(client: Client, path: str, rounds: int) -> str:
    taken = []
    started = time.perf_counter()
    answer = client.get(path)
    first = time.perf_counter() - started
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(path)
        taken.append(time.perf_counter() - started)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    median, number = statistics.median(taken), len(queries)
    mark = "" if median <= MOST_SECONDS and number <= MOST_QUERIES else "  beyond"
    return f"  {path:<44} {median * 1000:8.1f} ms {number:4d} queries  first {first * 1000:8.1f} ms{mark}"
