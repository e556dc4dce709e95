"""A year's calendar has been published: clocks that waited for it get their day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.accept_case import promise_from
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.standards.queries import working_calendar
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotAllowed
from onedoor.text import Text


def settle_provisional(*, actor: Actor) -> int:
    """Open cases whose limit ran into an unpublished year have their due day now, where it can be counted, and their applicants
    are told.

    Each case in a transaction of its own, so that one clerk at work does not hold up the rest. How many.
    """
    if not actor.is_system:
        raise NotAllowed("clock.by_the_house")
    waiting = Case.objects.visible_to(actor).open().filter(provisional=True, accepted_at__isnull=False)
    return sum(_settle(actor, pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def _settle(actor: Actor, case_id: int) -> bool:
    with transaction.atomic():
        rows = Case.objects.select_related("item_version").select_for_update(of=("self",))
        case = rows.one_visible_to(actor, pk=case_id)
        definition = ItemDefinition.read(case.item_version.content)
        limit = definition.promised_limit or definition.statutory_limit
        if not case.provisional or case.accepted_at is None:
            return False
        promise = promise_from(case.accepted_at, limit, working_calendar(case.item_version.region_code))
        if promise.provisional or promise.due_on is None:
            return False
        case.due_on, case.warn_on, case.provisional = promise.due_on, promise.warn_on, False
        case.save(update_fields=["due_on", "warn_on", "provisional"])
        record_event(
            actor=actor, action="clock.settled", subject=case, data={"due_on": promise.due_on.isoformat()}
        )
        _tell(actor, case, definition, promise.due_on)
    return True


def _tell(actor: Actor, case: Case, definition: ItemDefinition, due_on: date) -> None:
    send_notice(
        actor=actor,
        to_enterprise=case.enterprise,
        to_user=None,
        kind="case.due_settled",
        subject=Text(f"办结期限已确定：{definition.name.zh}", f"Due day settled: {definition.name.en}"),
        body=Text(
            f"办件 {case.case_no} 的承诺办结日是 {due_on.isoformat()}：放假安排公布以后重新计算得出。",
            f"Case {case.case_no} is due on {due_on.isoformat()}, counted again now that the holidays are published.",
        ),
        link=f"/portal/cases/{case.pk}/",
        key=f"{case.reference}:settled:{due_on.isoformat()}",
    )
