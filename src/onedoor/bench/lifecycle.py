"""Whole cases a second: from the draft to the signed decision, the payment and the notice, one after another."""

from __future__ import annotations

import time
from dataclasses import replace

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import Enterprise, User
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.models import Tenant
from onedoor.demo import history
from onedoor.demo.load import untroubled

YARDSTICK = 200


def lifecycles(cases: int) -> str:
    """``cases`` refunds lived through the services on the database at hand; one line of figures and ratios.

    The yardstick is one committed audit event, the least that any deed costs on this machine and database.
    """
    tenant = Tenant.objects.get()
    house = Actor.system(tenant.pk)
    users = {user.username: user for user in User.objects.filter(tenant=tenant)}
    taken = len(history.STORIES)
    chosen = [enterprise for _, enterprise in zip(range(taken + cases), untroubled(house), strict=False)][
        taken:
    ]
    started = time.perf_counter()
    for enterprise in chosen:
        live_one(enterprise, users)
    each = (time.perf_counter() - started) / len(chosen)
    event = _one_event(house, chosen[0])
    return (
        f"lifecycle: {len(chosen)} cases, {1 / each:.1f} a second, {each * 1000:.0f} ms each = "
        f"{each / event:.0f} x one audit event ({event * 1000:.2f} ms)"
    )


def live_one(enterprise: Enterprise, users: dict[str, User]) -> None:
    """One refund from draft to rating, everybody doing their part at once."""
    owner = replace(actor_of(users["enterprise"]), enterprise_ids=frozenset({enterprise.pk}))
    story = history.Story(history.REFUND, 0)
    case = history.apply(story, owner)
    for account in ("hrss", "finance"):
        history.step(case, users[account], "agree")
    history.step(case, users["director"], "grant")
    history.work()


def _one_event(actor: Actor, subject: Enterprise) -> float:
    started = time.perf_counter()
    for _ in range(YARDSTICK):
        record_event(actor=actor, action="bench.yardstick", subject=subject)
    return (time.perf_counter() - started) / YARDSTICK
